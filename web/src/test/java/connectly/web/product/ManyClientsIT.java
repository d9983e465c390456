package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.web.product.Follower.Means;
import connectly.web.product.Follower.Parting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Many clients that come and go while others talk: each ends with exactly the messages of the log. */
class ManyClientsIT {
    private static final int MOST_UPDATES_A_STAY = 30;

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

    /** People who follow one conversation, in which two others talk. */
    private static final class Crowd implements AutoCloseable {
        final Person ada = Person.asProgram(product, "ada");
        final Person ben = Person.asProgram(product, "ben");
        final String conversation;
        final List<Follower> followers;

        Crowd(int size) {
            Person[] people = Stream.concat(
                            Stream.of(ben),
                            Stream.generate(() -> Person.asProgram(product, "follower"))
                                    .limit(size))
                    .toArray(Person[]::new);
            conversation = ada.startGroup("crowd", people);
            followers = Stream.of(people).skip(1).map(Follower::from).toList();
        }

        /** Lets everybody catch up, and holds what they have against the history. */
        int assertEverybodyHasExactlyWhatWasSaid(List<String> acknowledged) throws Exception {
            List<JsonNode> history = ada.history(conversation);
            assertThat(history)
                    .extracting(message -> message.path("messageId").asString() + " "
                            + message.path("body").asString())
                    .containsExactlyInAnyOrderElementsOf(acknowledged);
            String last = history.getLast().path("body").asString();
            atOnce(followers, follower -> follower.catchUp(last));
            followers.forEach(follower -> follower.assertHasExactly(history));
            return history.size();
        }

        @Override
        public void close() {
            followers.forEach(Follower::close);
        }
    }

    @Test
    void whoeverComesAndGoesByChanceEndsWithTheMessagesOfTheLogOnceAndInOrder() throws Exception {
        SplittableRandom chance = FaultRun.chance(ManyClientsIT.class);
        int stays = FaultRun.either(6, 40);
        Set<String> ways = ConcurrentHashMap.newKeySet();
        try (Crowd crowd = new Crowd(FaultRun.either(60, 400))) {
            Chatter adas = Chatter.overHttp(crowd.ada, crowd.conversation);
            Chatter bens = Chatter.overSocket(crowd.ben, crowd.conversation);
            List<Visitor> visitors = crowd.followers.stream()
                    .map(follower -> new Visitor(follower, chance.split(), ways))
                    .toList();
            atOnce(visitors, visitor -> visitor.comeAndGo(stays));
            List<String> acknowledged =
                    Stream.of(adas.stop(), bens.stop()).flatMap(List::stream).toList();

            int messages = crowd.assertEverybodyHasExactlyWhatWasSaid(acknowledged);
            System.out.println(
                    crowd.followers.size() + " clients, " + stays + " stays each, " + messages + " messages");
            assertThat(ways)
                    .as("the premise: every way to come and to go was taken")
                    .hasSize(9);
        }
    }

    private record Visitor(Follower follower, SplittableRandom chance, Set<String> ways) {
        void comeAndGo(int stays) {
            for (int i = 0; i < stays; i++) {
                Means means = oneOf(Means.values());
                Parting parting = oneOf(Parting.values());
                ways.add(means + " " + parting);
                follower.come(means);
                follower.await(chance.nextInt(MOST_UPDATES_A_STAY));
                follower.go(parting);
            }
        }

        private <T> T oneOf(T[] values) {
            return values[chance.nextInt(values.length)];
        }
    }

    @Test
    void allComingBackAtOnceAreServedAndMissNothing() throws Exception {
        // With the two who talk the most with whom a conversation begins.
        int clients = FaultRun.either(150, 998);
        try (Crowd crowd = new Crowd(clients)) {
            atOnce(crowd.followers, follower -> follower.come(Means.SOCKET));
            Chatter adas = Chatter.overHttp(crowd.ada, crowd.conversation);
            adas.awaitMore(20);
            crowd.followers.forEach(follower -> follower.go(Parting.CUT));
            adas.awaitMore(20);

            long begun = System.nanoTime();
            atOnce(crowd.followers, follower -> {
                follower.come(Means.SOCKET);
                follower.await(20);
            });
            System.out.println(clients + " came back at once, all served after "
                    + (System.nanoTime() - begun) / 1_000_000 + " ms");
            adas.awaitMore(20);
            crowd.followers.forEach(follower -> follower.go(Parting.CUT));
            crowd.assertEverybodyHasExactlyWhatWasSaid(adas.stop());
        }
    }

    private interface Deed<T> {
        void by(T one);
    }

    private static <T> void atOnce(List<T> all, Deed<T> deed) throws Exception {
        CyclicBarrier together = new CyclicBarrier(all.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (T one : all) {
                done.add(threads.submit(() -> {
                    together.await();
                    deed.by(one);
                    return null;
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        }
    }
}
