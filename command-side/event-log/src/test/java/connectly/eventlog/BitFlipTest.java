package connectly.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.eventlog.verify.Verdict.Sound;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One bit of the log's file is another, as a worn disk or a bad cable leaves it. */
class BitFlipTest {
    private static final List<LoadEvent> EVENTS = IntStream.range(0, 200)
            .mapToObj(i -> new LoadEvent("worker" + i % 7, i / 7))
            .toList();

    private static final Map<Tag, List<String>> IDS_BY_TAG = EVENTS.stream()
            .collect(Collectors.groupingBy(
                    LoadEvent::tag, Collectors.mapping(LoadEvent::id, Collectors.toUnmodifiableList())));

    @TempDir
    Path directory;

    private byte[] sound = new byte[0];
    private byte[] keys = new byte[0];

    @BeforeEach
    void makeASoundLog() throws IOException {
        Path original = Files.createDirectory(directory.resolve("original"));
        try (EventLog log = FaultLog.open(original)) {
            TestEvents.append(log, EVENTS.stream().map(LoadEvent::message).toArray(TaggedEventMessage<?>[]::new));
        }
        sound = Files.readAllBytes(FaultLog.file(original));
        keys = Files.readAllBytes(FaultLog.keys(original));
        assertThat(isFound(original)).as("damage in the sound file").isFalse();
        assertThat(changesAnEvent(original)).as("the sound file").isFalse();
    }

    @Test
    void everyFlipThatChangesAnEventIsFound() throws IOException {
        int changed = 0;
        PrimitiveIterator.OfLong seeds =
                FaultRun.seeds(BitFlipTest.class, 20, 100).iterator();
        while (seeds.hasNext()) {
            Random random = new Random(seeds.nextLong());
            int offset = random.nextInt(sound.length);
            int bit = random.nextInt(Byte.SIZE);
            Path flipped = flipped(offset, bit);
            boolean found = isFound(flipped);
            if (changesAnEvent(flipped)) {
                changed++;
                assertThat(found).as("bit %d of byte %d", bit, offset).isTrue();
            }
        }
        assertThat(changed).as("flips that changed an event").isPositive();
    }

    /** Why the database's own check is no finder. */
    @Test
    void aFlippedLetterIsFoundAlthoughTheDatabaseSeesNothing() throws IOException, SQLException {
        // Of the last event: earlier ones have moved as their page was split, and left a copy behind that nobody reads.
        int letter = new String(sound, StandardCharsets.ISO_8859_1)
                .indexOf(EVENTS.getLast().text());
        Path flipped = flipped(letter, 0);

        assertThat(changesAnEvent(flipped)).isTrue();
        assertThat(integrityCheck(FaultLog.file(flipped))).isEqualTo("ok");
        assertThat(isFound(flipped)).isTrue();
    }

    private Path flipped(int offset, int bit) throws IOException {
        byte[] bytes = sound.clone();
        bytes[offset] ^= (byte) (1 << bit);
        Path copy = Files.createTempDirectory(directory, "flipped");
        Files.write(FaultLog.file(copy), bytes);
        Files.write(FaultLog.keys(copy), keys);
        return copy;
    }

    /** As a reader of the log sees it: all events in order, and those of each tag. Also when nothing can be read. */
    private static boolean changesAnEvent(Path data) {
        try (EventLog log = FaultLog.open(data)) {
            return !RestartedLog.readAll(log).equals(EVENTS)
                    || IDS_BY_TAG.entrySet().stream()
                            .anyMatch(of -> !idsOf(log, of.getKey()).equals(of.getValue()));
        } catch (RuntimeException | AssertionError e) {
            return true;
        }
    }

    private static List<String> idsOf(EventLog log, Tag tag) {
        return TestEvents.source(log, EventCriteria.havingTags(tag)).ids();
    }

    /** A file that is refused as no log, or none of this format, is found to be damaged, too. */
    private static boolean isFound(Path data) {
        try {
            return !(FaultLog.verify(data) instanceof Sound);
        } catch (EventLogException e) {
            return true;
        }
    }

    private static String integrityCheck(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA integrity_check")) {
            return row.getString(1);
        }
    }
}
