package org.tenantry.testbed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes vectors of texts, and transcripts of recordings: each says what it was asked with. A script in the first text or in
 * the prompt changes it: {@code status}, {@code html}, {@code first} and {@code silent} as for other answers, {@code
 * prompt} for the tokens that are told (0: none), {@code less=1} for one vector too few, {@code millis} for how long the
 * recording is told to be (none without it).
 */
final class StubMedia {
    private static final Pattern FIELD = Pattern.compile("name=\"([^\"]+)\"\r\n\r\n(.*?)\r\n--", Pattern.DOTALL);
    private static final int DIMENSIONS = 4;

    private final ProviderStub stub;
    private final StubConnection connection;
    private final String key;

    StubMedia(ProviderStub stub, StubConnection connection, String key) {
        this.stub = stub;
        this.connection = connection;
        this.key = key;
    }

    void embeddings(String body) throws IOException {
        var json = MiniJson.object(MiniJson.read(body));
        var inputs = MiniJson.list(json.get("input"));
        var request = seen(json.get("model"), String.valueOf(inputs.get(0)), body);
        if (begin(request)) {
            connection.json(200, vectors(json, inputs, request.script()));
            request.state(StubRequest.State.FINISHED);
        }
    }

    private static String vectors(Map<String, Object> json, List<?> inputs, StubScript script) {
        var data = new ArrayList<String>();
        int tokens = 0;
        int dimensions = json.get("dimensions") instanceof Double number ? number.intValue() : DIMENSIONS;
        for (int i = 0; i < inputs.size() - script.number("less", 0); i++) {
            var input = inputs.get(i);
            int length = input instanceof List<?> list
                    ? list.size()
                    : input.toString().length();
            tokens += input instanceof List<?> list
                    ? list.size()
                    : input.toString().split("\\s+").length;
            var numbers = ByteBuffer.allocate(4 * dimensions).order(ByteOrder.LITTLE_ENDIAN);
            numbers.putFloat(length).putFloat(i + 0.5f);
            while (numbers.hasRemaining()) {
                numbers.putFloat(-1e-7f);
            }
            data.add("{\"object\":\"embedding\",\"index\":" + i + ",\"embedding\":\""
                    + Base64.getEncoder().encodeToString(numbers.array()) + "\"}");
        }
        int told = script.number("prompt", tokens);
        var usage = told == 0 ? "" : ",\"usage\":{\"prompt_tokens\":" + told + ",\"total_tokens\":" + told + "}";
        return "{\"object\":\"list\",\"data\":[" + String.join(",", data) + "],\"model\":\"secret-name\"" + usage + "}";
    }

    /** {@code body} is read byte by byte. */
    void transcriptions(byte[] body) throws IOException {
        var text = new String(body, StandardCharsets.ISO_8859_1);
        var fields = FIELD.matcher(text);
        var prompt = "";
        var model = "";
        var format = "json";
        while (fields.find()) {
            var value = new String(fields.group(2).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            switch (fields.group(1)) {
                case "prompt" -> prompt = value;
                case "model" -> model = value;
                case "response_format" -> format = value;
                default -> {
                    continue;
                }
            }
            fields.region(fields.end() - 2, text.length());
        }
        var request = seen(model, prompt, text);
        if (begin(request)) {
            transcript(format, prompt.replaceAll("\\[stub [^\\]]*\\] ?", ""), request.script());
            request.state(StubRequest.State.FINISHED);
        }
    }

    private void transcript(String format, String said, StubScript script) throws IOException {
        int millis = script.number("millis", 0);
        var seconds = millis / 1000 + "." + String.valueOf(1000 + millis % 1000).substring(1);
        switch (format) {
            case "text" -> connection.answer(200, "text/plain; charset=utf-8", said + "\n");
            case "srt" -> connection.answer(200, "text/plain", "1\n00:00:00,000 --> 00:00:01,000\n" + said + "\n\n");
            case "vtt" -> connection.answer(200, "text/vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\n" + said + "\n\n");
            case "verbose_json" -> connection.json(
                    200,
                    "{\"task\":\"transcribe\",\"language\":\"english\",\"duration\":" + seconds + ",\"text\":"
                            + MiniJson.quote(said) + ",\"segments\":[],\"x_internal\":\"secret\"}");
            default -> connection.json(
                    200,
                    "{\"text\":" + MiniJson.quote(said)
                            + (millis == 0 ? "" : ",\"usage\":{\"type\":\"duration\",\"seconds\":" + seconds + "}")
                            + "}");
        }
    }

    private StubRequest seen(Object model, String words, String body) {
        var request = new StubRequest(
                "{\"model\":" + MiniJson.quote(String.valueOf(model)) + ",\"messages\":[{\"role\":\"user\",\"content\":"
                        + MiniJson.quote(words) + "}],\"stub_body\":" + MiniJson.quote(body) + "}",
                key,
                false);
        stub.saw(request);
        return request;
    }

    /** False where something else was answered. */
    private boolean begin(StubRequest request) throws IOException {
        var script = request.script();
        try {
            connection.pause(script.number("first", 0));
            while (script.yes("silent")) {
                connection.pause(1000);
            }
        } catch (IOException gone) {
            request.state(StubRequest.State.ABORTED);
            throw gone;
        }
        if (script.yes("html")) {
            connection.answer(200, "text/html", "<title>Welcome</title>");
        } else if (script.said().containsKey("status")) {
            connection.json(
                    script.number("status", 500),
                    "{\"error\":{\"message\":\"secret words of the provider\",\"type\":\"x\",\"param\":null,\"code\":null}}");
        } else {
            return true;
        }
        request.state(StubRequest.State.FINISHED);
        return false;
    }
}
