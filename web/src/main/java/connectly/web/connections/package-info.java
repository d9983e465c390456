/** What sockets, streams and waiting polls have in common: their places, their queues, and how they begin and end. */
@NullMarked
package connectly.web.connections;

import org.jspecify.annotations.NullMarked;
