package org.tenantry.tenancy;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Refusal;

/**
 * Turns passwords into Argon2id hashes (19 MiB, 2 passes, 1 lane) and checks them. Only a few hashes are reckoned at
 * once, so that a flood of sign-ins takes neither all memory nor all processors: the rest wait up to
 * {@value #PATIENCE_SECONDS} s and are then asked to come back.
 */
@ApplicationScoped
public class Passwords {
    static final int SHORTEST = 10;
    static final int LONGEST = 200;
    private static final int PATIENCE_SECONDS = 5;
    private static final Argon2Function ARGON2ID = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);

    private final Semaphore places =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);

    /** Checked when there is no such person, so that the answer takes as long. */
    private final String nobody = reckon("nobody has this password");

    /** Hashes a new password, or refuses one that is too short or too long. */
    public String hash(String password) {
        if (password == null || password.codePointCount(0, password.length()) < SHORTEST) {
            throw new InvalidInput("refusal.password.short", SHORTEST);
        }
        if (password.length() > LONGEST) {
            throw new InvalidInput("refusal.password.long", LONGEST);
        }
        return admitted(() -> reckon(password));
    }

    /** Whether the password is the one that was hashed. */
    public boolean matches(String password, String hash) {
        if (password == null || password.isEmpty() || password.length() > LONGEST) {
            return matchesNobody("");
        }
        return admitted(() -> Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash)));
    }

    /** Takes as long as {@link #matches} and is always false. */
    public boolean matchesNobody(String password) {
        admitted(() -> Password.check(password, nobody).with(ARGON2ID));
        return false;
    }

    /** Whether the hash was made with other parameters than are used today. */
    public boolean isOutdated(String hash) {
        return !ARGON2ID.equals(Argon2Function.getInstanceFromHash(hash));
    }

    private <T> T admitted(Supplier<T> reckoning) {
        boolean in = false;
        try {
            in = places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!in) {
                throw new Refusal(503, "refusal.signIn.busy");
            }
            return reckoning.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(503, "refusal.signIn.busy");
        } finally {
            if (in) {
                places.release();
            }
        }
    }

    private static String reckon(String password) {
        return Password.hash(password).addRandomSalt(16).with(ARGON2ID).getResult();
    }
}
