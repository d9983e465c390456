@NullMarked
package connectly.web.limits;

import org.jspecify.annotations.NullMarked;
