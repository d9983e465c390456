/**
 * Thousands of WebSockets on one thread. It has no library beneath: what is measured must not share its two cores with
 * a client that makes objects of every frame.
 */
@NullMarked
package connectly.bench.wire;

import org.jspecify.annotations.NullMarked;
