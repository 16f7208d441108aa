package org.tenantry.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import org.tenantry.values.Converters;

/** One thing that somebody did, never changed afterwards: its hash covers its content and the hash of the event before. */
@Entity
@Table(name = "audit_event")
@IdClass(AuditEvent.Key.class)
public class AuditEvent {
    /** The hash before the first event of a chain. */
    static final String ORIGIN = "0".repeat(64);

    @Id
    @Column(name = "tenant_id")
    private UUID tenant;

    @Id
    @Column(name = "seq")
    private long seq;

    @Column(name = "at")
    private Instant at;

    @Convert(converter = Converters.NullableUuidColumn.class)
    @Column(name = "person_id")
    private UUID person;

    @Column(name = "act")
    private String act;

    @Column(name = "subject")
    private String subject;

    @Column(name = "detail")
    private String detail;

    @Column(name = "previous_hash")
    private String previousHash;

    @Column(name = "hash")
    private String hash;

    protected AuditEvent() {}

    AuditEvent(
            UUID tenant,
            long seq,
            Instant at,
            UUID person,
            String act,
            String subject,
            String detail,
            String previousHash) {
        this.tenant = tenant;
        this.seq = seq;
        this.at = at.truncatedTo(ChronoUnit.MICROS);
        this.person = person;
        this.act = act;
        this.subject = subject;
        this.detail = detail;
        this.previousHash = previousHash;
        this.hash = hashOfContent();
    }

    public long seq() {
        return seq;
    }

    public Instant at() {
        return at;
    }

    /** Who did it; null when the system itself did. */
    public UUID person() {
        return person;
    }

    public String act() {
        return act;
    }

    public String subject() {
        return subject;
    }

    public String detail() {
        return detail;
    }

    String hash() {
        return hash;
    }

    /** Whether this event stands unchanged at {@code seq} behind the event with {@code previousHash}. */
    boolean follows(long expectedSeq, String expectedPrevious) {
        return seq == expectedSeq && previousHash.equals(expectedPrevious) && hash.equals(hashOfContent());
    }

    /** Each field is written with its length before it, so that no two contents read the same. */
    private String hashOfContent() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var field : new Object[] {previousHash, tenant, seq, at, person, act, subject, detail}) {
                var bytes = Objects.toString(field, "").getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The place of an event in its chain. */
    public static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private UUID tenant;
        private long seq;

        public Key() {}

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && seq == key.seq && Objects.equals(tenant, key.tenant);
        }

        @Override
        public int hashCode() {
            return Objects.hash(tenant, seq);
        }
    }
}
