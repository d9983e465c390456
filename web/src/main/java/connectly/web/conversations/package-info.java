/** Conversations and messages over HTTP. */
@NullMarked
package connectly.web.conversations;

import org.jspecify.annotations.NullMarked;
