package connectly.web.product;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A program that uses the client library as it was built, in Node; see {@code src/test/client/talker.mjs}. */
final class ClientProcess implements AutoCloseable {
    private static final Path UI = Path.of("src/main/ui");
    private static final Path NODE = UI.resolve("node_modules/.bin/node");
    private static final Path PROGRAM = Path.of("src/test/client/talker.mjs");
    private static final Path LIBRARY = Path.of("target/client/connectly-client.js");

    private final Process process;
    private final Writer commands;
    private final List<JsonNode> told = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /** @param origin where the program believes the server to be */
    ClientProcess(String origin, String token) {
        this(List.of(origin, token));
    }

    /** One that asks to be connected whenever the library waits, so that many reconnects need little time. */
    static ClientProcess impatient(String origin, String token) {
        return new ClientProcess(List.of(origin, token, "--impatient"));
    }

    private ClientProcess(List<String> arguments) {
        if (!Files.isRegularFile(LIBRARY)) {
            throw new IllegalStateException("not built: " + LIBRARY.toAbsolutePath());
        }
        try {
            List<String> command = new ArrayList<>(List.of(NODE.toString(), PROGRAM.toString(), LIBRARY.toString()));
            command.addAll(arguments);
            process = new ProcessBuilder(command).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        commands = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofVirtual().start(() -> read(process.inputReader(StandardCharsets.UTF_8), told));
        Thread.ofVirtual()
                .start(() -> process.errorReader(StandardCharsets.UTF_8).lines().forEach(complaints::add));
    }

    void send(String conversationId, String body) {
        command(Map.of("command", "send", "conversationId", conversationId, "body", body));
    }

    /** As a person does who asks to be connected now. */
    void retryNow() {
        command(Map.of("command", "retry"));
    }

    /** Everything of this sort that the library has told, in order. */
    List<JsonNode> told(String what) {
        return all(what).toList();
    }

    /** One member of everything of this sort, as text. */
    List<String> texts(String what, String member) {
        return all(what).map(one -> one.path(member).asString()).toList();
    }

    /** The messages of its updates, in the order they came. */
    List<JsonNode> messages() {
        return all("update")
                .filter(update -> update.path("kind").asString().equals("message.sent"))
                .map(update -> update.path("data"))
                .toList();
    }

    /** Waits until updates come by this way, after the first {@code from} things that were told. */
    void awaitVia(String via, int from) {
        await(
                "status",
                told -> told.stream()
                        .skip(from)
                        .anyMatch(status -> status.path("via").asString("").equals(via)));
    }

    void awaitMessages(int count) {
        await("update", _ -> messages().size() >= count);
    }

    void awaitSent(int count) {
        await("sent", told -> told.size() >= count);
    }

    void await(String what, Predicate<List<JsonNode>> condition) {
        Await.until(
                () -> condition.test(told(what)), () -> "told of " + what + ": " + told(what) + "\n" + complaints());
    }

    @Override
    public void close() {
        process.destroy();
    }

    private String complaints() {
        return String.join("\n", complaints);
    }

    private Stream<JsonNode> all(String what) {
        return told.stream().filter(one -> one.path("what").asString().equals(what));
    }

    private void command(Map<String, Object> command) {
        try {
            commands.write(Json.write(command) + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(complaints(), e);
        }
    }

    private static void read(BufferedReader lines, List<JsonNode> into) {
        lines.lines().map(Json::parse).forEach(into::add);
    }
}
