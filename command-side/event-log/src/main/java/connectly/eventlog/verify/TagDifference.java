package connectly.eventlog.verify;

import connectly.eventlog.verify.TagIndexCheck.TagRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Finds the first event that the tag index is wrong about, by asking for each. Slow, and only for an index that is wrong. */
final class TagDifference {
    private final Connection connection;
    private final EventTypeNames types;
    private final long head;

    TagDifference(Connection connection, EventTypeNames types, long head) {
        this.connection = connection;
        this.types = types;
        this.head = head;
    }

    DamageException first() throws SQLException {
        DamageException missing = firstMissing();
        DamageException extra = firstExtra();
        if (missing == null || (extra != null && extra.position() < missing.position())) {
            return extra == null
                    ? new DamageException(DamageException.NOWHERE, "The tag index does not fit the tags of the events.")
                    : extra;
        }
        return missing;
    }

    private @Nullable DamageException firstMissing() throws SQLException {
        try (EventPages events = new EventPages(connection, types, head);
                PreparedStatement find = connection.prepareStatement(
                        "SELECT 1 FROM event_tag WHERE tag_hash = ? AND type = ? AND position = ?")) {
            events.each(event -> {
                for (long hash : event.tagHashes()) {
                    find.setLong(1, hash);
                    find.setLong(2, event.typeId());
                    find.setLong(3, event.position());
                    if (!hasRow(find)) {
                        throw new DamageException(
                                event.position(), "The tag index lacks a tag of event %d.".formatted(event.position()));
                    }
                }
            });
            return null;
        } catch (DamageException e) {
            return e;
        }
    }

    private @Nullable DamageException firstExtra() throws SQLException {
        DamageException first = null;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT tag_hash, type, position FROM event_tag");
                PreparedStatement find = connection.prepareStatement(EventRow.SELECT + " WHERE e.position = ?")) {
            while (row.next()) {
                TagRow tag = new TagRow(row.getLong(1), row.getLong(2), row.getLong(3));
                boolean couldBeFirst = first == null || tag.position() < first.position();
                if (tag.position() <= head && couldBeFirst && !isOfItsEvent(tag, find)) {
                    first = new DamageException(
                            tag.position(),
                            "The tag index has a row of event %d for a tag or type that the event does not have."
                                    .formatted(tag.position()));
                }
            }
        }
        return first;
    }

    private boolean isOfItsEvent(TagRow tag, PreparedStatement find) throws SQLException {
        find.setLong(1, tag.position());
        try (ResultSet row = find.executeQuery()) {
            if (!row.next()) {
                return false;
            }
            EventRow event = EventRow.of(row, types);
            return event.typeId() == tag.type() && event.tagHashes().contains(tag.hash());
        } catch (DamageException e) {
            return false;
        }
    }

    private static boolean hasRow(PreparedStatement find) throws SQLException {
        try (ResultSet row = find.executeQuery()) {
            return row.next();
        }
    }
}
