package org.tenantry.limits;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Lets this node tell and hear every 700 milliseconds what was counted, so that no node is more than two seconds behind. */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LimitBeat {
    private static final Logger LOG = Logger.getLogger(LimitBeat.class.getName());
    private static final int PAUSE_MILLIS = 700;
    private static final int COMPLAIN_TURNS = 60;

    @Resource
    ManagedThreadFactory threads;

    @Inject
    Limits limits;

    private ScheduledExecutorService beat;
    private int failed;

    @PostConstruct
    void begin() {
        beat = Executors.newSingleThreadScheduledExecutor(threads);
        beat.scheduleWithFixedDelay(this::exchange, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void end() {
        beat.shutdownNow();
    }

    private void exchange() {
        try {
            limits.exchange();
            failed = 0;
        } catch (RuntimeException failure) {
            if (failed++ % COMPLAIN_TURNS == 0) {
                LOG.log(
                        Level.WARNING,
                        failure,
                        () -> "the nodes could not be told what was counted; counting goes on here");
            }
        }
    }
}
