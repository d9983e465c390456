package connectly.handlers.sending;

import connectly.events.ClientMessageId;
import connectly.events.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The message is on disk.
 *
 * @param checksum lower-case hex SHA-256 of the UTF-8 body; null once that is erased
 * @param repeated whether it was there before this command
 */
public record MessageAccepted(
        MessageId messageId,
        ClientMessageId clientMessageId,
        Instant sentAt,
        @Nullable String checksum,
        boolean repeated) {}
