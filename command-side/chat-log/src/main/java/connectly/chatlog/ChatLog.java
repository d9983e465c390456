package connectly.chatlog;

import connectly.eventlog.DataDirectory;
import connectly.eventlog.EventLog;
import connectly.eventlog.EventLogOptions;
import connectly.eventlog.LogFiles;
import connectly.eventlog.PayloadCodec;
import connectly.eventlog.sealing.MasterKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Opens the log of the chat. */
public final class ChatLog {
    private ChatLog() {}

    /**
     * Opens the log of an installation, and makes it if there is none.
     *
     * @param data held by this process
     * @param meters is told how the log does
     * @throws connectly.eventlog.EventLogException with one sentence if it cannot be opened
     */
    public static EventLog open(DataDirectory data, MasterKey master, MeterRegistry meters) {
        LogFiles files = new LogFiles(data.events(), data.keys());
        return EventLog.open(files, master, payloads(), meters, EventLogOptions.defaults());
    }

    /** The same, where nobody watches how it does. */
    public static EventLog open(DataDirectory data, MasterKey master) {
        return open(data, master, new SimpleMeterRegistry());
    }

    /** What the log must know of the chat's events. */
    public static PayloadCodec payloads() {
        return new ChatPayloads();
    }
}
