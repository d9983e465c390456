/** The socket of the public contract: one connection, its frames, its queue. */
@NullMarked
package connectly.web.socket;

import org.jspecify.annotations.NullMarked;
