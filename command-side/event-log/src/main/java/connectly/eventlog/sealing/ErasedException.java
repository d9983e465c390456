package connectly.eventlog.sealing;

import connectly.eventlog.EventLogException;

/** Nothing more can be sealed here: its author was erased, or its month has expired. */
public final class ErasedException extends EventLogException {
    ErasedException() {
        super("What was written under these keys is erased, and nothing more can be written under them.");
    }
}
