package org.tenantry.launch;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment says about this start. {@code databaseUrl} empty means the embedded database; the operator's
 * password is empty when it should be made up on the first start. {@code missingKey} names the key that would seal, when
 * the environment has none. {@code takesCards}: the optional library of the card provider is wanted.
 * {@code tokenizers} is the folder of the operator's own; where there is one, the library that reads them is wanted.
 */
record Settings(
        String host,
        int port,
        Path dataFolder,
        Optional<String> databaseUrl,
        String databaseUser,
        String databasePassword,
        String operatorEmail,
        Optional<String> operatorPassword,
        Optional<String> demoPassword,
        Optional<String> key,
        Optional<String> missingKey,
        boolean takesCards,
        Path tokenizers) {
    static Settings of(Map<String, String> environment) {
        refuseTestClock(environment);
        var sealing =
                "TENANTRY_KEK_" + text(environment, "TENANTRY_KEK_CURRENT").orElse("1");
        var data = Path.of(text(environment, "TENANTRY_DATA_DIR").orElse("data"))
                .toAbsolutePath()
                .normalize();
        return new Settings(
                text(environment, "TENANTRY_HTTP_HOST").orElse("127.0.0.1"),
                port(text(environment, "TENANTRY_HTTP_PORT").orElse("8080")),
                data,
                text(environment, "TENANTRY_DB_URL"),
                text(environment, "TENANTRY_DB_USER").orElse("tenantry"),
                text(environment, "TENANTRY_DB_PASSWORD").orElse("tenantry"),
                text(environment, "TENANTRY_OPERATOR_EMAIL").orElse("operator@demo.example"),
                text(environment, "TENANTRY_OPERATOR_PASSWORD"),
                text(environment, "TENANTRY_DEMO_PASSWORD"),
                text(environment, "TENANTRY_KEK_1"),
                text(environment, sealing).isPresent() ? Optional.empty() : Optional.of(sealing),
                text(environment, "TENANTRY_STRIPE_KEY").isPresent(),
                text(environment, "TENANTRY_TOKENIZERS")
                        .map(folder -> Path.of(folder).toAbsolutePath().normalize())
                        .orElse(data.resolve("tokenizers")));
    }

    boolean embedded() {
        return databaseUrl.isEmpty();
    }

    /** Where a browser on this machine finds the server. */
    String address() {
        var reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return "http://" + (reachable.contains(":") ? "[" + reachable + "]" : reachable) + ":" + port + "/";
    }

    /** Time can be moved in a demo only; who asks for it beside a database of their own has mixed two deployments up. */
    private static void refuseTestClock(Map<String, String> environment) {
        var asked = text(environment, "TENANTRY_TEST_CLOCK").orElse("off");
        if (!asked.equalsIgnoreCase("on") && !asked.equalsIgnoreCase("off")) {
            throw new Fault("TENANTRY_TEST_CLOCK is \"" + asked + "\": set it to on or off.");
        }
        if (asked.equalsIgnoreCase("on") && text(environment, "TENANTRY_DB_URL").isPresent()) {
            throw new Fault("TENANTRY_TEST_CLOCK=on lets time be moved and is only for a demo on its own embedded"
                    + " database, but TENANTRY_DB_URL names another one: remove one of the two.");
        }
    }

    private static Optional<String> text(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static int port(String value) {
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > 65535) {
            throw new Fault("TENANTRY_HTTP_PORT is \"" + value + "\": set it to a number from 1 to 65535.");
        }
        return Integer.parseInt(value);
    }
}
