package org.tenantry.testbed;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One kept-alive connection to the stub: reads requests, writes answers in chunks, and notices at once when it is closed. */
final class StubConnection {
    private static final Pattern DEPLOYMENT =
            Pattern.compile("POST /openai/deployments/([^/?]+)/chat/completions\\?api-version=2024-10-21");

    private final ProviderStub stub;
    private final Socket socket;
    private final PushbackInputStream in;
    private final OutputStream out;
    private volatile boolean idle = true;

    StubConnection(ProviderStub stub, Socket socket) throws IOException {
        this.stub = stub;
        this.socket = socket;
        this.in = new PushbackInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new BufferedOutputStream(socket.getOutputStream());
        socket.setTcpNoDelay(true);
    }

    void serve() throws IOException {
        while (true) {
            idle = true;
            int first = in.read();
            idle = false;
            if (first < 0) {
                return;
            }
            in.unread(first);
            var start = line();
            var headers = headers();
            var bytes = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
            var what = start.substring(0, start.lastIndexOf(' '));
            if (what.equals("POST /v1/audio/transcriptions")) {
                new StubMedia(stub, this, key(headers)).transcriptions(bytes);
            } else {
                answer(what, headers, new String(bytes, StandardCharsets.UTF_8));
            }
            if (headers.getOrDefault("connection", "").equalsIgnoreCase("close")) {
                return;
            }
        }
    }

    /** Waits for a request, and is not in the middle of an answer. */
    boolean idle() {
        return idle;
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(String what, Map<String, String> headers, String body) throws IOException {
        switch (what) {
            case "GET /v1/models", "GET /v1/models?limit=1000" -> json(200, StubWire.openAiModels());
            case "GET /api/tags" -> json(200, StubWire.ollamaModels());
            case "GET /stub/seen" -> json(
                    200, stub.seen().stream().map(StubRequest::json).collect(Collectors.joining(",", "[", "]")));
            case "GET /stats" -> json(200, stub.stats());
            case "POST /stub/elsewhere", "GET /stub/elsewhere" -> {
                stub.followed();
                json(200, "{}");
            }
            case "POST /stub/drop" -> json(200, "{\"dropped\":" + stub.dropIdle() + "}");
            case "POST /stub/release", "POST /release" -> {
                stub.release();
                json(200, "{}");
            }
            case "POST /stub/forget" -> {
                stub.forget();
                json(200, "{}");
            }
            case "POST /v1/chat/completions", "POST /api/chat", "POST /v1/messages" -> {
                boolean ollama = what.endsWith("/api/chat");
                serve(
                        new StubRequest(body, key(headers), ollama),
                        ollama ? Form.OLLAMA : what.endsWith("/messages") ? Form.ANTHROPIC : Form.OPENAI);
            }
            case "POST /v1/embeddings" -> new StubMedia(stub, this, key(headers)).embeddings(body);
            case "POST /openai/v1/chat/completions" -> serve(new StubRequest(body, key(headers), false), Form.AZURE);
            case "POST /custom/sse" -> serve(new StubRequest(body, key(headers), true), Form.EVENTS);
            case "POST /custom/ndjson" -> serve(new StubRequest(body, key(headers), true), Form.LINES);
            case "POST /custom/json" -> serve(new StubRequest(body, key(headers), false), Form.LINES);
            case "GET /openai/v1/models", "GET /openai/models?api-version=2024-10-21" -> json(
                    headers.containsKey("api-key") ? 200 : 401, StubWire.openAiModels());
            case "GET /tgi/info" -> json(200, "{\"model_id\":\"stub-echo\",\"version\":\"3.3.4\"}");
            case "GET /refusing/401/models", "GET /refusing/429/models", "GET /refusing/500/models" -> json(
                    Integer.parseInt(what.substring(14, 17)), "{\"error\":{\"message\":\"no\",\"code\":null}}");
            case "GET /redirecting/models" -> json(
                    302, "{}", "Location: http://127.0.0.1:" + stub.port() + "/stub/elsewhere");
            case "GET /page/models" -> answer(200, "text/html", "<html><title>Welcome</title></html>");
            default -> {
                var deployment = DEPLOYMENT.matcher(what);
                if (deployment.matches()) {
                    var named = "{\"model\":" + MiniJson.quote(deployment.group(1)) + "," + body.substring(1);
                    serve(new StubRequest(named, key(headers), false), Form.AZURE);
                    return;
                }
                json(
                        404,
                        "{\"error\":{\"message\":\"Unknown request\",\"type\":\"invalid_request_error\","
                                + "\"param\":null,\"code\":\"unknown_url\"}}");
            }
        }
    }

    /** The forms in which it answers. */
    private enum Form {
        OPENAI,
        AZURE,
        OLLAMA,
        ANTHROPIC,
        EVENTS,
        LINES
    }

    private void serve(StubRequest request, Form form) throws IOException {
        stub.saw(request);
        var wire =
                switch (form) {
                    case OPENAI -> new StubWire.OpenAi(request, false);
                    case AZURE -> new StubWire.OpenAi(request, true);
                    case OLLAMA -> new StubWire.Ollama(request);
                    case ANTHROPIC -> new StubAnthropic(request);
                    case EVENTS -> new StubWire.Own(request, true);
                    case LINES -> new StubWire.Own(request, false);
                };
        new StubAnswer(this, request, wire).give();
    }

    /** The header that holds the key, in whichever form. */
    private static String key(Map<String, String> headers) {
        return Stream.of("authorization", "x-api-key", "api-key")
                .filter(headers::containsKey)
                .findFirst()
                .map(headers::get)
                .orElse("");
    }

    boolean released() {
        return stub.released();
    }

    void json(int status, String json, String... headers) throws IOException {
        answer(status, "application/json", json, headers);
    }

    void answer(int status, String type, String text, String... headers) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        head(status, type, headers);
        write("Content-Length: " + bytes.length + "\r\n\r\n");
        out.write(bytes);
        out.flush();
    }

    void startChunks(String type) throws IOException {
        head(200, type);
        write("Cache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n");
        out.flush();
    }

    void chunk(String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            return; // an empty chunk would be the end
        }
        write(Integer.toHexString(bytes.length) + "\r\n");
        out.write(bytes);
        write("\r\n");
        out.flush();
    }

    void endChunks() throws IOException {
        write("0\r\n\r\n");
        out.flush();
    }

    private void head(int status, String type, String... headers) throws IOException {
        write("HTTP/1.1 " + status + " Stub\r\nContent-Type: " + type + "\r\nx-request-id: req_stub\r\n");
        for (var header : headers) {
            write(header + "\r\n");
        }
    }

    /** Waits, and fails at once when the other side closes meanwhile. */
    void pause(long millis) throws IOException {
        if (millis <= 0) {
            return;
        }
        socket.setSoTimeout((int) Math.min(millis, Integer.MAX_VALUE));
        try {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("closed by the one who asked");
            }
            in.unread(next);
        } catch (SocketTimeoutException e) {
            // nobody said anything, as it should be
        } finally {
            socket.setSoTimeout(0);
        }
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Map<String, String> headers() throws IOException {
        var headers = new HashMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    /** The next line; empty at the end of the connection too. */
    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
