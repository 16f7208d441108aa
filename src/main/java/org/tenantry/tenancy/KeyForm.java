package org.tenantry.tenancy;

import java.io.Serializable;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.ModelId;

/**
 * What is decided about a key: its name (up to 200 characters), what it is for, the only models it may call (none: all
 * that its tenant may use), from where, and until when ({@code null}: without end).
 */
public record KeyForm(
        String name, Set<KeyScope> scopes, Set<ModelId> models, AllowedAddresses addresses, Instant expiresAt)
        implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 200;
    private static final int MOST_MODELS = 200;

    /** What a key is for when nobody says: to call models. */
    public static final Set<KeyScope> USUAL = Set.of(KeyScope.CHAT, KeyScope.EMBEDDINGS, KeyScope.AUDIO);

    public KeyForm {
        name = name == null ? "" : name.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidInput("refusal.name.form", LONGEST_NAME);
        }
        if (scopes.isEmpty()) {
            throw new InvalidInput("tenancy.refusal.noScope");
        }
        if (models.size() > MOST_MODELS) {
            throw new InvalidInput("tenancy.refusal.keyModels", MOST_MODELS);
        }
        scopes = Set.copyOf(EnumSet.copyOf(scopes));
        models = Set.copyOf(models);
    }

    /** A key for calling models, from anywhere, without end. */
    public static KeyForm named(String name) {
        return new KeyForm(name, USUAL, Set.of(), AllowedAddresses.ANYWHERE, null);
    }

    public Optional<Instant> end() {
        return Optional.ofNullable(expiresAt);
    }

    /** Refuses an end that is not in the future. */
    KeyForm mustLive(Instant now) {
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw new InvalidInput("tenancy.refusal.keyEnd");
        }
        return this;
    }
}
