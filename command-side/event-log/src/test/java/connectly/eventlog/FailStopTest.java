package connectly.eventlog;

import static connectly.eventlog.TestEvents.append;
import static connectly.eventlog.TestEvents.appending;
import static connectly.eventlog.TestEvents.await;
import static connectly.eventlog.TestEvents.event;
import static connectly.eventlog.TestEvents.open;
import static connectly.eventlog.TestEvents.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import connectly.eventlog.sqlite.SqliteErrors;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the disk fails the log: never an acknowledgement on doubt, never a refusal of what may be stored. */
class FailStopTest {
    private static final int SQLITE_IOERR = 10;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFailedCommitHasAnUnknownOutcomeAndStopsTheLog(boolean reachedTheDisk) {
        CountDownLatch fail = new CountDownLatch(1);
        try (EventLog log = openWith((connection, tree) -> new FailingCommit(connection, tree, fail, reachedTheDisk))) {
            CompletableFuture<ConsistencyMarker> doubtful = appending(log, event("doubtful", "test.A", "1"));
            CompletableFuture<ConsistencyMarker> queued = appending(log, event("queued", "test.A", "1"));
            fail.countDown();

            assertFailed(doubtful, true);
            assertFailed(queued, false);
            assertFailed(appending(log, event("later", "test.A", "1")), false);
            assertThat(log.isWritable()).isFalse();
            assertThat(log.head()).isZero();
        }
        try (EventLog log = open(file())) {
            List<String> ids = source(log, EventCriteria.havingAnyTag()).ids();
            assertThat(ids).as("only the restart can tell").isEqualTo(reachedTheDisk ? List.of("doubtful") : List.of());
            append(log, event("again", "test.A", "1"));
        }
    }

    @Test
    void aFailedWriteBeforeTheCommitStoresNothingAndStopsTheLog() {
        try (EventLog log = openWith(FailingInsert::new)) {
            assertFailed(appending(log, event("one", "test.A", "1")), false);
            assertThat(log.isWritable()).isFalse();
        }
        try (EventLog log = open(file())) {
            assertThat(log.head()).isZero();
        }
    }

    @Test
    void anAppendThatDoesNotFitOnTheDiskFailsAloneAndTheLogGoesOn() {
        try (EventLog log = openWith((connection, tree) -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA max_page_count = 80");
            }
            return new LogStore(connection, tree);
        })) {
            append(log, event("one", "test.A", "1"));

            assertThatThrownBy(() -> append(log, big("two")))
                    .cause()
                    .isExactlyInstanceOf(EventLogException.class)
                    .rootCause()
                    .asInstanceOf(throwable(SQLException.class))
                    .extracting(SqliteErrors::primaryCode)
                    .isEqualTo(SqliteErrors.FULL);
            append(log, event("three", "test.A", "1"));
            assertThat(log.isWritable()).isTrue();
            assertThat(source(log, EventCriteria.havingAnyTag()).ids()).containsExactly("one", "three");
        }
    }

    @Test
    void aFileLockedByAnotherProgramRefusesTheAppendAndTheLogGoesOn() throws SQLException {
        try (EventLog log = openWith((connection, tree) -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("PRAGMA busy_timeout = 0");
                    }
                    return new LogStore(connection, tree);
                });
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> append(log, event("one", "test.A", "1")))
                    .cause()
                    .isExactlyInstanceOf(EventLogException.class)
                    .hasMessageContaining("try again later");
            statement.execute("ROLLBACK");

            append(log, event("two", "test.A", "1"));
            assertThat(log.isWritable()).isTrue();
            assertThat(source(log, EventCriteria.havingAnyTag()).ids()).containsExactly("two");
        }
    }

    private static TaggedEventMessage<?> big(String id) {
        return new GenericTaggedEventMessage<>(
                new GenericEventMessage(
                        id, new MessageType("test.Big", "1"), "x".repeat(1_000_000), Map.of(), Instant.EPOCH),
                Set.of());
    }

    private static void assertFailed(CompletableFuture<ConsistencyMarker> append, boolean outcomeUnknown) {
        assertThatThrownBy(() -> await(append))
                .cause()
                .asInstanceOf(throwable(LogFailedException.class))
                .hasMessageContaining("unknown")
                .hasMessageContaining("restart")
                .extracting(LogFailedException::outcomeUnknown)
                .isEqualTo(outcomeUnknown);
    }

    private EventLog openWith(EventLog.StoreFactory stores) {
        return open(file(), EventLogOptions.defaults().withMaxBatch(1), stores);
    }

    private Path file() {
        return directory.resolve("events.db");
    }

    /** The sync fails: before anything reached the disk, or after all of it did. */
    private static final class FailingCommit extends LogStore {
        private final CountDownLatch fail;
        private final boolean reachesTheDisk;

        FailingCommit(Connection connection, LogTree tree, CountDownLatch fail, boolean reachesTheDisk)
                throws SQLException {
            super(connection, tree);
            this.fail = fail;
            this.reachesTheDisk = reachesTheDisk;
        }

        @Override
        void commit() throws SQLException {
            try {
                fail.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            if (reachesTheDisk) {
                super.commit();
            }
            throw new SQLException("disk I/O error", null, SQLITE_IOERR);
        }
    }

    private static final class FailingInsert extends LogStore {
        FailingInsert(Connection connection, LogTree tree) throws SQLException {
            super(connection, tree);
        }

        @Override
        AppendResult append(PendingAppend append) throws SQLException {
            super.append(append);
            throw new SQLException("disk I/O error", null, SQLITE_IOERR);
        }
    }
}
