package connectly.eventlog;

import java.nio.file.Path;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract, on real SQLite files. */
class SqliteContractTest {
    @TempDir
    Path directory;

    @Nested
    class Appending extends AppendContract {
        @Override
        protected ContractLog open() {
            return openFile();
        }
    }

    @Nested
    class Sourcing extends SourceContract {
        @Override
        protected ContractLog open() {
            return openFile();
        }
    }

    @Nested
    class Tailing extends TailContract {
        @Override
        protected ContractLog open() {
            return openFile();
        }
    }

    private ContractLog openFile() {
        return new SqliteLog(TestEvents.open(
                directory.resolve("events.db"), EventLogOptions.defaults().withPageSize(LogContract.PAGE_SIZE)));
    }

    private record SqliteLog(EventLog log) implements ContractLog {
        @Override
        public EventStorageEngine engine() {
            return log.engine();
        }

        @Override
        public long head() {
            return log.head();
        }

        @Override
        public String epoch() {
            return log.epoch();
        }

        @Override
        public void close() {
            log.close();
        }
    }
}
