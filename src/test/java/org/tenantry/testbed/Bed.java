package org.tenantry.testbed;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.tenantry.launch.EmbeddedDatabase;

/**
 * Makes the bed for integration tests before the first of them: a real database, the provider stub, a mail server, free ports, and what
 * the server is told about them. Plain tests get none of it.
 */
public class Bed implements LauncherSessionListener {
    public static final String OPERATOR = "operator@test.example";

    /** Opens the management API in the operator's name. */
    public static final String OPERATOR_KEY = "sk-testbed0_0123456789abcdefghijABCDEFGHIJ0123456789abc";

    /** Signs in everybody of the test's provisioning file, the operator too. */
    public static final String PASSWORD = "correct-horse-battery";

    private static final String DATABASE_PASSWORD = "testbed";

    /** The database repeats its log through this one. */
    private static final Logger CHATTER = Logger.getLogger("ch.vorburger");

    /** Takes every mail and keeps it; it has a door for those who send and one for those who read. */
    private static GreenMail mail;

    private EmbeddedDatabase database;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        var target = System.getProperty("testbed.target");
        if (target == null) {
            return;
        }
        try {
            make(Path.of(target));
        } catch (Exception failure) {
            throw new IllegalStateException("the test bed could not be made", failure);
        }
    }

    private void make(Path target) throws Exception {
        var folder = emptied(target.resolve("testbed"));
        var tmp = Files.createDirectories(folder.resolve("tmp"));
        Files.createDirectories(folder.resolve("logs"));
        CHATTER.setLevel(Level.WARNING);
        database = new EmbeddedDatabase(folder.resolve("mariadb"), DATABASE_PASSWORD);
        int smtp = freePort();
        int imap = freePort();
        mail = mailServer(smtp, imap);
        int stub = ProviderStub.start(0).port();
        int stripe = StripeStub.start(0).port();
        var provisioning = folder.resolve("provision.json");
        Files.writeString(provisioning, text("/provision-test.json").replace("@STUB@", "http://127.0.0.1:" + stub));
        Files.writeString(
                tmp.resolve("logging.properties"),
                text("/payara/logging.properties")
                        .replace("@LOGS@", folder.resolve("logs").toString()));
        var tokenizers = Files.createDirectories(folder.resolve("tokenizers"));
        Files.writeString(tokenizers.resolve("tiny.json"), text("/tokenizers/tiny.json"));
        Files.writeString(tokenizers.resolve("broken.json"), "{");
        set("testbed.libraries", jars(target.resolve("launch/tokenizers")));
        set("testbed.tmp", tmp.toString());
        set("testbed.port", String.valueOf(freePort()));
        set("testbed.console", System.getProperty("testbed.verbose", "false"));
        set("testbed.stub", String.valueOf(stub));
        set("testbed.self", server());
        set("testbed.stripe", String.valueOf(stripe));
        set("testbed.imap", String.valueOf(imap));
        set("testbed.db.url", database.toString());
        set(
                "testbed.server",
                String.join(
                        " ",
                        "-Dtenantry.db.url=" + database,
                        "-Dtenantry.db.user=tenantry",
                        "-Dtenantry.db.password=" + DATABASE_PASSWORD,
                        "-Dtenantry.embedded=false",
                        "-Dtenantry.kek.1=dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q=",
                        "-Dtenantry.operator.email=" + OPERATOR,
                        "-Dtenantry.operator.password=" + PASSWORD,
                        "-Dtenantry.operator.api.key=" + OPERATOR_KEY,
                        "-Dtest.password=" + PASSWORD,
                        "-Dtest.api.key=sk-canaryAB_0123456789012345678901234567890123",
                        "-Dtestbed.stub=" + stub,
                        "-Dtestbed.self=" + server(),
                        "-Dtenantry.tokenizers=" + tokenizers,
                        "-Dtenantry.native=" + target.resolve("native"),
                        "-Dtenantry.stripe.key=sk_test_testbed",
                        "-Dtenantry.stripe.webhook.secret=" + StripeTells.SECRET,
                        "-Dtenantry.stripe.base=http://127.0.0.1:" + stripe,
                        "-Dtestbed.imap=" + imap,
                        "-Dtenantry.mail.host=127.0.0.1",
                        "-Dtenantry.mail.port=" + smtp,
                        "-Dtenantry.mail.tls=none",
                        "-Dtenantry.mail.from=notices@tenantry.example",
                        "-Dtenantry.limit.address.wrong=5000",
                        "-Dtenantry.proxies=127.0.0.1",
                        "-Dtenantry.base.url=https://chat.tenantry.example/",
                        "-Dtenantry.provision.file=" + provisioning));
    }

    private static String jars(Path of) throws IOException {
        try (var files = Files.list(of)) {
            return files.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
        }
    }

    private static GreenMail mailServer(int smtp, int imap) {
        var host = InetAddress.getLoopbackAddress().getHostAddress();
        var server = new GreenMail(new ServerSetup[] {
            new ServerSetup(smtp, host, ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(imap, host, ServerSetup.PROTOCOL_IMAP)
        });
        server.withConfiguration(new GreenMailConfiguration().withDisabledAuthentication());
        server.start();
        return server;
    }

    /** Takes the mail server away, with everything it has. */
    public static void stopMail() {
        mail.stop();
    }

    /** Starts an empty mail server at the same address. */
    public static void startMail() {
        mail.start();
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (mail != null) {
            mail.stop();
        }
        if (database != null) {
            try {
                database.close();
            } catch (ch.vorburger.exec.ManagedProcessException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    /** The address of the server under test, without a slash at its end. */
    public static String server() {
        return "http://127.0.0.1:" + System.getProperty("testbed.port");
    }

    public static java.sql.Connection database() throws java.sql.SQLException {
        return java.sql.DriverManager.getConnection(
                System.getProperty("testbed.db.url"), "tenantry", DATABASE_PASSWORD);
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static String text(String resource) throws IOException {
        try (var in = Bed.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Path emptied(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    private static void set(String name, String value) {
        System.setProperty(name, value);
    }
}
