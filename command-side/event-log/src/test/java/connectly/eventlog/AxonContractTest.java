package connectly.eventlog;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.StorageEngineTestSuite;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** Axon's own suite for storage engines, on a real file. */
class AxonContractTest extends StorageEngineTestSuite<EventStorageEngine> {
    @TempDir
    static Path directory;

    private static @Nullable EventLog log;

    @Override
    protected EventStorageEngine buildStorageEngine() {
        log = TestEvents.opening(directory.resolve("events.db"), new Bytes(), EventLogOptions.defaults(), LogStore::new)
                .open(TestEvents.masterKey(1));
        return log.plainEngine();
    }

    @Override
    protected @Nullable ProcessingContext processingContext() {
        return null;
    }

    @AfterAll
    static void close() {
        if (log != null) {
            log.close();
        }
    }

    /** The suite compares the stored bytes with its text payloads. */
    private static final class Bytes implements PayloadCodec {
        @Override
        public EncodedPayload encode(Object payload) {
            return EncodedPayload.open(String.valueOf(payload).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Object decode(String eventName, String version, byte[] open, byte @Nullable [] content) {
            return open;
        }

        @Override
        public boolean knows(String eventName, String version) {
            return true;
        }

        @Override
        public Set<String> privateTags() {
            return Set.of();
        }
    }
}
