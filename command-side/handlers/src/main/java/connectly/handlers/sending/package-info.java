/** Sending a message. */
@NullMarked
package connectly.handlers.sending;

import org.jspecify.annotations.NullMarked;
