package connectly.eventlog.verify;

import connectly.eventlog.LogFormat;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event as the file has it: bytes that no reader has touched, since a decoder makes good what is not.
 *
 * @param time milliseconds since 1970
 * @param contentHash null where the event has no content
 * @param sealed null where it has none, or none any more
 * @param purged whether its purge is noted
 */
// The bytes are handed from the row to the hashes and never compared as a record.
@SuppressWarnings("ArrayRecordComponent")
record EventRow(
        long position,
        byte[] id,
        EventTypeNames.Name type,
        long typeId,
        long time,
        byte[] tags,
        byte[] metadata,
        byte[] payload,
        byte @Nullable [] contentHash,
        byte @Nullable [] sealed,
        boolean purged) {
    static final String SELECT = """
            SELECT e.position, e.event_id, e.type, e.time, e.tags, e.metadata, e.payload, e.content_hash,
                c.sealed, p.position
            FROM event e LEFT JOIN content c ON c.position = e.position LEFT JOIN purge p ON p.position = e.position
            """;

    static EventRow of(ResultSet row, EventTypeNames types) throws SQLException, DamageException {
        long position = row.getLong(1);
        long type = row.getLong(3);
        return new EventRow(
                position,
                required(position, row.getBytes(2)),
                types.named(position, type),
                type,
                row.getLong(4),
                required(position, row.getBytes(5)),
                required(position, row.getBytes(6)),
                required(position, row.getBytes(7)),
                row.getBytes(8),
                row.getBytes(9),
                row.getBytes(10) != null);
    }

    /** The database refuses nulls when a row is written, and believes the file when it is read. */
    private static byte[] required(long position, byte @Nullable [] value) throws DamageException {
        if (value == null) {
            throw new DamageException(position, "Event %d is not whole.".formatted(position));
        }
        return value;
    }

    byte[] leaf() {
        return LogFormat.leaf(position, time, contentHash, id, type.name(), type.version(), tags, metadata, payload);
    }

    Set<Long> tagHashes() throws DamageException {
        try {
            return LogFormat.tagHashes(tags);
        } catch (IllegalArgumentException e) {
            throw new DamageException(position, "The tags of event %d are malformed.".formatted(position));
        }
    }
}
