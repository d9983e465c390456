/**
 * Whether a log is what was written: every row, the tree over them, the checkpoints that were signed for it, and what
 * outsiders kept of it. Reads the file alone, beside a server or after it, and needs no key but the public one in it.
 *
 * <p>Start at {@link connectly.eventlog.verify.LogVerification}. Each check stops at the first thing that is wrong with a
 * {@code DamageException}; events come first, one after the other, then what is made from them.
 */
@NullMarked
package connectly.eventlog.verify;

import org.jspecify.annotations.NullMarked;
