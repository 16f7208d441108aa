package org.tenantry.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.Shop;
import org.tenantry.values.PersonId;
import org.tenantry.values.TenantId;

/** The record of who did what: nothing of it can be changed unnoticed. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class AuditLogIT {
    private static final String NO_UPDATE = "CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event"
            + " FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_event is append-only'";
    private static final String NO_DELETE = "CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event"
            + " FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_event is append-only'";

    private final TenantId chain = TenantId.next();

    @Inject
    AuditLog audit;

    @Inject
    Shop shop;

    @Inject
    UserTransaction transaction;

    @Test
    void a_chain_that_nobody_touched_is_whole() {
        assertThat(audit.verify(chain)).isEqualTo(new ChainCheck(true, 0));
        write(3);
        assertThat(audit.verify(chain)).isEqualTo(new ChainCheck(true, 3));
        assertThat(audit.events(chain, 0, 10)).extracting(AuditEvent::seq).containsExactly(3L, 2L, 1L);
        assertThat(audit.events(chain, 3, 1)).extracting(AuditEvent::seq).containsExactly(2L);
    }

    @Test
    void an_act_that_is_rolled_back_leaves_no_event() throws Exception {
        write(1);
        transaction.begin();
        write(1);
        transaction.rollback();
        write(1);
        assertThat(audit.verify(chain)).isEqualTo(new ChainCheck(true, 2));
    }

    @Test
    void many_at_once_stand_in_one_line() throws Exception {
        var threads = Executors.newFixedThreadPool(10);
        try {
            var acts = new ArrayList<Callable<Void>>();
            for (int i = 0; i < 50; i++) {
                acts.add(() -> {
                    write(1);
                    return null;
                });
            }
            for (var done : threads.invokeAll(acts)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(audit.verify(chain)).isEqualTo(new ChainCheck(true, 50));
    }

    @Test
    void the_database_refuses_to_change_or_delete_an_event() {
        write(1);
        assertThatThrownBy(() -> shop.run("UPDATE audit_event SET act = 'x' WHERE tenant_id = ?", chain.value()))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> shop.run("DELETE FROM audit_event WHERE tenant_id = ?", chain.value()))
                .hasMessageContaining("append-only");
        assertThat(audit.verify(chain)).isEqualTo(new ChainCheck(true, 1));
    }

    @Test
    void a_changed_event_is_found() {
        write(5);
        forced("UPDATE audit_event SET detail = 'nothing happened' WHERE tenant_id = ? AND seq = 3");
        assertThat(audit.verify(chain)).isEqualTo(new ChainCheck(false, 2));
        assertThat(audit.verify(chain).brokenAt()).isEqualTo(3);
    }

    @Test
    void a_missing_event_is_found() {
        write(5);
        forced("DELETE FROM audit_event WHERE tenant_id = ? AND seq = 2");
        assertThat(audit.verify(chain)).isEqualTo(new ChainCheck(false, 1));
    }

    @Test
    void a_cut_off_end_is_found() {
        write(5);
        forced("DELETE FROM audit_event WHERE tenant_id = ? AND seq > 3");
        assertThat(audit.verify(chain)).isEqualTo(new ChainCheck(false, 3));
    }

    @Test
    void two_events_that_changed_places_are_found() {
        write(3);
        forced("UPDATE audit_event SET seq = CASE seq WHEN 2 THEN 12 ELSE 11 END WHERE tenant_id = ? AND seq > 1");
        forced("UPDATE audit_event SET seq = CASE seq WHEN 12 THEN 3 ELSE 2 END WHERE tenant_id = ? AND seq > 10");
        assertThat(audit.verify(chain)).isEqualTo(new ChainCheck(false, 1));
    }

    @Test
    void a_forgotten_head_is_found() {
        write(2);
        shop.run("DELETE FROM audit_chain WHERE tenant_id = ?", chain.value());
        assertThat(audit.verify(chain).whole()).isFalse();
    }

    @Test
    void secrets_do_not_get_into_the_record() {
        audit.record(PersonId.next(), chain, "test", "subject", "with sk-live-abcdefgh1234 and password=hunter2");
        audit.record(null, chain, "test", "s".repeat(500), "d".repeat(9_000));
        assertThat(shop.found("sk-live-abcdefgh1234")).isEmpty();
        assertThat(shop.found("hunter2")).isEmpty();
        assertThat(audit.events(chain, 0, 2).get(1).detail()).isEqualTo("with *** and password=***");
        assertThat(audit.verify(chain)).isEqualTo(new ChainCheck(true, 2));
    }

    private void write(int events) {
        for (int i = 0; i < events; i++) {
            audit.record(PersonId.next(), chain, "test.act", "subject é 中", "detail " + i);
        }
    }

    /** What somebody can do who owns the database. */
    private void forced(String sql) {
        shop.run("DROP TRIGGER audit_event_no_update");
        shop.run("DROP TRIGGER audit_event_no_delete");
        try {
            shop.run(sql, chain.value());
        } finally {
            shop.run(NO_UPDATE);
            shop.run(NO_DELETE);
        }
    }
}
