package org.tenantry.guard;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.UnknownHostException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.async.MinimalHttpAsyncClient;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The one guarded way out of the server for streams: follows no redirect, keeps no cookie, unpacks nothing, connects only
 * to addresses it has checked, and bounds every wait and every size. A few threads carry all streams.
 */
@ApplicationScoped
public class Egress implements AutoCloseable {
    private static final int IO_THREADS = 2;
    private static final int LOOK_UP_THREADS = 4;
    private static final int MOST_CONNECTIONS = 20_000;

    /** No wait for a connection is longer; each request has its own, shorter bound. */
    private static final int LONGEST_CONNECT_SECONDS = 60;

    private final SSLContext tls;
    private final ScheduledThreadPoolExecutor timers;
    private final ThreadPoolExecutor lookUps;
    private Gate trusting;
    private Gate strict;

    /** The client for one kind of addresses. */
    record Gate(Addresses addresses, MinimalHttpAsyncClient client) {}

    public Egress() {
        this(SSLContexts.createSystemDefault());
    }

    Egress(SSLContext tls) {
        this.tls = tls;
        timers = new ScheduledThreadPoolExecutor(1, daemons("egress-timer"));
        timers.setRemoveOnCancelPolicy(true);
        lookUps = new ThreadPoolExecutor(
                LOOK_UP_THREADS,
                LOOK_UP_THREADS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(1000),
                daemons("egress-lookup"));
        lookUps.allowCoreThreadTimeOut(true);
    }

    /** Refuses a host that not even the operator may mean, for the requests that go out by other ways. */
    public static void requireFit(String host) throws UnknownHostException {
        new Addresses(true).resolve(host);
    }

    /** Sends; returns at once. */
    public Exchange send(Outgoing outgoing, Incoming incoming) {
        var trip = new Trip(this, gate(outgoing.mayBePrivate()), outgoing, incoming);
        trip.start();
        return trip;
    }

    ScheduledThreadPoolExecutor timers() {
        return timers;
    }

    Executor lookUps() {
        return lookUps;
    }

    private synchronized Gate gate(boolean mayBePrivate) {
        if (mayBePrivate) {
            trusting = trusting == null ? open(true) : trusting;
            return trusting;
        }
        strict = strict == null ? open(false) : strict;
        return strict;
    }

    /**
     * The own verifier of names is essential: the client's default (5.6.1) tells the platform to verify them only after
     * the connection has been set up, that is, never.
     */
    private Gate open(boolean mayBePrivate) {
        var addresses = new Addresses(mayBePrivate);
        var connections = PoolingAsyncClientConnectionManagerBuilder.create()
                .setTlsStrategy(ClientTlsStrategyBuilder.create()
                        .setSslContext(tls)
                        .setHostVerificationPolicy(HostnameVerificationPolicy.BOTH)
                        .setHostnameVerifier(new DefaultHostnameVerifier())
                        .buildAsync())
                .setDnsResolver(addresses)
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setConnPoolPolicy(PoolReusePolicy.LIFO)
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setMaxConnPerRoute(MOST_CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofSeconds(LONGEST_CONNECT_SECONDS))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .setIdleTimeout(Timeout.ofSeconds(30))
                        .setTimeToLive(TimeValue.ofMinutes(10))
                        .build())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .setHandshakeTimeout(Timeout.ofSeconds(LONGEST_CONNECT_SECONDS))
                        .build())
                .build();
        var client = HttpAsyncClients.createMinimal(
                H2Config.DEFAULT,
                Http1Config.custom()
                        .setInitialWindowSize(65_536)
                        .setMaxHeaderCount(200)
                        .setMaxLineLength(16_384)
                        .build(),
                IOReactorConfig.custom()
                        .setIoThreadCount(IO_THREADS)
                        .setTcpNoDelay(true)
                        .build(),
                connections);
        client.start();
        timers.scheduleWithFixedDelay(() -> connections.closeIdle(TimeValue.ofSeconds(30)), 30, 30, TimeUnit.SECONDS);
        return new Gate(addresses, client);
    }

    @PreDestroy
    @Override
    public synchronized void close() {
        timers.shutdownNow();
        lookUps.shutdownNow();
        for (var gate : new Gate[] {trusting, strict}) {
            if (gate != null) {
                gate.client().close(CloseMode.GRACEFUL);
            }
        }
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
