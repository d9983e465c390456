@NullMarked
package connectly.web.identity;

import org.jspecify.annotations.NullMarked;
