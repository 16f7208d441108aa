package org.tenantry.tenancy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Refusal;

/**
 * Opens the door to programs: finds who is behind the secret of an API key, or refuses. What it knows is at most two
 * seconds old on every node; while a key is in use it asks the database once a second or less.
 */
@ApplicationScoped
public class Keyring {
    @Inject
    KeyReader reader;

    @Inject
    KeyMemory memory;

    @Inject
    KeyPace pace;

    @Inject
    KeyUses uses;

    @Inject
    Clock clock;

    /**
     * Who acts with this secret from this address. Every refusal is 401 and the same, whatever was wrong with it, except
     * where the right secret comes from an address that is not allowed (403) or an address tries too many keys (429).
     */
    public OpenedKey open(String secretText, String address) {
        var secret = secret(secretText);
        var now = clock.instant();
        var image = memory.find(secret.hash(), () -> pace.brake(address), () -> reader.find(secret))
                .filter(found -> found.opensAt(now))
                .orElseThrow(() -> wrong(address));
        if (!image.addresses().allow(address)) {
            throw new Refusal(403, "tenancy.refusal.keyAddress");
        }
        uses.saw(image.key().id(), now);
        return image.key();
    }

    private static ApiSecret secret(String text) {
        try {
            return new ApiSecret(text);
        } catch (InvalidInput notAKey) {
            throw unknown();
        }
    }

    private Refusal wrong(String address) {
        pace.wrong(address);
        return unknown();
    }

    private static Refusal unknown() {
        return new Refusal(401, "tenancy.refusal.key");
    }
}
