@NullMarked
package connectly.web.feed;

import org.jspecify.annotations.NullMarked;
