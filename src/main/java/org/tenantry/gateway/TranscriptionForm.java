package org.tenantry.gateway;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.tenantry.guard.Content;
import org.tenantry.guard.Egress;
import org.tenantry.models.Endpoint;

/** OpenAI's form of sending a recording: {@code multipart/form-data} with the file read as it is sent. */
final class TranscriptionForm {
    private static final long MOST_BYTES = 16L << 20;

    private TranscriptionForm() {}

    static Upstream send(
            Egress egress,
            Endpoint endpoint,
            URI url,
            Map<String, String> headers,
            TranscriptionAsk ask,
            Consumer<Transcript> words,
            Hearing hearing) {
        var boundary = "tenantry-" + UUID.randomUUID();
        return Wire.send(
                egress,
                endpoint,
                url,
                headers,
                "multipart/form-data; boundary=" + boundary,
                content(ask, boundary),
                MOST_BYTES,
                new TranscriptAnswer(ask.format(), words, hearing));
    }

    static Content content(TranscriptionAsk ask, String boundary) {
        var head = new StringBuilder();
        field(head, boundary, "model", ask.model());
        field(head, boundary, "language", ask.language());
        field(head, boundary, "prompt", ask.prompt());
        field(head, boundary, "response_format", ask.format().code());
        field(head, boundary, "temperature", ask.temperature());
        ask.granularities().forEach(each -> field(head, boundary, "timestamp_granularities[]", each));
        head.append("--")
                .append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"file\"; filename=\"recording.")
                .append(ask.form())
                .append("\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        return new Content(
                head.toString().getBytes(StandardCharsets.UTF_8),
                ask.file(),
                ask.bytes(),
                ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void field(StringBuilder head, String boundary, String name, String value) {
        if (!value.isEmpty()) {
            head.append("--")
                    .append(boundary)
                    .append("\r\nContent-Disposition: form-data; name=\"")
                    .append(name)
                    .append("\"\r\n\r\n")
                    .append(value)
                    .append("\r\n");
        }
    }
}
