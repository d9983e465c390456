/** Editing and deleting messages that were sent. */
@NullMarked
package connectly.handlers.revising;

import org.jspecify.annotations.NullMarked;
