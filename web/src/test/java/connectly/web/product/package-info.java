/**
 * Tests of the packaged product from outside: a child process, HTTP, WebSocket and real browsers, nothing of its
 * classes. They hold the product to its public contract.
 */
@NullMarked
package connectly.web.product;

import org.jspecify.annotations.NullMarked;
