/**
 * Load on a running product, as its clients make it, and what they see. Whatever is measured is checked meanwhile:
 * every member must get every message once and in order, and every message must be acknowledged once.
 */
@NullMarked
package connectly.bench.chat;

import org.jspecify.annotations.NullMarked;
