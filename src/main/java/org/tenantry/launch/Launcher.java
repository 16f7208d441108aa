package org.tenantry.launch;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.PayaraMicroLauncher;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.BindException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts Tenantry on this machine: the database first (its own, unless {@code TENANTRY_DB_URL} names another), then the
 * server with the WAR, and stops both in the opposite order on Ctrl-C. What goes wrong is said in one line.
 */
public final class Launcher {
    /** For our own lines: everything else that is printed goes to a file. */
    private static final PrintStream TERMINAL = System.err;

    private static final Logger LOG = Logger.getLogger(Launcher.class.getName());
    private static final long READY_WITHIN_SECONDS = 240;
    private static final String LISTENER =
            "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener";

    private Launcher() {}

    public static void main(String[] arguments) {
        System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "4");
        System.setProperty("user.timezone", "UTC");
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        try {
            start(Settings.of(System.getenv()), home());
        } catch (Fault fault) {
            TERMINAL.println("Tenantry did not start. " + fault.getMessage());
            System.exit(1);
        } catch (Exception unexpected) {
            TERMINAL.println("Tenantry did not start: " + unexpected);
            unexpected.printStackTrace(TERMINAL);
            System.exit(1);
        }
    }

    private static void start(Settings settings, Path home) throws Exception {
        var folder = new DataFolder(settings.dataFolder());
        folder.take(DataFolder.LEAST_FREE_BYTES);
        mustBeFree(settings);
        System.setProperty("java.io.tmpdir", folder.emptied("tmp").toString());
        var terminal = System.out;
        keepTerminalClean(folder);
        var database = new AtomicReference<AutoCloseable>();
        var server = new AtomicReference<PayaraMicroRuntime>();
        stopOnExit(server, database);
        terminal.println("Tenantry is starting ...");
        System.setProperty("tenantry.operator.email", settings.operatorEmail());
        var greeting =
                settings.embedded() ? embedded(settings, folder, home, database) : external(settings, folder, home);
        server.set(server(settings, folder, home));
        if (server.get().getDeployedApplicationNames().isEmpty()) {
            throw new Fault("The application could not be deployed; the log in " + folder.path("logs") + " says why.");
        }
        refuseHalfStarted(settings, folder);
        awaitReady(settings);
        folder.endFirstStart();
        terminal.println(greeting.text());
    }

    /** What the server prints beside its log goes to a file. */
    private static void keepTerminalClean(DataFolder folder) throws IOException {
        var file = Files.createDirectories(folder.path("logs")).resolve("output.log");
        var log = new PrintStream(new FileOutputStream(file.toFile(), true), true, StandardCharsets.UTF_8);
        System.setOut(log);
        System.setErr(log);
    }

    /** Gives the WAR what it needs to know and nobody else may; passwords are made up for a first start only. */
    private static Greeting embedded(
            Settings settings, DataFolder folder, Path home, AtomicReference<AutoCloseable> database) throws Exception {
        boolean first = folder.beginFirstStart();
        database.set(database(home, folder));
        System.setProperty("tenantry.embedded", "true");
        if (settings.key().isEmpty()) {
            System.setProperty("tenantry.kek.1", folder.key("kek"));
        }
        if (!first) {
            return new Greeting(settings, folder, Optional.empty());
        }
        var passwords = new Greeting.Passwords(
                settings.operatorPassword().orElseGet(DataFolder::freshPassword),
                settings.demoPassword().orElseGet(DataFolder::freshPassword));
        System.setProperty("tenantry.operator.password", passwords.operator());
        System.setProperty("tenantry.demo.password", passwords.demo());
        return new Greeting(settings, folder, Optional.of(passwords));
    }

    private static Greeting external(Settings settings, DataFolder folder, Path home) {
        ExternalDatabase.await(
                settings.databaseUrl().orElseThrow(),
                settings.databaseUser(),
                settings.databasePassword(),
                home.resolve("launch/mariadb-java-client.jar"));
        settings.missingKey().ifPresent(key -> {
            throw new Fault(
                    key + " is not set. It seals the keys of providers and is kept apart from the database: make one"
                            + " with `openssl rand -base64 32` and keep it with every backup.");
        });
        return new Greeting(settings, folder, Optional.empty());
    }

    /** Starts the database from jars of its own, so that nothing of them ever reaches the WAR. */
    private static AutoCloseable database(Path home, DataFolder folder) throws Exception {
        var jars = new ArrayList<URL>();
        jars.add(home.resolve("tenantry-launcher.jar").toUri().toURL());
        for (File jar : Optional.ofNullable(
                        home.resolve("launch-db").toFile().listFiles((d, name) -> name.endsWith(".jar")))
                .orElse(new File[0])) {
            jars.add(jar.toURI().toURL());
        }
        var loader = new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        var password = folder.password("database-password");
        var before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            var database = (AutoCloseable) loader.loadClass("org.tenantry.launch.EmbeddedDatabase")
                    .getConstructor(Path.class, String.class)
                    .newInstance(folder.path("mariadb"), password);
            System.setProperty("tenantry.db.url", database.toString());
            System.setProperty("tenantry.db.user", "tenantry");
            System.setProperty("tenantry.db.password", password);
            return database;
        } catch (InvocationTargetException failure) {
            throw new Fault(
                    "The embedded database did not start (" + failure.getCause().getMessage()
                            + "). It needs a glibc Linux on x86-64; elsewhere set TENANTRY_DB_URL to a MariaDB of your own.");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static PayaraMicroRuntime server(Settings settings, DataFolder folder, Path home) throws Exception {
        var logs = Files.createDirectories(folder.path("logs"));
        var logging = folder.path("tmp").resolve("logging.properties");
        Files.writeString(logging, text("/payara/logging.properties").replace("@LOGS@", logs.toString()));
        var preBoot = folder.path("tmp").resolve("preboot.asadmin");
        Files.writeString(preBoot, text("/payara/preboot.asadmin") + LISTENER + ".address=" + settings.host() + "\n");
        var arguments = new ArrayList<>(List.of(
                "--deploy",
                home.resolve("tenantry.war").toString(),
                "--contextroot",
                "/",
                "--port",
                String.valueOf(settings.port()),
                "--prebootcommandfile",
                preBoot.toString(),
                "--logproperties",
                logging.toString(),
                "--nohazelcast",
                "--disablephonehome",
                "--nohostaware"));
        System.setProperty("tenantry.tokenizers", settings.tokenizers().toString());
        System.setProperty("tenantry.native", folder.path("native").toString());
        var libraries = optional(settings, home);
        if (!libraries.isEmpty()) {
            arguments.addAll(List.of("--addlibs", libraries));
        }
        return PayaraMicroLauncher.create(arguments.toArray(String[]::new)).getRuntime();
    }

    /** The libraries that only some deployments want, which the build keeps apart from the WAR; each file name once. */
    private static String optional(Settings settings, Path home) {
        var jars = new TreeMap<String, String>();
        if (settings.takesCards()) {
            jars.putAll(jars(home, "launch/optional", "TENANTRY_STRIPE_KEY is set"));
        }
        if (Files.isDirectory(settings.tokenizers())) {
            jars.putAll(jars(home, "launch/tokenizers", settings.tokenizers() + " is there"));
        }
        return String.join(File.pathSeparator, jars.values());
    }

    private static Map<String, String> jars(Path home, String folder, String why) {
        var jars = home.resolve(folder).toFile().listFiles((d, name) -> name.endsWith(".jar"));
        if (jars == null || jars.length == 0) {
            throw new Fault(why + ", but " + folder + " beside the launcher has no libraries.");
        }
        return Stream.of(jars).collect(Collectors.toMap(File::getName, File::getPath));
    }

    private static void mustBeFree(Settings settings) throws IOException {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port()));
        } catch (BindException taken) {
            throw new Fault(
                    "Port " + settings.port() + " is taken by another program: set TENANTRY_HTTP_PORT to a free one.");
        } catch (UnknownHostException unknown) {
            throw new Fault("TENANTRY_HTTP_HOST is \"" + settings.host() + "\": set it to an address of this machine.");
        }
    }

    /** The server counts an application as deployed also when its start failed; then none of its pages is there. */
    private static void refuseHalfStarted(Settings settings, DataFolder folder) throws IOException {
        var told = System.getProperty("tenantry.start.fault");
        if (told != null) {
            throw new Fault(told);
        }
        var page = (HttpURLConnection) new URL(settings.address() + "sign-in.xhtml").openConnection();
        if (page.getResponseCode() == HttpURLConnection.HTTP_NOT_FOUND) {
            throw new Fault("The application could not be started; the log in " + folder.path("logs") + " says why.");
        }
    }

    private static void awaitReady(Settings settings) throws IOException, InterruptedException {
        var ready = new URL(settings.address() + "health/ready");
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_WITHIN_SECONDS);
        while (System.nanoTime() < until) {
            var connection = (HttpURLConnection) ready.openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(5000);
            try {
                if (connection.getResponseCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                LOG.log(Level.FINE, "not ready yet", notYet);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new Fault("The server runs but is not ready after " + READY_WITHIN_SECONDS + " seconds; " + ready
                + " says what is missing.");
    }

    /** One hook, in order: the server first, then the database that it uses. */
    private static void stopOnExit(
            AtomicReference<PayaraMicroRuntime> server, AtomicReference<AutoCloseable> database) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                if (server.get() != null) {
                                    server.get().shutdown();
                                }
                            } catch (BootstrapException | IllegalStateException already) {
                                LOG.log(Level.FINE, "the server was stopping already", already);
                            } finally {
                                Optional.ofNullable(database.get()).ifPresent(Launcher::close);
                            }
                        },
                        "stop"));
    }

    private static void close(AutoCloseable database) {
        try {
            database.close();
        } catch (Exception failure) {
            System.out.println("The embedded database did not stop cleanly: " + failure.getMessage());
        }
    }

    private static String text(String resource) throws IOException {
        try (var in = Launcher.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The folder of the launcher's own jar; the WAR and the folders with the server and the database lie beside it. */
    private static Path home() throws URISyntaxException {
        return Path.of(Launcher.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .getParent();
    }
}
