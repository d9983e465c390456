package connectly.eventlog;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An event as it will be stored, made ready on the caller's thread so that the writer only writes.
 *
 * @param time milliseconds since 1970, UTC
 * @param tags in their stored form
 * @param tagHashes one for each distinct hash of a tag
 * @param metadata in its stored form
 */
// A payload is handed from the converter to the statement and never compared.
@SuppressWarnings("ArrayRecordComponent")
record NewEvent(
        String id, EventType type, long time, String tags, List<Long> tagHashes, String metadata, byte[] payload) {
    static NewEvent of(
            String id, EventType type, long time, Set<EventTag> tags, Map<String, String> metadata, byte[] payload) {
        return new NewEvent(
                id,
                type,
                time,
                PairText.ofTags(tags),
                tags.stream().map(EventTag::hash).distinct().toList(),
                PairText.ofMetadata(metadata),
                payload);
    }
}
