package connectly.web.feed;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An update as it is sent, written once for all its receivers.
 *
 * @param cursor the cursor in it, after which the client goes on
 * @param conversation what it is about
 * @param removed the user who is gone from that conversation by it; null mostly
 * @param json the {@code update} frame of the contract, in UTF-8; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record UpdateFrame(
        String cursor, UUID conversation, @Nullable UUID removed, byte[] json) {}
