@NullMarked
package connectly.projectors;

import org.jspecify.annotations.NullMarked;
