package connectly.web.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The packaged product as a child process, with its own temporary data directory and a free port of the loopback
 * interface. It sees only the settings it is given, never those of whoever runs the tests.
 */
final class RunningProduct implements AutoCloseable {
    /** A bearer token with the admin role, known to every product started here. */
    static final String ADMIN_TOKEN = "admin-token-of-the-product-tests-0123456789abcdef";

    private static final int LOWEST_PORT = 10_000;
    /** Linux begins here to give ports to those who connect, other systems later. */
    private static final int LOWEST_EPHEMERAL_PORT = 32_768;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Path directory;
    private final Map<String, String> settings;
    private final Secrets secrets = new Secrets();
    private final int port;
    private @Nullable Process process;

    private RunningProduct(Path directory, Map<String, String> changes) {
        this.directory = directory;
        this.port = freePort();
        settings = new TreeMap<>(Map.of(
                "SERVER_PORT",
                Integer.toString(port),
                "DATABASE_URL",
                "sqlite:" + data(),
                "CONNECTLY_ADMIN_TOKEN",
                ADMIN_TOKEN,
                "CONNECTLY_LIMITS",
                "relaxed"));
        settings.putAll(changes);
        secrets.add(ADMIN_TOKEN);
    }

    /** Starts the product on an empty data directory, without rate limits, and returns once it says that it is ready. */
    static RunningProduct start() {
        return start(Map.of());
    }

    /** As {@link #start()}, with its metrics to be read by {@link Metrics}. */
    static RunningProduct startWithMetrics() {
        return start(Map.of("MANAGEMENT_PORT", Integer.toString(freePort())));
    }

    private static RunningProduct start(Map<String, String> changes) {
        RunningProduct product = stopped(changes);
        try {
            product.resume();
            return product;
        } catch (AssertionError | RuntimeException e) {
            product.close();
            throw e;
        }
    }

    /** A product that has not been started, with {@code changes} over the usual settings. */
    static RunningProduct stopped(Map<String, String> changes) {
        try {
            return new RunningProduct(Files.createTempDirectory("connectly-product-"), changes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The data directory that the product uses unless its settings say otherwise. */
    Path data() {
        return directory.resolve("data");
    }

    /** The origin its pages have, for example {@code http://127.0.0.1:41234}. */
    String origin() {
        return "http://127.0.0.1:" + port;
    }

    URI uri(String path) {
        return URI.create(origin() + path);
    }

    URI socketUri() {
        return URI.create("ws://127.0.0.1:" + port + "/ws");
    }

    int port() {
        return port;
    }

    /** Where a product with metrics shows them. */
    URI metricsUri() {
        String managementPort = Objects.requireNonNull(settings.get("MANAGEMENT_PORT"), "started without metrics");
        return URI.create("http://127.0.0.1:" + managementPort + "/metrics");
    }

    /** The process, while it runs. */
    long pid() {
        return Objects.requireNonNull(process, "not running").pid();
    }

    /** What must never stand in its logs; {@link #close()} looks for it. */
    Secrets secrets() {
        return secrets;
    }

    /** Starts the stopped product on what its data directory holds. */
    void resume() {
        if (process != null) {
            throw new IllegalStateException("already running");
        }
        process = launch(
                quickStart(), List.of("serve"), directory.resolve("stdout.log"), directory.resolve("stderr.log"));
        Await.until(this::isReady, () -> "not ready in time:\n" + log());
    }

    /** Asks the product to stop, as a service manager does, and waits until it has. */
    void stop() {
        Process running = Objects.requireNonNull(process, "not running");
        running.destroy();
        waitFor(running);
        process = null;
    }

    /** Ends the product without any warning. */
    void kill() {
        Process running = Objects.requireNonNull(process, "not running");
        running.destroyForcibly();
        waitFor(running);
        process = null;
    }

    void restart() {
        stop();
        resume();
    }

    /** Runs one command of the product, with the same settings, to its end. */
    Outcome command(String... arguments) {
        Path out = directory.resolve("command-stdout.log");
        Path err = directory.resolve("command-stderr.log");
        try {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
            Process command = launch(List.of("-jar", jar().toString()), List.of(arguments), out, err);
            waitFor(command);
            return new Outcome(command.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that the server has printed so far, over all its starts. */
    String log() {
        try {
            return Files.readString(directory.resolve("stdout.log"))
                    + Files.readString(directory.resolve("stderr.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the product and deletes its files, after checking that its logs kept every secret. */
    @Override
    public void close() {
        try {
            if (process != null) {
                stop();
                secrets.assertNoneIn(log());
            }
        } finally {
            delete(directory);
        }
    }

    /** @param what the options of the JVM that say what it runs */
    private Process launch(List<String> what, List<String> arguments, Path out, Path err) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx512m"));
        // What a killed process leaves among the temporary files goes with the directory.
        command.add("-Djava.io.tmpdir=" + directory);
        command.addAll(what);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()));
        builder.environment().keySet().retainAll(List.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR"));
        builder.environment().putAll(settings);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReady() {
        Process running = Objects.requireNonNull(process);
        if (!running.isAlive()) {
            throw new AssertionError("the product exited with " + running.exitValue() + ":\n" + log());
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(uri("/ready")).build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The server as {@code ./connectly run} starts it; the commands run from the jar as it is. */
    private static List<String> quickStart() {
        Path made = Path.of(Objects.requireNonNull(
                System.getProperty("connectly.quick"),
                "the system property connectly.quick says where quick starts are"));
        return List.of(
                "-XX:AOTCache=" + built(made.resolve("connectly.aot")),
                "-jar",
                built(made.resolve("connectly.jar")).toString());
    }

    private static Path jar() {
        return built(Path.of(Objects.requireNonNull(
                System.getProperty("connectly.jar"), "the system property connectly.jar names the packaged product")));
    }

    private static Path built(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException("not built: " + file);
        }
        return file;
    }

    private static void waitFor(Process process) {
        try {
            if (!process.waitFor(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the process did not end in time");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * A port that nobody listens at, and that no system gives to whoever connects: while the product is down, one of the
     * many connections of the tests would have it otherwise, even a connection to this very port.
     */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, LOWEST_EPHEMERAL_PORT);
            try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (BindException _) {
                // Taken: the next.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void delete(Path tree) {
        try {
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                        throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
