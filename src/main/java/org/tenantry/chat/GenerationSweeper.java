package org.tenantry.chat;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tenantry.calls.Calls;

/** Ends the answers of servers that died: within 90 seconds nobody waits for them and no credit is held for them. */
@Singleton
@Startup
@DependsOn("Migrations")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class GenerationSweeper {
    private static final Logger LOG = Logger.getLogger(GenerationSweeper.class.getName());

    @Inject
    Calls calls;

    @Inject
    Answers answers;

    @Inject
    Generations generations;

    @Schedule(hour = "*", minute = "*", second = "*/15", persistent = false)
    public void sweep() {
        for (var call : calls.expiredChatCalls()) {
            if (!generations.isHere(call)) {
                try {
                    answers.interrupted(call);
                } catch (RuntimeException failure) {
                    LOG.log(Level.WARNING, failure, () -> "interrupted answer " + call + " could not be ended");
                }
            }
        }
    }
}
