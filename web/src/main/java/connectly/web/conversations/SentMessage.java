package connectly.web.conversations;

import connectly.handlers.sending.MessageAccepted;
import connectly.query.history.MessagePlace;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The acknowledgement of a message that is on disk.
 *
 * @param seq null when the read model is more than a second behind; the update brings it
 * @param cursor after which everything later than the message follows
 * @param repeated whether it had been accepted before
 */
public record SentMessage(
        UUID messageId,
        UUID clientMessageId,
        @Nullable Long seq,
        Instant sentAt,
        @Nullable String checksum,
        String cursor,
        boolean repeated) {
    static SentMessage of(
            MessageAccepted accepted, Optional<MessagePlace> place, Function<Optional<MessagePlace>, String> cursor) {
        return new SentMessage(
                accepted.messageId().value(),
                accepted.clientMessageId().value(),
                place.map(MessagePlace::seq).orElse(null),
                accepted.sentAt(),
                accepted.checksum(),
                cursor.apply(place),
                accepted.repeated());
    }
}
