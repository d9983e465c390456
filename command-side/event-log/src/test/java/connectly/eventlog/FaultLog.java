package connectly.eventlog;

import connectly.eventlog.verify.Evidence;
import connectly.eventlog.verify.LogVerification;
import connectly.eventlog.verify.Verdict;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.List;

/** The log under fault: the one place of the fault tests that opens it, in the test's own process and in the others. */
final class FaultLog {
    private FaultLog() {}

    static Path file(Path directory) {
        return directory.resolve("events.db");
    }

    static Path keys(Path directory) {
        return TestEvents.files(file(directory)).keys();
    }

    static Verdict verify(Path directory) {
        return LogVerification.verify(file(directory), Evidence.none(), (_, _) -> {});
    }

    static EventLog open(Path directory) {
        return open(directory, EventLogOptions.defaults(), List.of());
    }

    /** @param pragmas run on the writer's connection after the log's own, so that they win */
    static EventLog open(Path directory, EventLogOptions options, List<String> pragmas) {
        return TestEvents.open(file(directory), options, (connection, tree) -> {
            try (Statement statement = connection.createStatement()) {
                for (String pragma : pragmas) {
                    statement.execute("PRAGMA " + pragma);
                }
            }
            return new LogStore(connection, tree);
        });
    }
}
