package org.tenantry.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing that must always hold in the books: its name, such as {@code I01 a wallet is worth what its lots have left},
 * and the statements that must answer no row. A row is a tenant (or none) and what is wrong.
 */
public record Invariant(String name, List<String> statements) {
    private static final String FILE = "/db/invariants.sql";
    private static final String NAME = "-- I";

    /** All of them, as {@code db/invariants.sql} of this release has them. */
    public static List<Invariant> all() {
        try (InputStream in = Invariant.class.getResourceAsStream(FILE)) {
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Reads names and statements; other comments are for people. */
    static List<Invariant> read(String file) {
        var found = new ArrayList<Invariant>();
        var statement = new StringBuilder();
        for (var line : file.lines().toList()) {
            if (line.startsWith(NAME)) {
                found.add(new Invariant(line.substring("-- ".length()).strip(), new ArrayList<>()));
            } else if (!line.startsWith("--") && !line.isBlank()) {
                statement.append(statement.isEmpty() ? "" : "\n").append(line.strip());
                if (line.strip().endsWith(";")) {
                    statement.setLength(statement.length() - 1);
                    found.get(found.size() - 1).statements.add(statement.toString());
                    statement.setLength(0);
                }
            }
        }
        if (!statement.isEmpty()
                || found.stream().anyMatch(one -> one.statements().isEmpty())) {
            throw new IllegalStateException("a check of " + FILE + " has no statement, or one that has no end");
        }
        return List.copyOf(found);
    }
}
