/** What changed, told to whoever is connected, once and in log order. */
@NullMarked
package connectly.web.feed;

import org.jspecify.annotations.NullMarked;
