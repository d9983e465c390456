package connectly.handlers.revising;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The message is as it was asked for, on disk.
 *
 * @param changed false where it was so before
 * @param at when that came about; null where the message always was so
 */
public record MessageRevised(boolean changed, @Nullable Instant at) {}
