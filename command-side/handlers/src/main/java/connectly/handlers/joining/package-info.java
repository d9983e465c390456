/** Letting somebody into a group. */
@NullMarked
package connectly.handlers.joining;

import org.jspecify.annotations.NullMarked;
