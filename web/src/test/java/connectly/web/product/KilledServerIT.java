package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.web.product.Follower.Means;
import connectly.web.product.Follower.Parting;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code kill -9} of the server in the middle of the talk, as its clients see it. */
class KilledServerIT {
    private static final int MOST_ACKS_BEFORE_A_KILL = 200;

    @Test
    void whatWasAcknowledgedBeforeAKillIsThereOnceAndEveryCursorGoesOn() {
        SplittableRandom chance = FaultRun.chance(KilledServerIT.class);
        try (RunningProduct product = RunningProduct.start()) {
            Person ada = Person.asProgram(product, "ada");
            Person ben = Person.asProgram(product, "ben");
            Map<Means, Person> people = new EnumMap<>(Means.class);
            for (Means means : Means.values()) {
                people.put(means, Person.asProgram(product, "follower"));
            }
            String conversation = ada.startGroup(
                    "storm",
                    Stream.concat(Stream.of(ben), people.values().stream()).toArray(Person[]::new));
            Map<Means, Follower> followers = new EnumMap<>(Means.class);
            people.forEach((means, person) -> followers.put(means, Follower.from(person)));
            Chatter adas = Chatter.overHttp(ada, conversation);
            Chatter bens = Chatter.overSocket(ben, conversation);

            int kills = FaultRun.either(2, 20);
            for (int kill = 0; kill < kills; kill++) {
                followers.forEach((means, follower) -> {
                    follower.come(means);
                    follower.await(1);
                });
                adas.awaitMore(1 + chance.nextInt(MOST_ACKS_BEFORE_A_KILL));
                bens.awaitMore(1);
                product.kill();
                followers.values().forEach(follower -> follower.go(Parting.CUT));
                long begun = System.nanoTime();
                product.resume();
                System.out.println("ready " + (System.nanoTime() - begun) / 1_000_000 + " ms after kill " + kill);
            }
            bens.awaitMore(1);
            List<String> acknowledged =
                    Stream.of(adas.stop(), bens.stop()).flatMap(List::stream).toList();

            List<JsonNode> history = ada.history(conversation);
            assertThat(history)
                    .as("every acknowledged message once, and no other")
                    .extracting(message -> message.path("messageId").asString() + " "
                            + message.path("body").asString())
                    .containsExactlyInAnyOrderElementsOf(acknowledged);
            assertThat(history)
                    .extracting(message -> message.path("seq").asInt())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, history.size()).boxed().toList());
            followers.values().forEach(follower -> {
                follower.catchUp(history.getLast().path("body").asString());
                follower.assertHasExactly(history);
                follower.close();
            });
        }
    }
}
