/** The chat's events in the log: where the language of the chat and the log, which knows nothing of it, meet. */
@NullMarked
package connectly.chatlog;

import org.jspecify.annotations.NullMarked;
