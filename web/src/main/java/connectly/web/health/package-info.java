/** Whether this process lives and whether it is ready to serve. */
@NullMarked
package connectly.web.health;

import org.jspecify.annotations.NullMarked;
