package org.tenantry.tenancy;

import static org.tenantry.values.Rows.instant;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import org.tenantry.values.MemberId;
import org.tenantry.values.PersonId;
import org.tenantry.values.TenantId;

/** Reads who is behind a secret, in one query. */
@Stateless
public class KeyReader {
    @PersistenceContext
    EntityManager em;

    @Inject
    OperatorKeys operators;

    /** The key of an active member that this secret opens, whatever the time is; its end is for the reader to judge. */
    public Optional<KeyImage> find(ApiSecret secret) {
        return read(
                        em,
                        "SELECT s.secret_hash, s.ends_at, k.id, k.name, k.scopes, k.addresses, k.expires_at, m.id, m.role,"
                                + " p.id, COALESCE(p.locale, t.locale), t.id, t.zone, t.currency, t.state,"
                                + " (SELECT GROUP_CONCAT(a.model_id) FROM api_key_model a WHERE a.key_id = k.id)"
                                + " FROM api_key_secret s JOIN api_key k ON k.id = s.key_id JOIN member m ON m.id = k.member_id"
                                + " JOIN tenant t ON t.id = k.tenant_id LEFT JOIN person p ON p.id = m.person_id"
                                + " WHERE s.public_id = ? AND k.state = 'ACTIVE' AND m.state = 'ACTIVE'",
                        secret.publicId())
                .stream()
                .filter(row -> secret.hashesTo(row[0].toString()))
                .findFirst()
                .map(KeyReader::image)
                .or(() -> operators.find(secret));
    }

    private static KeyImage image(Object[] row) {
        var id = uuid(row[2]);
        var caller = new Caller(
                row[9] == null ? null : new PersonId(uuid(row[9])),
                new TenantId(uuid(row[11])),
                new MemberId(uuid(row[7])),
                Role.ADMIN.name().equals(row[8].toString()),
                false, // a key of a tenant acts within it, whatever else its person may do
                Locale.forLanguageTag(row[10].toString()),
                ZoneId.of(row[12].toString()),
                Currency.getInstance(row[13].toString()),
                id);
        var key = new OpenedKey(
                id,
                caller,
                ApiKey.read(row[4].toString()),
                KeyShelf.models(row[15]),
                row[3].toString(),
                Tenant.State.ACTIVE.name().equals(row[14].toString()));
        return new KeyImage(key, AllowedAddresses.of(row[5].toString()), instant(row[6]), instant(row[1]));
    }
}
