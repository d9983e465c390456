package connectly.web.config;

import connectly.eventlog.EventLog;
import connectly.web.health.ReadinessCheck;

/** Whether the log takes events. */
final class LogReadiness implements ReadinessCheck {
    private final EventLog log;

    LogReadiness(EventLog log) {
        this.log = log;
    }

    @Override
    public String name() {
        return "log";
    }

    @Override
    public Result check() {
        return log.isWritable()
                ? new Result(true, "writable")
                : new Result(false, "the disk has failed it; restart the server");
    }
}
