@NullMarked
package connectly.web.updates;

import org.jspecify.annotations.NullMarked;
