package org.tenantry.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that writes to the socket whatever a test says, byte for byte, and sees when the other side is gone. */
public final class RawServer implements AutoCloseable {
    /** What it does once it has read a request. */
    public interface Script {
        /** @param request counts from 1 over all connections */
        void answer(Connection connection, int request) throws IOException, InterruptedException;
    }

    private final ServerSocket door;
    private final String scheme;
    private final Script script;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch gone = new CountDownLatch(1);

    public RawServer(Script script) {
        this(plain(), "http", script);
    }

    public RawServer(ServerSocket door, String scheme, Script script) {
        this.door = door;
        this.scheme = scheme;
        this.script = script;
        daemon(this::accept);
    }

    private static ServerSocket plain() {
        try {
            return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create(scheme + "://localhost:" + door.getLocalPort() + "/v1");
    }

    public int connections() {
        return connections.get();
    }

    public int requests() {
        return requests.get();
    }

    /** Whether the other side closed a connection within this time. */
    public boolean abortedWithin(long millis) {
        try {
            return gone.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
        }
    }

    private static void daemon(Runnable task) {
        var thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var socket = door.accept();
                connections.incrementAndGet();
                open.add(socket);
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var connection = new Connection(socket, gone);
            while (connection.readRequest()) {
                script.answer(connection, requests.incrementAndGet());
            }
        } catch (IOException e) {
            gone.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One connection, after a request was read from it. */
    public static final class Connection {
        private final Socket socket;
        private final BufferedReader in;
        private final OutputStream out;
        private final CountDownLatch gone;

        Connection(Socket socket, CountDownLatch gone) throws IOException {
            this.socket = socket;
            this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            this.out = socket.getOutputStream();
            this.gone = gone;
        }

        boolean readRequest() throws IOException {
            int length = 0;
            var line = in.readLine();
            if (line == null) {
                return false;
            }
            for (; line != null && !line.isEmpty(); line = in.readLine()) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            for (int left = length; left > 0; left--) {
                in.read();
            }
            return true;
        }

        /** The head of a streamed answer; what follows goes as chunks. */
        public Connection stream() throws IOException {
            return raw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        }

        public Connection chunk(String text) throws IOException {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            raw(Integer.toHexString(bytes.length) + "\r\n");
            out.write(bytes);
            return raw("\r\n");
        }

        public Connection word(String word) throws IOException {
            return chunk("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + word + "\"}}]}\n\n");
        }

        public Connection end() throws IOException {
            return chunk("data: [DONE]\n\n").raw("0\r\n\r\n");
        }

        /** Ends without {@code [DONE]}: whoever has heard the end has given the connection back. */
        public Connection finish() throws IOException {
            return chunk("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n")
                    .raw("0\r\n\r\n");
        }

        public Connection raw(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return this;
        }

        /** Says nothing until the other side is gone. */
        public void silence() throws IOException {
            if (in.read() < 0) {
                gone.countDown();
            }
        }

        /** Breaks off so that the other side sees an error, not an end. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        public void close() throws IOException {
            socket.close();
        }
    }
}
