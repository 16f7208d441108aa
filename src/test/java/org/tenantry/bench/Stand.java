package org.tenantry.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.tenantry.testbed.ApiVisitor;
import org.tenantry.testbed.Product;
import org.tenantry.testbed.ProviderStub;

/** The product on an empty database, beside a stub of a provider whose one model it sells. */
final class Stand implements AutoCloseable {
    static final String MODEL = "stub-slow";
    static final String MEMBER = "member@bench.example";
    static final String PASSWORD = "bench-password";

    final ProviderStub stub = ProviderStub.start(0);
    final Product product;

    Stand(Path folder) throws Exception {
        var file = folder.resolve("provision.json");
        try (var in = Stand.class.getResourceAsStream("/provision-bench.json")) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(file, text.replace("@STUB@", "http://127.0.0.1:" + stub.port()));
        }
        var environment = Map.of("TENANTRY_PROVISION_FILE", file.toString(), "BENCH_PASSWORD", PASSWORD);
        product = new Product(
                        StartUp.JAVA_OPTIONS,
                        StartUp.emptied(folder.resolve("data")),
                        folder.resolve("terminal.txt"),
                        StartUp.freePort(),
                        environment)
                .ready();
    }

    /** The secret of a new key of the member. */
    String key() {
        return ApiVisitor.keyOf(MEMBER, () -> {
            try {
                return product.openEmbeddedDatabase();
            } catch (java.io.IOException failure) {
                throw new java.io.UncheckedIOException(failure);
            }
        });
    }

    @Override
    public void close() {
        try {
            product.stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        stub.close();
    }
}
