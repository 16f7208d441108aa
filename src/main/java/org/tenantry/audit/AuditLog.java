package org.tenantry.audit;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.tenantry.values.PersonId;
import org.tenantry.values.TenantId;

/**
 * Keeps who did what. An event is written in the transaction of the act itself: both stay or neither does. Each tenant
 * has its own chain, and the operator one more; the database refuses to change or delete an event.
 */
@Stateless
public class AuditLog {
    /** The chain of acts that concern no tenant. */
    public static final TenantId OPERATOR = new TenantId(new UUID(0, 0));

    private static final int PAGE = 500;
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_DETAIL = 4000;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    /**
     * Writes one event to the end of a chain and holds the chain until the transaction ends. {@code person} is null
     * when the system itself acts. What looks like a secret is masked, over-long text is cut.
     */
    public void record(PersonId person, TenantId chain, String act, String subject, String detail) {
        em.createNativeQuery("INSERT INTO audit_chain (tenant_id, seq, hash) VALUES (?, 1, ?)"
                        + " ON DUPLICATE KEY UPDATE seq = seq + 1")
                .setParameter(1, chain.toString())
                .setParameter(2, AuditEvent.ORIGIN)
                .executeUpdate();
        var head = head(chain);
        var event = new AuditEvent(
                chain.value(),
                ((Number) head[0]).longValue(),
                clock.instant(),
                person == null ? null : person.value(),
                act,
                cut(Secrets.masked(subject), LONGEST_SUBJECT),
                cut(Secrets.masked(detail), LONGEST_DETAIL),
                head[1].toString());
        em.persist(event);
        em.flush();
        em.createNativeQuery("UPDATE audit_chain SET hash = ? WHERE tenant_id = ?")
                .setParameter(1, event.hash())
                .setParameter(2, chain.toString())
                .executeUpdate();
    }

    /** Events of a chain with a number below {@code beforeSeq} (0: from the newest), newest first. */
    public List<AuditEvent> events(TenantId chain, long beforeSeq, int most) {
        return em.createQuery(
                        "select e from AuditEvent e where e.tenant = :chain and e.seq < :before order by e.seq desc",
                        AuditEvent.class)
                .setParameter("chain", chain.value())
                .setParameter("before", beforeSeq <= 0 ? Long.MAX_VALUE : beforeSeq)
                .setMaxResults(most)
                .getResultList();
    }

    /** Reads a chain from its first event and tells where it is no longer as it was written. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public ChainCheck verify(TenantId chain) {
        long last = last(chain);
        var head = head(chain);
        long promised = ((Number) head[0]).longValue();
        long sound = 0;
        var hash = AuditEvent.ORIGIN;
        while (sound < promised) {
            var page = after(chain, sound);
            for (var event : page) {
                if (!event.follows(sound + 1, hash)) {
                    return new ChainCheck(false, sound);
                }
                sound++;
                hash = event.hash();
                if (sound == promised) {
                    return new ChainCheck(last <= promised && hash.equals(head[1].toString()), sound);
                }
            }
            if (page.isEmpty()) {
                return new ChainCheck(false, sound);
            }
        }
        return new ChainCheck(last == 0, 0);
    }

    private List<AuditEvent> after(TenantId chain, long seq) {
        return em.createQuery(
                        "select e from AuditEvent e where e.tenant = :chain and e.seq > :after order by e.seq",
                        AuditEvent.class)
                .setParameter("chain", chain.value())
                .setParameter("after", seq)
                .setMaxResults(PAGE)
                .getResultList();
    }

    private long last(TenantId chain) {
        return em.createQuery("select coalesce(max(e.seq), 0) from AuditEvent e where e.tenant = :chain", Long.class)
                .setParameter("chain", chain.value())
                .getSingleResult();
    }

    private Object[] head(TenantId chain) {
        var rows = em.createNativeQuery("SELECT seq, hash FROM audit_chain WHERE tenant_id = ?")
                .setParameter(1, chain.toString())
                .getResultList();
        return rows.isEmpty() ? new Object[] {0L, AuditEvent.ORIGIN} : (Object[]) rows.get(0);
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
