package connectly.eventlog;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.conversion.Converter;
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
        log = EventLog.open(directory.resolve("events.db"), new PlainText());
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
    private static final class PlainText implements Converter {
        @Override
        public boolean canConvert(Type sourceType, Type targetType) {
            return true;
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the interface has it
        public <T> @Nullable T convert(@Nullable Object input, Type targetType) {
            return (T) String.valueOf(input).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void describeTo(ComponentDescriptor descriptor) {}
    }
}
