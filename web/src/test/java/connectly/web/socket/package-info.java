@NullMarked
package connectly.web.socket;

import org.jspecify.annotations.NullMarked;
