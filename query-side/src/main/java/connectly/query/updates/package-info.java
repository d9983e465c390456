/** What changed since a position of the log, the same for live push and for catching up. */
@NullMarked
package connectly.query.updates;

import org.jspecify.annotations.NullMarked;
