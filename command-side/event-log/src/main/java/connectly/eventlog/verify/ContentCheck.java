package connectly.eventlog.verify;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Holds sealed content against the hash in its event's row. Which of it can still be read is for the keys to say. */
final class ContentCheck {
    private final MessageDigest sha256 = sha256();

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void check(EventRow row) throws DamageException {
        String wrong = wrong(row.contentHash(), row.sealed(), row.purged());
        if (wrong != null) {
            throw new DamageException(row.position(), wrong.formatted(row.position()));
        }
    }

    private @Nullable String wrong(byte @Nullable [] hash, byte @Nullable [] sealed, boolean purged) {
        if (hash == null) {
            return sealed != null || purged
                    ? "Event %d was written without content, and has some, or a purge of it, now."
                    : null;
        }
        if (sealed == null) {
            return purged ? null : "The content of event %d is missing, and no purge of it is noted.";
        }
        if (purged) {
            return "The purge of the content of event %d is noted, but the content is there.";
        }
        return Arrays.equals(sha256.digest(sealed), hash)
                ? null
                : "The sealed content of event %d is not what was written: its hash is another.";
    }
}
