package connectly.eventlog;

import java.util.Map;
import java.util.Set;

/**
 * An event as the log has it.
 *
 * @param position dense, from 1; the only order there is
 * @param time milliseconds since 1970, UTC
 */
// A payload is handed from the row to the converter and never compared.
@SuppressWarnings("ArrayRecordComponent")
record StoredEvent(
        long position,
        String id,
        EventType type,
        long time,
        Set<EventTag> tags,
        Map<String, String> metadata,
        byte[] payload) {}
