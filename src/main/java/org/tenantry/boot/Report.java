package org.tenantry.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tenantry.values.Refusal;

/** What is wrong with a provisioning file, one line for each thing, and where its references lead. */
final class Report {
    private final Function<String, Optional<String>> environment;
    private final List<String> problems = new ArrayList<>();

    Report(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    void problem(String pointer, String what) {
        problems.add((pointer.isEmpty() ? "/" : pointer) + ": " + what);
    }

    void refused(String pointer, Refusal refusal) {
        problem(pointer, Sentences.say(refusal));
    }

    Optional<String> variable(String name) {
        return environment.apply(name);
    }

    List<String> problems() {
        return List.copyOf(problems);
    }
}
