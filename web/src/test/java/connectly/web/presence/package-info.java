@NullMarked
package connectly.web.presence;

import org.jspecify.annotations.NullMarked;
