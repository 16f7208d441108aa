package org.tenantry.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A provider for tests and trials: a real HTTP server on this machine that speaks OpenAI's, Ollama's and
 * Anthropic's wire forms with real chunks, answers as its models and {@link StubScript} say, and remembers what it was asked. Alone:
 * {@code java -cp target/test-classes org.tenantry.testbed.ProviderStub 18299}. From other processes:
 * {@code GET /stats}, {@code GET /stub/seen}, {@code POST /release}, {@code POST /stub/forget}, {@code POST /stub/drop}.
 */
public final class ProviderStub implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 4096;

    private final ServerSocket door;
    private final ExecutorService threads;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<StubRequest> seen = new CopyOnWriteArrayList<>();
    private final Set<StubConnection> talking = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger followed = new AtomicInteger();
    private final Object barrier = new Object();
    private boolean released;

    private ProviderStub(int port) throws IOException {
        door = new ServerSocket(port, MOST_CONNECTIONS, InetAddress.getByName("127.0.0.1"));
        threads = new ThreadPoolExecutor(0, MOST_CONNECTIONS, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            var thread = new Thread(null, task, "provider-stub", 256 * 1024);
            thread.setDaemon(true);
            return thread;
        });
        threads.execute(this::accept);
    }

    /** Starts on this port of 127.0.0.1, or on a free one for 0. */
    public static ProviderStub start(int port) {
        try {
            return new ProviderStub(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        var stub = start(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 18299);
        System.out.println("OpenAI-shaped " + stub.openAiUrl() + ", Ollama " + stub.ollamaUrl() + ", models "
                + StubScript.MODELS.keySet().stream().sorted().toList());
        Thread.currentThread().join();
    }

    public int port() {
        return door.getLocalPort();
    }

    public URI openAiUrl() {
        return URI.create("http://127.0.0.1:" + port() + "/v1");
    }

    public URI ollamaUrl() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** All requests for answers so far, the first first. */
    public List<StubRequest> seen() {
        return List.copyOf(seen);
    }

    /** How many answers of this model were asked for. */
    public long requests(String model) {
        return seen.stream().filter(request -> request.model().equals(model)).count();
    }

    /** How many answers of this model were given up by the one who asked. */
    public long aborts(String model) {
        return seen.stream()
                .filter(request -> request.model().equals(model) && request.state() == StubRequest.State.ABORTED)
                .count();
    }

    /** How many connections were made so far. */
    public int connections() {
        return connections.get();
    }

    /** How many requests came where {@code stub-redirect} points. */
    public int followedRedirects() {
        return followed.get();
    }

    /** Closes the connections that wait for a request, as servers do after a while; tells how many. */
    public int dropIdle() {
        var idle = talking.stream().filter(StubConnection::idle).toList();
        idle.forEach(StubConnection::close);
        return idle.size();
    }

    /** What was seen, in numbers. */
    String stats() {
        var last = seen.isEmpty() ? -1 : seen.get(seen.size() - 1).mostTokens();
        return "{\"requests\":%s,\"aborted\":%s,\"running\":%d,\"connections\":%d,\"followedRedirects\":%d,\"lastMaxTokens\":%d}"
                .formatted(
                        byModel(request -> true),
                        byModel(request -> request.state() == StubRequest.State.ABORTED),
                        seen.stream()
                                .filter(request -> request.state() == StubRequest.State.RUNNING)
                                .count(),
                        connections(),
                        followedRedirects(),
                        last);
    }

    private String byModel(Predicate<StubRequest> which) {
        return seen.stream()
                .filter(which)
                .collect(Collectors.groupingBy(StubRequest::model, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> MiniJson.quote(entry.getKey()) + ":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Lets everyone at the barrier go on, now and from now on. */
    public void release() {
        synchronized (barrier) {
            released = true;
            barrier.notifyAll();
        }
    }

    /** Forgets what was seen and closes the barrier again. */
    public void forget() {
        synchronized (barrier) {
            released = false;
        }
        seen.clear();
    }

    boolean released() {
        synchronized (barrier) {
            return released;
        }
    }

    void followed() {
        followed.incrementAndGet();
    }

    void saw(StubRequest request) {
        seen.add(request);
    }

    @Override
    public void close() {
        try {
            door.close();
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var socket = door.accept();
                connections.incrementAndGet();
                open.add(socket);
                serve(socket);
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        try {
            threads.execute(() -> talk(socket));
        } catch (RejectedExecutionException full) {
            open.remove(socket);
            socket.close();
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            var connection = new StubConnection(this, socket);
            talking.add(connection);
            try {
                connection.serve();
            } finally {
                talking.remove(connection);
            }
        } catch (IOException e) {
            // whoever asked is gone, or the script says to break off
        } finally {
            open.remove(socket);
        }
    }
}
