package connectly.eventlog;

import static connectly.eventlog.TestEvents.append;
import static connectly.eventlog.TestEvents.appending;
import static connectly.eventlog.TestEvents.await;
import static connectly.eventlog.TestEvents.drain;
import static connectly.eventlog.TestEvents.open;
import static connectly.eventlog.TestEvents.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectly.eventlog.TestCodec.Note;
import connectly.eventlog.merkle.Hash;
import connectly.eventlog.sealing.ErasedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people wrote can be erased, and everything else stays as it was. */
class ErasureTest {
    private static final Tag ROOM = Tag.of("room", "1");
    private static final Instant JUNE = Instant.parse("2026-06-15T10:00:00Z");
    private static final Instant JULY = Instant.parse("2026-07-15T10:00:00Z");

    @TempDir
    Path directory;

    @Test
    void whatAnErasedAuthorWroteReadsAsErasedEverywhereAndStaysSoAfterARestart() {
        Hash root;
        try (EventLog log = open(file())) {
            append(log, note("ann", "secret", JUNE), note("bob", "hello", JUNE), note("ann", "again", JULY));
            assertThat(sourced(log)).containsExactly("ann: secret", "bob: hello", "ann: again");
            root = log.tree().rootAt(3);

            log.eraseAuthor("ann");

            assertThat(sourced(log)).as("though it was kept for decisions").containsExactly("ann", "bob: hello", "ann");
            assertThat(streamed(log)).containsExactly("ann", "bob: hello", "ann");
            assertThatThrownBy(() -> append(log, note("ann", "more", JULY)))
                    .hasRootCauseInstanceOf(ErasedException.class);
            append(log, note("bob", "still here", JULY));
        }
        try (EventLog log = open(file())) {
            assertThat(sourced(log)).containsExactly("ann", "bob: hello", "ann", "bob: still here");
            assertThat(log.tree().rootAt(3)).as("the proofs stay").isEqualTo(root);
        }
    }

    @Test
    void contentOfAnExpiredMonthIsErasedWhoeverWroteIt() {
        try (EventLog log = open(file())) {
            append(log, note("ann", "old", JUNE), note("bob", "old, too", JUNE), note("ann", "new", JULY));

            assertThat(log.eraseBefore(YearMonth.of(2026, 7))).isEqualTo(1);

            assertThat(sourced(log)).containsExactly("ann", "bob", "ann: new");
        }
    }

    @Test
    void purgedContentIsOutOfTheFileWhenThePurgeIsDone() throws IOException, SQLException {
        try (EventLog log = open(file())) {
            append(log, note("ann", "secret", JUNE), note("ann", "stays", JUNE));
            byte[] sealed = sealed(1);
            byte[] other = sealed(2);
            assertThat(isOnDisk(sealed)).as("before").isTrue();
            Hash root = log.tree().rootAt(2);

            await(log.purge(1));

            assertThat(isOnDisk(sealed)).as("after").isFalse();
            assertThat(isOnDisk(other)).as("of the other").isTrue();
            assertThat(sourced(log)).containsExactly("ann", "ann: stays");
            assertThat(log.tree().rootAt(2)).isEqualTo(root);
            await(log.purge(1));
            await(log.purge(99));
            assertThat(numbers("SELECT position FROM purge"))
                    .as("noted once, and only what was there")
                    .containsExactly(1L);
        }
    }

    @Test
    void nothingThatPeopleWroteIsInTheFilesOfTheLogNorInItsBackups() throws IOException {
        Path backup = Files.createDirectory(directory.resolve("backup"));
        try (EventLog log = open(file())) {
            append(log, note("ann", "a very secret sentence", JUNE));
            append(log, tagged(Tag.of(TestCodec.PRIVATE_TAG, "annie-the-private")));
            assertThat(source(log, EventCriteria.havingTags(Tag.of(TestCodec.PRIVATE_TAG, "annie-the-private")))
                            .events())
                    .as("decisions find it all the same")
                    .hasSize(1);
            Files.copy(file(), backup.resolve("events.db"));
            Files.copy(Path.of(file() + "-wal"), backup.resolve("events.db-wal"));

            try (Stream<Path> files = Files.walk(directory)) {
                List<Path> parts = files.filter(Files::isRegularFile).toList();
                assertThat(parts)
                        .hasSizeGreaterThan(5)
                        .anySatisfy(part -> assertThat(text(part)).contains("room=1"))
                        .noneSatisfy(part -> assertThat(text(part)).contains("very secret"))
                        .noneSatisfy(part -> assertThat(text(part)).contains("annie-the-private"));
            }
        }
    }

