package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.web.product.FaultyProxy.Fault;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The client library against the product, through networks that do to it what networks do. */
class ClientLibraryIT {
    private static final String SOCKETS = "upgrade: websocket";
    private static final String STREAMS = "/api/v1/updates/stream";

    /** How often each fault must have happened before a run counts. */
    private static final int ENOUGH = 5;

    private static final int MOST_ROUNDS = 100;
    private static final int MESSAGES_A_ROUND = 5;

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
    void overABadNetworkEachEndsWithTheMessagesOfTheLogOnceAndInOrder() {
        long seed = Long.getLong("connectly.proxy.seed", System.nanoTime());
        System.out.println("connectly.proxy.seed=" + seed);
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String conversation = ada.createDirect(ben).expect(201).field("conversationId");
        try (FaultyProxy proxy = new FaultyProxy(product, seed);
                ClientProcess first = ClientProcess.impatient(proxy.origin(), ada.token());
                ClientProcess second = ClientProcess.impatient(proxy.origin(), ben.token())) {
            first.awaitVia("socket", 0);
            second.awaitVia("socket", 0);
            proxy.beFaulty(true);
            int rounds = 0;
            while (rounds < MOST_ROUNDS && !hasSuffered(proxy, first, second)) {
                rounds++;
                for (int i = 0; i < MESSAGES_A_ROUND; i++) {
                    first.send(conversation, "ada " + rounds + "." + i);
                    second.send(conversation, "ben " + rounds + "." + i);
                }
                first.awaitSent(rounds * MESSAGES_A_ROUND);
                second.awaitSent(rounds * MESSAGES_A_ROUND);
            }
            assertThat(hasSuffered(proxy, first, second))
                    .as("the premise: each fault, and updates that came twice; seed %d", seed)
                    .isTrue();
            proxy.beFaulty(false);

            List<String> log = ids(ada.history(conversation));
            assertThat(log).hasSize(2 * rounds * MESSAGES_A_ROUND);
            for (ClientProcess client : List.of(first, second)) {
                client.awaitMessages(log.size());
                assertThat(ids(client.messages())).as("seed %d", seed).isEqualTo(log);
                assertThat(client.texts("sent", "clientMessageId"))
                        .as("each is acknowledged, and once; seed %d", seed)
                        .containsExactlyElementsOf(client.texts("sending", "clientMessageId"));
                assertThat(client.told("failed")).isEmpty();
                assertThat(client.texts("up", "resumed"))
                        .as("nothing but the first feed began anew")
                        .startsWith("false")
                        .endsWith("true")
                        .containsOnlyOnce("false");
            }
        }
    }

    @Test
    void whereSocketsAreBlockedItFallsBackAndReturnsWithoutGapOrDuplicate() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String conversation = ada.createDirect(ben).expect(201).field("conversationId");
        try (FaultyProxy proxy = new FaultyProxy(product, 0);
                ClientProcess client = new ClientProcess(proxy.origin(), ben.token())) {
            client.awaitVia("socket", 0);
            ada.send(conversation, "by the socket");

            int before = client.told("status").size();
            proxy.refuse(SOCKETS);
            client.awaitVia("stream", before);
            assertThat(proxy.refusals()).as("the premise: sockets were refused").isPositive();
            ada.send(conversation, "by the stream");
            awaitDelivered(ada, conversation);
            client.send(conversation, "by a call");
            client.awaitSent(1);

            before = client.told("status").size();
            proxy.refuse(SOCKETS, STREAMS);
            client.awaitVia("poll", before);
            ada.send(conversation, "by a poll");
            awaitDelivered(ada, conversation);
            client.send(conversation, "by another call");
            client.awaitSent(2);

            before = client.told("status").size();
            proxy.refuse();
            Thread talking = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 200; i++) {
                    ada.send(conversation, "during the change " + i);
                }
            });
            client.retryNow();
            client.awaitVia("socket", before);
            join(talking);
            ada.send(conversation, "by the socket again");

            List<String> log = ids(ada.history(conversation));
            client.awaitMessages(log.size());
            assertThat(ids(client.messages())).isEqualTo(log);
        }
    }

    @Test
    void aRestartOfTheServerCostsNothingButTime() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String conversation = ada.createDirect(ben).expect(201).field("conversationId");
        try (ClientProcess client = ClientProcess.impatient(product.origin(), ben.token())) {
            client.awaitVia("socket", 0);
            client.send(conversation, "before");
            client.awaitSent(1);

            product.stop();
            client.send(conversation, "meanwhile");
            client.send(conversation, "and again");
            product.resume();
            client.awaitSent(3);

            List<JsonNode> log = ada.history(conversation);
            client.awaitMessages(log.size());
            assertThat(log)
                    .extracting(message -> message.path("body").asString())
                    .containsExactly("before", "meanwhile", "and again");
            assertThat(ids(client.messages())).isEqualTo(ids(log));
        }
    }

    private static boolean hasSuffered(FaultyProxy proxy, ClientProcess... clients) {
        return Arrays.stream(Fault.values()).allMatch(fault -> proxy.count(fault) >= ENOUGH)
                && Arrays.stream(clients)
                        .allMatch(client -> client.texts("raw", "twice").contains("true")
                                && client.texts("up", "resumed").contains("true"));
    }

    private static List<String> ids(List<JsonNode> messages) {
        return messages.stream()
                .map(message -> message.path("messageId").asString())
                .toList();
    }

    /** The last message, which is theirs. */
    private static void awaitDelivered(Person sender, String conversation) {
        Await.until(
                () -> sender.history(conversation)
                        .getLast()
                        .path("status")
                        .asString()
                        .equals("delivered"),
                () -> "the message is not delivered");
    }

    private static void join(Thread thread) {
        try {
            thread.join(Await.DEADLINE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
