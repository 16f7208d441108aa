package org.tenantry.boot;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.tenantry.billing.TestClock;
import org.tenantry.guard.SecretBox;
import org.tenantry.tenancy.OperatorKeys;
import org.tenantry.tenancy.People;
import org.tenantry.values.Refusal;

/**
 * Makes a deployment usable: the operator's account, what the provisioning file names and, on a new database, what can
 * be offered at once. Nodes that start together take turns. A missing key or a wrong provisioning file stops the start.
 */
@Singleton
@Startup
@DependsOn("Migrations")
@TransactionManagement(TransactionManagementType.BEAN)
public class FirstRun {
    private static final Logger LOG = Logger.getLogger(FirstRun.class.getName());
    private static final int PATIENCE_SECONDS = 120;

    /** Where the launcher, which runs in the same machine, reads what to say at the terminal. */
    private static final String FAULT = "tenantry.start.fault";

    @Resource(lookup = "java:app/jdbc/tenantry")
    DataSource dataSource;

    @Inject
    Settings settings;

    @Inject
    People people;

    @Inject
    OperatorKeys operatorKeys;

    @Inject
    Provisioning provisioning;

    @Inject
    Neighbours neighbours;

    @Inject
    SecretBox box;

    @Inject
    TestClock testClock;

    @PostConstruct
    void start() {
        settings.testClockFault().ifPresent(FirstRun::refuse);
        box.requireKey();
        testClock.refresh();
        settings.unknownVariables()
                .forEach(
                        name -> LOG.warning(
                                "The environment has " + name
                                        + ", which is no setting of Tenantry: a slip in its name? docs/operate/README.md lists them all."));
        try (var connection = dataSource.getConnection()) {
            lock(connection, "SELECT GET_LOCK('tenantry.first-run', " + PATIENCE_SECONDS + ")");
            try {
                prepare();
            } finally {
                lock(connection, "SELECT RELEASE_LOCK('tenantry.first-run')");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("no database to start with", e);
        }
    }

    private static void refuse(String fault) {
        LOG.severe(fault);
        System.setProperty(FAULT, fault);
        throw new IllegalStateException(fault);
    }

    private void prepare() {
        boolean fresh = !people.hasOperator();
        operator();
        operatorKey();
        var file = settings.text("tenantry.provision.file").map(Path::of);
        if (fresh && settings.isEmbedded()) {
            var password = demoPassword();
            apply("demo.json", resource("demo.json"), name -> Optional.of(password));
        }
        if (fresh && file.isEmpty()) {
            offerNeighbours();
        }
        file.ifPresent(path -> apply(path.toString(), content(path)));
    }

    /** A password from the configuration counts each time; without one, the first account gets one that is told once. */
    private void operator() {
        var email = settings.text("tenantry.operator.email").orElse("operator@localhost");
        var password = settings.text("tenantry.operator.password");
        if (password.isPresent()) {
            if (people.appointOperator(email, password.get())) {
                LOG.info("The operator " + email + " signs in with the password of TENANTRY_OPERATOR_PASSWORD.");
            }
        } else if (!people.hasOperator()) {
            var generated = Settings.freshPassword();
            people.appointOperator(email, generated);
            LOG.warning("Sign in as the operator " + email + " with the password " + generated
                    + " (told this once; change it after signing in)");
        }
    }

    /** A key from the configuration opens the management API from the first start on. */
    private void operatorKey() {
        settings.text("tenantry.operator.api.key").ifPresent(secret -> {
            var email = settings.text("tenantry.operator.email").orElse("operator@localhost");
            try {
                if (operatorKeys.adopt(email, secret)) {
                    LOG.info("TENANTRY_OPERATOR_API_KEY opens the management API in the name of " + email + ".");
                }
            } catch (Refusal refusal) {
                refuse("TENANTRY_OPERATOR_API_KEY: " + Sentences.say(refusal));
            }
        });
    }

    /** Providers that are within reach without being asked for; whatever is wrong with one must not stop the start. */
    private void offerNeighbours() {
        var files = new ArrayList<String>(neighbours.ollama().stream().toList());
        if (settings.text("OPENAI_API_KEY").isPresent()) {
            files.add(resource("openai.json"));
        }
        for (var json : files) {
            try {
                apply("of what is within reach", json);
            } catch (BadProvisionFile notNow) {
                LOG.log(Level.WARNING, notNow.getMessage());
            }
        }
    }

    private String demoPassword() {
        return settings.text("tenantry.demo.password").orElseGet(() -> {
            var generated = Settings.freshPassword();
            LOG.warning("Sign in to the demo company as ada@demo.example (admin), bo@demo.example or chen@demo.example"
                    + " with the password " + generated + " (told this once)");
            return generated;
        });
    }

    private void apply(String name, String json) {
        apply(name, json, settings::text);
    }

    private void apply(String name, String json, Function<String, Optional<String>> environment) {
        try {
            provisioning.apply(name, ProvisionFile.read(name, json, environment));
        } catch (BadProvisionFile bad) {
            bad.problems().forEach(problem -> LOG.severe(name + " " + problem));
            System.setProperty(
                    FAULT, "The provisioning file " + name + " is wrong:\n  " + String.join("\n  ", bad.problems()));
            throw bad;
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new BadProvisionFile(
                    file.toString(), List.of("/: cannot be read as UTF-8 text: " + unreadable.getMessage()));
        }
    }

    private static String resource(String name) {
        try (InputStream in = FirstRun.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void lock(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            if (!row.next() || row.getInt(1) != 1) {
                throw new IllegalStateException("another node has been starting for " + PATIENCE_SECONDS + " s");
            }
        }
    }
}
