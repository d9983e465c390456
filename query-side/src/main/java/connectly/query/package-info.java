@NullMarked
package connectly.query;

import org.jspecify.annotations.NullMarked;
