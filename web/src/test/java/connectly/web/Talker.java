package connectly.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A program that fills the log: it has an account and a conversation with itself. */
final class Talker {
    private static final int MOST_AT_ONCE = 16;

    private final EdgeClient program;
    private final String[] bearer;
    private final String messages;

    Talker(EdgeServer server) {
        program = server.client();
        String bot = """
                {"username": "talker", "displayName": "Talker"}""";
        bearer =
                bearer(EdgeClient.expect(201, program.send("POST", "/api/v1/bots", bot, bearer(EdgeServer.ADMIN_TOKEN)))
                        .text("token"));
        String group = """
                {"kind": "group", "title": "Notes", "memberIds": []}""";
        String conversation = EdgeClient.expect(201, program.send("POST", "/api/v1/conversations", group, bearer))
                .text("conversationId");
        messages = "/api/v1/conversations/" + conversation + "/messages";
    }

    private static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    /** Sends so many messages. */
    void sayMuch(int count) {
        assertThat(say(count, UUID::randomUUID)).containsOnly(201);
    }

    /** Sends one message so many times at once; one of them is the first, and the others learn so. */
    void saySameAtOnce(UUID clientMessageId, int times) {
        assertThat(say(times, () -> clientMessageId)).containsOnly(200, 201).containsOnlyOnce(201);
    }

    private List<Integer> say(int times, Supplier<UUID> clientMessageIds) {
        try (ExecutorService threads = Executors.newFixedThreadPool(MOST_AT_ONCE)) {
            List<CompletableFuture<Integer>> answers = IntStream.range(0, times)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> say(clientMessageIds.get()), threads))
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        }
    }

    private int say(UUID clientMessageId) {
        return program.send("POST", messages, """
                {"clientMessageId": "%s", "body": "good morning"}""".formatted(clientMessageId), bearer)
                .status();
    }
}
