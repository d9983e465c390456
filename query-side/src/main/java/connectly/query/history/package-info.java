/** The messages of a conversation. */
@NullMarked
package connectly.query.history;

import org.jspecify.annotations.NullMarked;
