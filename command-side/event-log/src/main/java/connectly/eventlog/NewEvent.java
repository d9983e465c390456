package connectly.eventlog;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event as it will be stored, made ready on the caller's thread so that the writer only writes.
 *
 * @param time milliseconds since 1970, UTC
 * @param tags in their stored form
 * @param tagHashes one for each distinct hash of a tag
 * @param metadata in its stored form
 * @param sealed its sealed content; null where it has none
 * @param contentHash SHA-256 of that; null where it has none
 * @param leaf its leaf in the Merkle tree, but for the position, which the writer gives it
 */
// The bytes are handed to statements and never compared.
@SuppressWarnings("ArrayRecordComponent")
record NewEvent(
        String id,
        EventType type,
        long time,
        String tags,
        List<Long> tagHashes,
        String metadata,
        byte[] payload,
        byte @Nullable [] sealed,
        byte @Nullable [] contentHash,
        byte[] leaf) {
    static NewEvent of(
            String id,
            EventType type,
            long time,
            Set<EventTag> tags,
            Map<String, String> metadata,
            byte[] payload,
            byte @Nullable [] sealed) {
        String storedTags = PairText.ofTags(tags);
        String storedMetadata = PairText.ofMetadata(metadata);
        byte[] contentHash = sealed == null ? null : Sha256.of(sealed);
        return new NewEvent(
                id,
                type,
                time,
                storedTags,
                tags.stream().map(EventTag::hash).distinct().toList(),
                storedMetadata,
                payload,
                sealed,
                contentHash,
                Leaf.of(0, id, type, time, storedTags, storedMetadata, payload, contentHash));
    }

    byte[] leafAt(long position) {
        return Leaf.at(position, leaf);
    }
}
