package org.tenantry.boot;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Looks for an Ollama that runs beside this server. */
@ApplicationScoped
public class Neighbours {
    Optional<String> ollama() {
        return Optional.empty();
    }
}
