/** The updates of the socket over plain HTTP, where sockets are blocked: long poll and Server-Sent Events. */
@NullMarked
package connectly.web.updates;

import org.jspecify.annotations.NullMarked;
