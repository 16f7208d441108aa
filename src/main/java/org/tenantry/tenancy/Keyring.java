package org.tenantry.tenancy;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Refusal;

/** Opens the door to programs: finds who is behind the secret of an API key, or refuses. */
@Stateless
public class Keyring {
    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    /**
     * Who acts with this secret from this address. Every refusal is 401 and the same, whatever was wrong with it, except
     * where the right secret comes from an address that is not allowed (403).
     */
    public OpenedKey open(String secretText, String address) {
        var secret = secret(secretText);
        var key = em.createQuery("select k from ApiKey k where k.publicId = :id", ApiKey.class)
                .setParameter("id", secret.publicId())
                .getResultStream()
                .filter(found -> found.opensWith(secret))
                .findFirst()
                .orElseThrow(Keyring::unknown);
        return em.createQuery(
                        "select m, p, t from Member m, Person p, Tenant t where m.id = :member and p.id = m.person"
                                + " and t.id = m.tenant and m.state = :active",
                        Object[].class)
                .setParameter("member", key.member().value())
                .setParameter("active", Member.State.ACTIVE)
                .getResultStream()
                .findFirst()
                .map(row -> opened(key, (Member) row[0], (Person) row[1], (Tenant) row[2]))
                .orElseThrow(Keyring::unknown);
    }

    private static OpenedKey opened(ApiKey key, Member member, Person person, Tenant tenant) {
        var caller = new Caller(
                person.id(),
                tenant.id(),
                member.id(),
                member.role() == Role.ADMIN,
                person.operator(),
                person.locale().orElse(tenant.locale()),
                tenant.zone(),
                tenant.currency(),
                key.id());
        return new OpenedKey(key.id(), caller, EnumSet.allOf(KeyScope.class), Set.of());
    }

    private static ApiSecret secret(String text) {
        try {
            return new ApiSecret(text);
        } catch (InvalidInput notAKey) {
            throw unknown();
        }
    }

    private static Refusal unknown() {
        return new Refusal(401, "tenancy.refusal.key");
    }
}
