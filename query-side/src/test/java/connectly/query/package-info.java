/** How queries are tested: on rows in a real file. */
@NullMarked
package connectly.query;

import org.jspecify.annotations.NullMarked;
