package connectly.ops;

import connectly.chatlog.ChatLog;
import connectly.eventlog.DataDirectory;
import connectly.eventlog.DataFiles;
import connectly.eventlog.EventLog;
import connectly.eventlog.sealing.MasterKey;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a command works on. Asked only when the command runs, as the settings may be wrong.
 *
 * @param path of the data directory
 * @param masterKey 32 bytes; asked only once the directory is held
 * @param forgetLogins removes everything by which an account could be logged in to
 */
public record Installation(Path path, Supplier<byte[]> masterKey, Consumer<UUID> forgetLogins) {
    /** What may be looked at without holding the directory. */
    DataFiles files() {
        return new DataFiles(path);
    }

    /** Takes the directory, which no server may hold meanwhile. */
    DataDirectory hold() {
        return DataDirectory.open(path);
    }

    EventLog openLog(DataDirectory data) {
        return ChatLog.open(data, MasterKey.of(masterKey.get()));
    }
}
