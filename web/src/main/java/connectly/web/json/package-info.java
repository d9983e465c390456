/** How JSON, and the ids in it and in addresses, are read and written everywhere at the edge. */
@NullMarked
package connectly.web.json;

import org.jspecify.annotations.NullMarked;
