package org.tenantry.tenancy;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.tenantry.notices.MailSettings;
import org.tenantry.notices.Recipient;
import org.tenantry.values.TenantId;

/** Knows who reads notices, each in which language and time zone. */
@Stateless
public class Recipients {
    @PersistenceContext
    EntityManager em;

    @Inject
    MailSettings mail;

    /** The admins of a tenant, as those who get its notices: each in their own language, else in the tenant's. */
    public List<Recipient> admins(TenantId tenant) {
        return em.createQuery(
                        "select p, t from Member m, Person p, Tenant t where p.id = m.person and t.id = m.tenant"
                                + " and m.tenant = :tenant and m.role = :admin and m.state = :active order by p.email",
                        Object[].class)
                .setParameter("tenant", tenant.value())
                .setParameter("admin", Role.ADMIN)
                .setParameter("active", Member.State.ACTIVE)
                .getResultStream()
                .map(row -> recipient((Person) row[0], (Tenant) row[1]))
                .toList();
    }

    /** Those who run the deployment, as readers of what happens to it: at the address set for them, else each. */
    public List<Recipient> operators() {
        var all = em.createQuery("select p from Person p where p.operator = true order by p.email", Person.class)
                .getResultStream()
                .map(person -> new Recipient(person.email(), person.locale().orElse(Locale.ENGLISH), ZoneOffset.UTC))
                .toList();
        var language = all.isEmpty() ? Locale.ENGLISH : all.get(0).locale();
        return mail.operator()
                .map(address -> List.of(new Recipient(address, language, ZoneOffset.UTC)))
                .orElse(all);
    }

    /** The address for a tenant's bills as a reader of its notices, in the tenant's own language. */
    public Recipient reader(TenantId tenant, String email) {
        var found = em.find(Tenant.class, tenant.value());
        return new Recipient(email, found.locale(), found.zone());
    }

    private static Recipient recipient(Person person, Tenant tenant) {
        return new Recipient(person.email(), person.locale().orElse(tenant.locale()), tenant.zone());
    }
}
