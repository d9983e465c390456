/** Conversations, their members, and what somebody has not read in them. */
@NullMarked
package connectly.query.conversations;

import org.jspecify.annotations.NullMarked;
