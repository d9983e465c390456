/** Editing and deleting messages that were sent, and reacting to them. */
@NullMarked
package connectly.handlers.revising;

import org.jspecify.annotations.NullMarked;
