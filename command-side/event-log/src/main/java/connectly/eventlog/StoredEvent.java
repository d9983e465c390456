package connectly.eventlog;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event as the log has it.
 *
 * @param position dense, from 1; the only order there is
 * @param time milliseconds since 1970, UTC
 * @param tagText its tags in their stored form, private ones hidden
 * @param metadataText its metadata in its stored form
 * @param contentHash SHA-256 of its sealed content as it was appended; null where it never had any
 * @param sealed its sealed content; null where it has none, or none any more
 */
// The bytes are handed from the row to the decoder and never compared.
@SuppressWarnings("ArrayRecordComponent")
record StoredEvent(
        long position,
        String id,
        EventType type,
        long time,
        String tagText,
        String metadataText,
        byte[] payload,
        byte @Nullable [] contentHash,
        byte @Nullable [] sealed) {
    Set<EventTag> tags() {
        return PairText.tags(tagText);
    }

    Map<String, String> metadata() {
        return PairText.metadata(metadataText);
    }

    byte[] leaf() {
        return Leaf.of(position, id, type, time, tagText, metadataText, payload, contentHash);
    }
}
