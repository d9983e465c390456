/** Beginning a conversation. */
@NullMarked
package connectly.handlers.conversing;

import org.jspecify.annotations.NullMarked;
