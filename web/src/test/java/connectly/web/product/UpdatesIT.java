package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Being told without a socket: by long poll and by Server-Sent Events. */
class UpdatesIT {
    private static final String UPDATES = "/api/v1/updates";
    /** More together than a pool of threads usually has: 200. */
    private static final int MANY = 250;

    @SuppressWarnings("NullAway.Init") // set before the first test, which NullAway cannot see for a static field
    private static RunningProduct product;

    @BeforeAll
    static void start() {
        product = RunningProduct.start();
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void pollStreamAndSocketTellWhatWasMissedOnceInOrderAndAlike() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.inBrowser(product, "ben");
        String cursor = now(ben);
        String conversation = ada.createDirect(ben).expect(201).field("conversationId");
        List<String> missed = List.of("one", "two", "three", "four", "five");
        missed.forEach(body -> ada.send(conversation, body));

        List<JsonNode> polled = pollUntil(ben, cursor, "five");
        try (EventStreamClient stream =
                        EventStreamClient.after(ben.api(), cursor).read();
                SocketClient socket = SocketClient.resume(ben.api(), cursor)) {
            stream.awaitUpdate(update -> body(update).equals("five"));
            socket.awaitFrame(frame -> body(frame).equals("five"));

            assertThat(polled).extracting(UpdatesIT::body).containsExactly("", "one", "two", "three", "four", "five");
            assertThat(stream.updates()).isEqualTo(polled);
            assertThat(socketUpdates(socket)).isEqualTo(polled);

            ada.send(conversation, "live");
            List<JsonNode> live = pollUntil(ben, lastCursor(polled), "live");
            stream.awaitUpdate(update -> body(update).equals("live"));
            socket.awaitFrame(frame -> body(frame).equals("live"));

            assertThat(live).hasSize(1);
            assertThat(stream.updates().getLast()).isEqualTo(live.getFirst());
            assertThat(socketUpdates(socket)).isEqualTo(stream.updates());
        }
    }

    @Test
    void aPollThatWaitsAnswersWithTheMessageThatWakesIt() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String conversation = ada.createDirect(ben).expect(201).field("conversationId");
        CompletableFuture<Answer> waiting = waitingPoll(ben, now(ben));

        ada.send(conversation, "good morning");

