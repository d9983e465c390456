@NullMarked
package connectly.web.connections;

import org.jspecify.annotations.NullMarked;
