package connectly.web.conversations;

import connectly.query.history.MessageView;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The acknowledgement of an edit or a deletion that is on disk.
 *
 * @param at when it came about; null where the message always was so
 * @param cursor after which everything later than the change follows
 */
public record RevisedMessage(UUID messageId, @Nullable Instant at, String cursor) {
    /** Whether what was read of the message is not older than this. */
    boolean isShownBy(MessageView message) {
        Instant edited = message.editedAt();
        return at == null || message.deletedAt() != null || (edited != null && !edited.isBefore(at));
    }
}
