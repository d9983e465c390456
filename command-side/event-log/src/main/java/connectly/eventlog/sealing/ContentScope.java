package connectly.eventlog.sealing;

import org.jspecify.annotations.Nullable;

/**
 * Whose a piece of content is, and so which keys seal it.
 *
 * @param author who wrote it; destroying the author's key erases it
 * @param context where it was written, if it is to expire with its month: destroying the key of that context and month
 *     erases it too; null where only the author's key seals it
 */
public record ContentScope(String author, @Nullable String context) {}
