package connectly.bench.chat;

import connectly.bench.BenchException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The product's jar as a child process with a data directory of its own, both gone at the end, also after Ctrl-C. */
final class OwnServer implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final int OK = 200;
    private static final int LAST_LINES = 15;
    private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR");

    private final Path jar;
    private final List<String> jvmOptions;
    private final Path directory;
    private final int port;
    private final String adminToken = UUID.randomUUID() + "-" + UUID.randomUUID();
    private final Thread cleanUp = new Thread(this::remove, "clean-up");
    private @Nullable Process process;

    private OwnServer(Path jar, List<String> jvmOptions, Path directory, int port) {
        this.jar = jar;
        this.jvmOptions = jvmOptions;
        this.directory = directory;
        this.port = port;
    }

    /**
     * Prepares a server that does not run yet.
     *
     * @param parent where its directory is made
     */
    static OwnServer in(Path parent, Path jar, List<String> jvmOptions) {
        if (!Files.isRegularFile(jar)) {
            throw new BenchException(
                    "There is no %s. Without --jar, ./connectly bench chat builds the product.".formatted(jar));
        }
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.createDirectories(parent);
            Path directory = Files.createTempDirectory(parent, "bench-chat-");
            OwnServer server = new OwnServer(jar.toAbsolutePath(), jvmOptions, directory, free.getLocalPort());
            Runtime.getRuntime().addShutdownHook(server.cleanUp);
            return server;
        } catch (IOException e) {
            throw new BenchException("The directory %s cannot be written.".formatted(parent), e);
        }
    }

    /** Starts it, on what its data directory holds, and returns how long it took until it was ready. */
    Duration start() throws IOException, InterruptedException {
        long began = System.nanoTime();
        process = launch();
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new BenchException("The server did not start:\n" + lastLines());
            }
            if (System.nanoTime() - began > LONGEST_START.toNanos()) {
                throw new BenchException("The server was not ready in %s:\n%s".formatted(LONGEST_START, lastLines()));
            }
            Thread.sleep(LOOK);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    Product product() {
        return new Product(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                adminToken,
                process == null ? OptionalLong.empty() : OptionalLong.of(process.pid()));
    }

    /** Ends it without any warning, as kill -9 does. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        if (Files.isRegularFile(cache())) {
            command.add("-XX:AOTCache=" + cache());
        }
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toString(), "serve"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment()
                .putAll(Map.of(
                        "CONNECTLY_ENV",
                        "dev",
                        "SERVER_PORT",
                        Integer.toString(port),
                        "DATABASE_URL",
                        "sqlite:" + directory.resolve("data"),
                        "CONNECTLY_LIMITS",
                        "relaxed",
                        "CONNECTLY_ADMIN_TOKEN",
                        adminToken));
        return builder.start();
    }

    /** What the launcher's quick starts have beside their jar. */
    private Path cache() {
        return jar.resolveSibling("connectly.aot");
    }

    private boolean isReady() throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI ready = product().origin().resolve("/ready");
            return http.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == OK;
        } catch (IOException e) {
            return false;
        }
    }

    private Path output() {
        return directory.resolve("server.log");
    }

    private String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(output());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(cleanUp);
        } catch (IllegalStateException e) {
            // Ctrl-C was here before: the hook is at it.
            return;
        }
        remove();
    }

    private void remove() {
        try {
            stop();
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new BenchException("The directory %s cannot be removed.".formatted(directory), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As a service manager does: asked first. */
    private void stop() throws InterruptedException {
        if (process == null) {
            return;
        }
        process.destroy();
        if (!process.waitFor(LONGEST_STOP)) {
            process.destroyForcibly().waitFor();
        }
    }
}
