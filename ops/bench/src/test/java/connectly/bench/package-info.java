@NullMarked
package connectly.bench;

import org.jspecify.annotations.NullMarked;
