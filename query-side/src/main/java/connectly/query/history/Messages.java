package connectly.query.history;

import static connectly.readmodel.jooq.Tables.MESSAGE;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** How a row of the message table becomes what people see; one place, so that history and push cannot differ. */
public final class Messages {
    /** What {@link #view} needs of a row. */
    public static final List<Field<?>> FIELDS = List.of(
            MESSAGE.MESSAGE_ID,
            MESSAGE.CONVERSATION_ID,
            MESSAGE.SEQ,
            MESSAGE.SENDER_ID,
            MESSAGE.BODY,
            MESSAGE.REPLY_TO,
            MESSAGE.SENT_AT,
            MESSAGE.EDITED_AT,
            MESSAGE.DELETED_AT,
            MESSAGE.CHECKSUM,
            MESSAGE.REACTIONS);

    private Messages() {}

    /** The view of a row. It does not say yet how far the message has come. */
    public static MessageView view(Record row, Reactions reactions) {
        UUID message = required(row, MESSAGE.MESSAGE_ID);
        return new MessageView(
                message,
                required(row, MESSAGE.CONVERSATION_ID),
                required(row, MESSAGE.SEQ),
                required(row, MESSAGE.SENDER_ID),
                row.get(MESSAGE.BODY),
                row.get(MESSAGE.REPLY_TO),
                Instant.ofEpochMilli(required(row, MESSAGE.SENT_AT)),
                time(row.get(MESSAGE.EDITED_AT)),
                time(row.get(MESSAGE.DELETED_AT)),
                reactions.of(message),
                row.get(MESSAGE.CHECKSUM),
                null,
                null,
                null);
    }

    /** The message, with how far it has come where it is the viewer's own. */
    public static MessageView withDelivery(MessageView message, UUID viewer, DSLContext tables) {
        return Progress.on(List.of(message), viewer, tables).getFirst();
    }

    private static @Nullable Instant time(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static <T> T required(Record row, Field<T> field) {
        return Objects.requireNonNull(row.get(field), field.getName());
    }
}
