package connectly.web.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import connectly.web.product.RawSocket.Ended;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Frames with chance changes, thousands of them: what is still right counts, and all else has no effect. */
final class MutatedFrames implements Undisturbed.Hostility {
    private static final Set<String> DOCUMENTED =
            Set.of("welcome", "ack", "reject", "update", "pong", "resync", "typing", "presence");
    private static final int FRAMES_A_SOCKET = 40;
    /** Of {@link FuzzedFramesIT}, and that of a socket that was closed because it sent too much that was wrong. */
    private static final Set<Integer> CODES = Set.of(1002, 1003, 1007, 1008, 1009);

    private final SplittableRandom chance;
    private final long budgetNanos;
    private final Set<String> mayBeSaid = new HashSet<>();
    private final Set<String> acknowledged = new HashSet<>();

    MutatedFrames(SplittableRandom chance, long budgetNanos) {
        this.chance = chance;
        this.budgetNanos = budgetNanos;
    }

    @Override
    public int by(Person mal, String conversation) {
        Mutator mutator = new Mutator(chance, conversation);
        int sockets = 0;
        for (long begun = System.nanoTime(); System.nanoTime() - begun < budgetNanos; sockets++) {
            useOneSocket(mal, mutator);
        }
        System.out.println(
                sockets + " sockets with mutated frames, of which " + acknowledged.size() + " were still right");
        List<JsonNode> history = mal.history(conversation);
        assertThat(history)
                .extracting(message -> message.path("body").asString())
                .as("the premise: some were still right")
                .isNotEmpty()
                .isSubsetOf(mayBeSaid);
        assertThat(history)
                .extracting(message -> message.path("messageId").asString())
                .containsAll(acknowledged);
        return history.size();
    }

    private void useOneSocket(Person mal, Mutator mutator) {
        try (RawSocket socket = RawSocket.open(mal.api())) {
            for (int i = 0; i < FRAMES_A_SOCKET; i++) {
                String text = mutator.text();
                noteIfRight(text);
                socket.write(RawFrame.text(text).masked());
            }
            socket.write(
                    RawFrame.text("{\"type\":\"the end\",\"id\":\"the end\"}").masked());
            JsonNode answer;
            do {
                answer = socket.next();
                check(answer);
            } while (!answer.path("id").asString("").equals("the end"));
            socket.write(mutator.bytes());
            socket.shutOutput();
            Ended ended = socket.readToTheEnd();
            ended.frames().forEach(this::check);
            boolean echoed = ended.code() == 1005 || (ended.code() >= 3000 && ended.code() < 5000);
            assertThat(echoed || ended.code() == Ended.WITHOUT_A_CLOSE_FRAME || CODES.contains(ended.code()))
                    .as("closed with %d", ended.code())
                    .isTrue();
        }
    }

    /** Read by another parser than the product's, and as it is sent: half of a character becomes a question mark. */
    private void noteIfRight(String text) {
        try {
            JsonNode frame = Json.parse(new String(text.getBytes(UTF_8), UTF_8));
            if (SocketClient.isType(frame, "send")) {
                mayBeSaid.add(frame.path("body").asString(""));
            }
        } catch (JacksonException e) {
            // Not JSON at all: nothing may come of it.
        }
    }

    private void check(JsonNode frame) {
        assertThat(frame.path("type").asString()).as("%s", frame).isIn(DOCUMENTED);
        if (SocketClient.isType(frame, "ack")) {
            acknowledged.add(frame.path("messageId").asString());
        }
        if (SocketClient.isType(frame, "reject")) {
            ProblemRules.checkProblem(frame.path("problem"));
            assertThat(frame.path("problem").path("status").asInt())
                    .as("%s", frame)
                    .isBetween(400, 499);
        }
    }
}
