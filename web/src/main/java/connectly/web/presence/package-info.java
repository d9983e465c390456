/** Who is there and who is typing: told in passing, kept nowhere. */
@NullMarked
package connectly.web.presence;

import org.jspecify.annotations.NullMarked;
