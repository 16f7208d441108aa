package org.tenantry.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A provider for tests and trials: a real HTTP server on this machine that speaks OpenAI's and Ollama's wire forms with
 * real chunks, answers as its models and {@link StubScript} say, and remembers what it was asked. Alone:
 * {@code java -cp target/test-classes org.tenantry.testbed.ProviderStub 18299}. From other processes:
 * {@code GET /stub/seen}, {@code POST /stub/release}, {@code POST /stub/forget}.
 */
public final class ProviderStub implements AutoCloseable {
    private final ServerSocket door;
    private final ExecutorService threads;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<StubRequest> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Object barrier = new Object();
    private boolean released;

    private ProviderStub(int port) throws IOException {
        door = new ServerSocket(port, 4096, InetAddress.getByName("127.0.0.1"));
        threads = Executors.newCachedThreadPool(task -> {
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
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            new StubConnection(this, socket).serve();
        } catch (IOException e) {
            // whoever asked is gone, or the script says to break off
        } finally {
            open.remove(socket);
        }
    }
}
