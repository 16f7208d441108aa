package org.tenantry.testbed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A body of multipart/form-data as browsers and clients write it. */
public final class FormBody {
    public static final String TYPE = "multipart/form-data; boundary=----frontier7";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public FormBody field(String name, String value) {
        return part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
    }

    public FormBody file(String fileName, byte[] bytes) {
        return part("name=\"file\"; filename=\"" + fileName + "\"\r\nContent-Type: audio/any", bytes);
    }

    /** Any part; {@code about} follows {@code form-data}. */
    public FormBody part(String about, byte[] bytes) {
        text("------frontier7\r\nContent-Disposition: form-data; " + about + "\r\n\r\n");
        out.writeBytes(bytes);
        text("\r\n");
        return this;
    }

    public byte[] end() {
        text("------frontier7--\r\n");
        return out.toByteArray();
    }

    private void text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
