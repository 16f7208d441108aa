package org.tenantry.tenancy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.tenantry.values.TenantId;

/** A secret that opens a key: only its public id and its SHA-256 are kept. One that was replaced ends at a stated time. */
@Entity
@Table(name = "api_key_secret")
public class ApiKeySecret {
    @Id
    @Column(name = "public_id")
    private String publicId;

    @Column(name = "tenant_id")
    private UUID tenant;

    @Column(name = "key_id")
    private UUID key;

    @Column(name = "secret_hash")
    private String secretHash;

    @Column(name = "made_at")
    private Instant madeAt;

    protected ApiKeySecret() {}

    ApiKeySecret(TenantId tenant, UUID key, ApiSecret secret, Instant madeAt) {
        this.publicId = secret.publicId();
        this.tenant = tenant.value();
        this.key = key;
        this.secretHash = secret.hash();
        this.madeAt = madeAt;
    }
}
