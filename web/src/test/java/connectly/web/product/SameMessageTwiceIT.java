package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The promise that a client message id has one effect for ever, whoever repeats it, how and when. */
class SameMessageTwiceIT {
    private static final int AT_ONCE = 5;
    private static final int MOST_ROUNDS = 50;

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

    /** One attempt: what came back, and between which two moments of the monotone clock it was under way. */
    private record Attempt(int status, JsonNode answer, long begun, long ended) {}

    @Test
    void theSameMessageFiveTimesAtOnceOverHttpAndSocketIsOneMessageWithFiveEqualAnswers() throws Exception {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String conversation = ada.createDirect(ben).expect(201).field("conversationId");
        Set<String> messageIds = new HashSet<>();
        int rounds = 0;
        boolean allFiveOverlapped = false;

        try (SocketClient first = SocketClient.connect(ada.api());
                SocketClient second = SocketClient.connect(ada.api())) {
            while (!allFiveOverlapped && rounds < MOST_ROUNDS) {
                rounds++;
                List<Attempt> attempts = fiveAtOnce(ada, conversation, "round " + rounds, first, second);
                messageIds.add(theOneAnswer(attempts).path("messageId").asString());
                allFiveOverlapped = overlapped(attempts);
            }
        }

        assertThat(allFiveOverlapped)
                .as("in one of %d rounds all five were under way at one moment", rounds)
                .isTrue();
        assertThat(messageIds).hasSize(rounds);
        assertThat(ben.history(conversation))
                .extracting(message -> message.path("messageId").asString())
                .hasSize(rounds)
                .containsExactlyInAnyOrderElementsOf(messageIds);
    }

    @Test
    void aRepetitionIsAnsweredWithTheFirstOutcomeEvenAfterARestart() {
        Person ada = Person.asProgram(product, "ada");
        String conversation = ada.startGroup("again", Person.asProgram(product, "ben"));
        String clientMessageId = UUID.randomUUID().toString();
        Answer first = ada.send(conversation, clientMessageId, "only once").expect(201);

        Answer atOnce = ada.send(conversation, clientMessageId, "only once").expect(200);
        product.restart();
        Answer later = ada.send(conversation, clientMessageId, "only once").expect(200);

        assertThat(essence(atOnce.json())).isEqualTo(essence(first.json()));
        assertThat(essence(later.json())).isEqualTo(essence(first.json()));
        assertThat(ada.history(conversation)).hasSize(1);
    }

    @Test
    void theSameIdWithAnotherBodyIsAConflict() {
        Person ada = Person.asProgram(product, "ada");
        String conversation = ada.startGroup("again", Person.asProgram(product, "ben"));
        String clientMessageId = UUID.randomUUID().toString();
        ada.send(conversation, clientMessageId, "the first body").expect(201);

        ada.send(conversation, clientMessageId, "another body").expectProblem(409, "duplicate-with-other-content");
        try (SocketClient adas = SocketClient.connect(ada.api())) {
            JsonNode problem = adas.sendMessage("1", conversation, clientMessageId, "a third body")
                    .path("problem");

            ProblemRules.checkProblem(problem);
            assertThat(problem.path("status").asInt()).isEqualTo(409);
            assertThat(problem.path("code").asString()).isEqualTo("duplicate-with-other-content");
        }
        assertThat(ada.history(conversation))
                .extracting(message -> message.path("body").asString())
                .containsExactly("the first body");
    }

    @Test
    void twoPeopleMayHappenToUseTheSameId() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String conversation = ada.createDirect(ben).expect(201).field("conversationId");
        String clientMessageId = UUID.randomUUID().toString();

        ada.send(conversation, clientMessageId, "from ada").expect(201);
        ben.send(conversation, clientMessageId, "from ben").expect(201);

        assertThat(ada.history(conversation)).hasSize(2);
    }

    private static List<Attempt> fiveAtOnce(
            Person sender, String conversation, String body, SocketClient first, SocketClient second) throws Exception {
        String clientMessageId = UUID.randomUUID().toString();
        CyclicBarrier together = new CyclicBarrier(AT_ONCE);
        List<Callable<Attempt>> attempts = new ArrayList<>();
        for (SocketClient socket : List.of(first, second)) {
            attempts.add(() -> {
                together.await();
                long begun = System.nanoTime();
                JsonNode ack = socket.sendMessage(clientMessageId, conversation, clientMessageId, body);
                return new Attempt(0, ack, begun, System.nanoTime());
            });
        }
        while (attempts.size() < AT_ONCE) {
            attempts.add(() -> {
                together.await();
                long begun = System.nanoTime();
                Answer answer = sender.send(conversation, clientMessageId, body);
                return new Attempt(answer.status(), answer.json(), begun, System.nanoTime());
            });
        }
        return run(attempts);
    }

    private static List<Attempt> run(List<Callable<Attempt>> attempts) throws InterruptedException, ExecutionException {
        List<Attempt> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Attempt> attempt : threads.invokeAll(attempts)) {
                results.add(attempt.get());
            }
        }
        return results;
    }

    private static JsonNode theOneAnswer(List<Attempt> attempts) {
        assertThat(attempts).hasSize(AT_ONCE);
        assertThat(attempts.stream().map(attempt -> essence(attempt.answer())).distinct())
                .as("the answers to one message")
                .hasSize(1);
        List<Integer> http = attempts.stream()
                .map(Attempt::status)
                .filter(status -> status != 0)
                .toList();
        assertThat(http).allMatch(status -> status == 200 || status == 201);
        assertThat(http.stream().filter(status -> status == 201)).hasSizeLessThanOrEqualTo(1);
        return attempts.getFirst().answer();
    }

    /** What two answers to one message have to agree on. */
    private static List<String> essence(JsonNode answer) {
        return List.of("messageId", "clientMessageId", "seq", "sentAt", "checksum").stream()
                .map(name -> answer.path(name).asString())
                .peek(value -> assertThat(value).as("fields of %s", answer).isNotBlank())
                .toList();
    }

    private static boolean overlapped(List<Attempt> attempts) {
        long lastBegun = attempts.stream().mapToLong(Attempt::begun).max().orElseThrow();
        long firstEnded = attempts.stream().mapToLong(Attempt::ended).min().orElseThrow();
        return lastBegun - firstEnded < 0;
    }
}
