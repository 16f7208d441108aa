package org.tenantry.guard;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.Config;

/**
 * Seals secrets at rest with AES-256-GCM. {@code place} says where a sealed secret is kept: copied to another place, it
 * does not open. The newest key-encryption key seals ({@code tenantry.kek.current} names it), each opens its own.
 */
@ApplicationScoped
public class SecretBox {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    Config config;

    /** Fails with one sentence for the operator when the key that seals is missing or no key: asked at the start. */
    public void requireKey() {
        try {
            key(current());
        } catch (IllegalStateException wrong) {
            throw new IllegalStateException(wrong.getMessage()
                    + ". It seals the keys of providers and is kept apart from the database: make one with"
                    + " `openssl rand -base64 32`, set it in the environment and keep it with every backup.");
        }
    }

    private String current() {
        return config.getOptionalValue("tenantry.kek.current", String.class).orElse("1");
    }

    public String seal(String plain, String place) {
        var id = current();
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        var sealed = run(Cipher.ENCRYPT_MODE, id, nonce, place, plain.getBytes(StandardCharsets.UTF_8));
        var base64 = Base64.getEncoder().withoutPadding();
        return "v1:" + id + ":" + base64.encodeToString(nonce) + ":" + base64.encodeToString(sealed);
    }

    public String open(String sealed, String place) {
        var parts = sealed.split(":", -1);
        if (parts.length != 4 || !parts[0].equals("v1")) {
            throw new IllegalStateException("not a sealed secret");
        }
        var nonce = bytes(parts[2], "not a sealed secret");
        var text = bytes(parts[3], "not a sealed secret");
        return new String(run(Cipher.DECRYPT_MODE, parts[1], nonce, place, text), StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, String keyId, byte[] nonce, String place, byte[] text) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key(keyId), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the secret cannot be sealed or opened with TENANTRY_KEK_" + keyId, e);
        }
    }

    private SecretKey key(String id) {
        var name = "TENANTRY_KEK_" + id;
        var text = config.getOptionalValue("tenantry.kek." + id, String.class)
                .orElseThrow(() -> new IllegalStateException(name + " is not set"));
        var wrong = name + " is not 32 bytes in base64";
        var bytes = bytes(text.strip(), wrong);
        if (bytes.length != KEY_BYTES) {
            throw new IllegalStateException(wrong);
        }
        return new SecretKeySpec(bytes, "AES");
    }

    /** What the text says in base64; the complaint never tells the text. */
    private static byte[] bytes(String base64, String complaint) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException noBase64) {
            throw new IllegalStateException(complaint);
        }
    }
}