    @Test
    void contentThatWasExchangedInTheFileIsNotRead() throws SQLException {
        try (EventLog log = open(file())) {
            append(log, note("ann", "yes", JUNE), note("ann", "no", JUNE));
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TRIGGER content_no_update");
            statement.executeUpdate(
                    "UPDATE content SET sealed = (SELECT sealed FROM content WHERE position = 2) WHERE position = 1");
        }
        try (EventLog log = open(file())) {
            assertThatThrownBy(() -> sourced(log)).hasMessageContaining("is not what was sealed");
        }
    }

    @Test
    void anErasureWhileOthersAppendLosesNothingOfTheirs() {
        try (EventLog log = open(file())) {
            var others = Stream.generate(() -> appending(log, note("bob", "hello", JULY)))
                    .limit(200)
                    .toList();
            append(log, note("ann", "secret", JUNE));
            log.eraseAuthor("ann");
            others.forEach(TestEvents::await);

            assertThat(sourced(log)).hasSize(201).containsOnlyOnce("ann").contains("bob: hello");
        }
    }

    @Test
    void rewrappingTheKeysTouchesNothingButTheKeys() throws IOException {
        byte[] before;
        try (EventLog log = open(file())) {
            append(log, note("ann", "secret", JUNE));
        }
        before = Files.readAllBytes(file());
        LogOpening opening = TestEvents.opening(file(), new TestCodec(), EventLogOptions.defaults(), LogStore::new);
        try (EventLog log = opening.open(TestEvents.masterKey(1))) {
            assertThat(log.rewrapKeys(TestEvents.masterKey(2))).isEqualTo(4);
            assertThat(sourced(log)).containsExactly("ann: secret");
        }
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        assertThatThrownBy(() -> opening.open(TestEvents.masterKey(1)))
                .hasMessageContaining("master key does not open");
        try (EventLog log = opening.open(TestEvents.masterKey(2))) {
            assertThat(sourced(log)).containsExactly("ann: secret");
        }
    }

    private static List<Object> sourced(EventLog log) {
        return source(log, EventCriteria.havingTags(ROOM)).events().stream()
                .<Object>map(event -> String.valueOf(event.payload()))
                .toList();
    }

    private static List<Object> streamed(EventLog log) {
        return drain(log.engine().stream(StreamingCondition.startingFrom(null), null)).stream()
                .<Object>map(entry -> String.valueOf(entry.message().payload()))
                .toList();
    }

    private static TaggedEventMessage<?> note(String author, String words, Instant time) {
        return new GenericTaggedEventMessage<>(
                new GenericEventMessage(
                        UUID.randomUUID().toString(),
                        new MessageType("test.Said", "1"),
                        new Note(author, words, author, "room"),
                        Map.of(),
                        time),
                Set.of(ROOM));
    }

    private static TaggedEventMessage<?> tagged(Tag tag) {
        return TestEvents.event("test.Registered", tag);
    }

    private byte[] sealed(long position) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sealed FROM content WHERE position = " + position)) {
            return row.getBytes(1);
        }
    }

    private List<Long> numbers(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<Long> numbers = new ArrayList<>();
            while (row.next()) {
                numbers.add(row.getLong(1));
            }
            return numbers;
        }
    }

    private boolean isOnDisk(byte[] bytes) throws IOException {
        String wanted = new String(bytes, StandardCharsets.ISO_8859_1);
        for (Path part : List.of(file(), Path.of(file() + "-wal"))) {
            if (Files.exists(part) && text(part).contains(wanted)) {
                return true;
            }
        }
        return false;
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    private Path file() {
        return directory.resolve("events.db");
    }
}
