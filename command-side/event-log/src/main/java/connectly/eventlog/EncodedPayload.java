package connectly.eventlog;

import connectly.eventlog.sealing.ContentScope;
import org.jspecify.annotations.Nullable;

/**
 * A payload in the parts that the log keeps.
 *
 * @param open stays for ever, readable to whoever has the file
 * @param content is encrypted, and can be erased; null where there is none
 * @param scope whose the content is; null exactly where there is none
 */
// The bytes are handed to the statement and never compared.
@SuppressWarnings("ArrayRecordComponent")
public record EncodedPayload(
        byte[] open, byte @Nullable [] content, @Nullable ContentScope scope) {
    public EncodedPayload {
        if ((content == null) != (scope == null)) {
            throw new IllegalArgumentException("content has a scope, and a scope has content");
        }
    }

    /** A payload that holds nothing to be erased. */
    public static EncodedPayload open(byte[] bytes) {
        return new EncodedPayload(bytes, null, null);
    }
}
