package connectly.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.events.MemberRoleChanged;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many threads send, send again, mute, unmute, remove, leave and add at once; afterwards the log is held against a model
 * of plain maps, see {@link ModelCheck}.
 *
 * <p>The system property {@code connectly.model.seconds} says for how long episodes are begun, 30 if it is not set;
 * {@code connectly.model.seed} is the seed of the first one, and each that follows has the next number. The commands of
 * an episode follow from its seed; how the threads meet is the machine's doing.
 */
class ModelTest {
    private static final long SECONDS = Long.getLong("connectly.model.seconds", 30);
    private static final long FIRST_SEED =
            Long.getLong("connectly.model.seed", ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE));

    /** However slow the machine, so many are played that everything happens. */
    private static final int FEWEST_EPISODES = 10;

    private static final String SUCCESSION = "succession";

    @TempDir
    private Path directory;

    private final Map<String, Integer> outcomes = new TreeMap<>();
    private int conflicts;

    @Test
    void whatManyThreadsDidAtOnceIsWhatTheModelSays() throws Exception {
        System.out.printf("model: the first episode has -Dconnectly.model.seed=%d%n", FIRST_SEED);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        int episodes = 0;
        while (episodes < FEWEST_EPISODES || System.nanoTime() - end < 0) {
            play(FIRST_SEED + episodes);
            episodes++;
        }
        System.out.printf("model: %d episodes, %d lost races, outcomes %s%n", episodes, conflicts, outcomes);

        assertThat(conflicts).as("the premise: the threads met").isPositive();
        assertThat(outcomes)
                .as("the premise: everything happened")
                .containsKeys(
                        "SendMessage changed",
                        "SendMessage unchanged",
                        "SendMessage DUPLICATE_WITH_OTHER_CONTENT",
                        "SendMessage MUTED",
                        "SendMessage NOT_A_MEMBER",
                        "MuteMember changed",
                        "MuteMember unchanged",
                        "MuteMember NOT_A_MODERATOR",
                        "UnmuteMember changed",
                        "UnmuteMember unchanged",
                        "AddMember changed",
                        "AddMember unchanged",
                        "AddMember UNKNOWN_NEWCOMER",
                        "RemoveMember changed",
                        "RemoveMember unchanged",
                        "RemoveMember NOT_A_MODERATOR",
                        SUCCESSION);
    }

    private void play(long seed) throws Exception {
        ModelEpisode episode = ModelEpisode.play(seed, directory.resolve(seed + ".db"));
        assertThat(ModelCheck.faults(episode.log(), episode.operations()))
                .as("-Dconnectly.model.seed=%d", seed)
                .isEmpty();
        episode.operations().forEach(operation -> outcomes.merge(operation.kind(), 1, Integer::sum));
        episode.log().stream()
                .filter(recorded -> recorded.event() instanceof MemberRoleChanged)
                .forEach(_ -> outcomes.merge(SUCCESSION, 1, Integer::sum));
        conflicts += episode.conflicts();
    }
}
