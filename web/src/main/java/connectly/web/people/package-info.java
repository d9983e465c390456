/** Finding people over HTTP. */
@NullMarked
package connectly.web.people;

import org.jspecify.annotations.NullMarked;