        JsonNode answer = waiting.orTimeout(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS)
                .join()
                .expect(200)
                .json();
        assertThat(answer.path("updates").valueStream().map(UpdatesIT::body)).containsExactly("good morning");
    }

    /** With streams alone: polls end, and would give their threads to others in time. */
    @Test
    void howeverManyWaitForUpdatesOthersAreServed() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String cursor = now(ben);
        List<EventStreamClient> streams = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                streams.add(EventStreamClient.after(ben.api(), cursor));
            }

            String conversation = ada.createDirect(ben).expect(201).field("conversationId");
            ada.send(conversation, "is anybody served?");
            assertThat(ada.history(conversation)).hasSize(1);
        } finally {
            streams.forEach(EventStreamClient::close);
        }
    }

    @Test
    void whoLogsOutIsToldNothingMore() {
        Person ben = Person.inBrowser(product, "ben");
        String cursor = now(ben);
        try (EventStreamClient stream =
                EventStreamClient.after(ben.api(), cursor).read()) {
            assertThat(stream.lastId()).isEqualTo(cursor);
            CompletableFuture<Answer> waiting = waitingPoll(ben, cursor);
            Answer token = ben.api().get("/api/v1/csrf").expect(200);

            ben.api()
                    .exchange(
                            "DELETE",
                            "/api/v1/sessions/current",
                            null,
                            request -> request.setHeader(token.field("headerName"), token.field("token")))
                    .expect(204);

            assertThat(stream.awaitEnd()).as("ended in order").isTrue();
            waiting.orTimeout(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS)
                    .join()
                    .expectProblem(401, "unauthenticated");
        }
    }

    @Test
    void aStreamThatARestartCutsOffGoesOnWithItsLastId() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String conversation = ada.createDirect(ben).expect(201).field("conversationId");
        String cursor = now(ben);
        String lastId;
        try (EventStreamClient stream =
                EventStreamClient.after(ben.api(), cursor).read()) {
            ada.send(conversation, "before");
            stream.awaitUpdate(update -> body(update).equals("before"));
            product.restart();
            assertThat(stream.awaitEnd()).as("ended in order").isTrue();
            lastId = stream.lastId();
        }
        ada.send(conversation, "after");

        try (EventStreamClient stream =
                EventStreamClient.back(ben.api(), cursor, lastId).read()) {
            assertThat(stream.awaitUpdate(update -> body(update).equals("after")))
                    .extracting(UpdatesIT::body)
                    .containsExactly("after");
        }
    }

    @Test
    void whoeverIsRemovedHearsOfItByPollAndStreamAndOfNothingLater() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String group = ada.startGroup("walk", ben);
        String other = ada.startGroup("talk", ben);
        String cursor = now(ben);
        try (EventStreamClient stream =
                EventStreamClient.after(ben.api(), cursor).read()) {
            CompletableFuture<List<JsonNode>> polling = CompletableFuture.supplyAsync(
                    () -> pollUntil(ben, cursor, "the end"),
                    task -> Thread.ofVirtual().start(task));
            Chatter adas = Chatter.overHttp(ada, group);
            adas.awaitMore(10);
            ada.api().delete(Person.memberOf(group, ben)).expect(204);
            adas.awaitMore(10);
            adas.stop();
            ada.send(other, "the end");

            List<JsonNode> streamed = stream.awaitUpdate(update -> body(update).equals("the end"));
            List<JsonNode> fromTheRemovalOn = streamed.subList(streamed.size() - 2, streamed.size());
            assertThat(polling.orTimeout(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS)
                            .join())
                    .as("between two polls it may be removed, and what came before is told no more")
                    .isSubsetOf(streamed)
                    .endsWith(fromTheRemovalOn.toArray(JsonNode[]::new));
            assertThat(pollUntil(ben, cursor, "the end"))
                    .as("whoever comes back after it is told of the removal alone")
                    .isEqualTo(fromTheRemovalOn);
            List<String> told = streamed.stream()
                    .map(update -> update.path("kind").asString() + " " + body(update))
                    .toList();
            List<String> before = told.subList(0, told.size() - 2);
            assertThat(told.subList(before.size(), told.size()))
                    .containsExactly("member.left ", "message.sent the end");
            List<String> said = ada.history(group).stream()
                    .map(message -> "message.sent " + message.path("body").asString())
                    .toList();
            assertThat(before).isEqualTo(said.subList(0, before.size()));
            assertThat(before)
                    .as("the premise: there was some before, and more after")
                    .hasSizeBetween(10, said.size() - 10);
        }
    }

    /** 16 KB each, so that a few hundred fill what lies between the server and a client that does not read. */
    @Test
    void aClientThatDoesNotReadIsGivenUpAndComesBackWithoutLoss() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String conversation = ada.createDirect(ben).expect(201).field("conversationId");
        String cursor = now(ben);
        String filling = "\uD83D\uDC4B".repeat(3_990);
        try (EventStreamClient slow = EventStreamClient.after(ben.api(), cursor);
                EventStreamClient quick =
                        EventStreamClient.after(ben.api(), cursor).read()) {
            int sent = 1_500;
            for (int i = 0; i < sent; i++) {
                ada.send(conversation, i + " " + filling);
            }
            List<JsonNode> all = quick.awaitUpdate(update -> body(update).startsWith(sent - 1 + " "));
            assertThat(all).as("nobody else is held up").hasSize(sent);

            slow.read();
            slow.awaitEnd();
            List<JsonNode> some = slow.updates();
            assertThat(some)
                    .as("the premise: the slow one was given up before the end")
                    .hasSizeLessThan(sent);
            assertThat(some).isEqualTo(all.subList(0, some.size()));
            try (EventStreamClient back =
                    EventStreamClient.back(ben.api(), cursor, slow.lastId()).read()) {
                List<JsonNode> rest = back.awaitUpdate(update -> body(update).startsWith(sent - 1 + " "));
                assertThat(rest).isEqualTo(all.subList(some.size(), sent));
            }
        }
    }

    private static CompletableFuture<Answer> waitingPoll(Person who, String cursor) {
        return CompletableFuture.supplyAsync(
                () -> who.api().get(UPDATES + "?waitSeconds=30&after=" + cursor),
                task -> Thread.ofVirtual().start(task));
    }

    private static String now(Person who) {
        return who.api().get(UPDATES).expect(200).field("cursor");
    }

    /** Polls on, as a client does, until an update has this body. */
    private static List<JsonNode> pollUntil(Person who, String cursor, String body) {
        List<JsonNode> updates = new ArrayList<>();
        String after = cursor;
        while (updates.isEmpty() || !body(updates.getLast()).equals(body)) {
            Answer answer =
                    who.api().get(UPDATES + "?waitSeconds=30&after=" + after).expect(200);
            answer.json().path("updates").forEach(updates::add);
            after = answer.field("cursor");
        }
        return updates;
    }

    private static List<JsonNode> socketUpdates(SocketClient socket) {
        return socket.frames().stream()
                .filter(frame -> SocketClient.isType(frame, "update"))
                .toList();
    }

    private static String lastCursor(List<JsonNode> updates) {
        return updates.getLast().path("cursor").asString();
    }

    private static String body(JsonNode update) {
        return update.path("data").path("body").asString("");
    }
}
