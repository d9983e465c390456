/** How JSON is read and written everywhere at the edge. */
@NullMarked
package connectly.web.json;

import org.jspecify.annotations.NullMarked;
