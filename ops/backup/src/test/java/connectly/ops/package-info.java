@NullMarked
package connectly.ops;

import org.jspecify.annotations.NullMarked;
