@NullMarked
package connectly.web.json;

import org.jspecify.annotations.NullMarked;
