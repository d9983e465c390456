@NullMarked
package connectly.bench.wire;

import org.jspecify.annotations.NullMarked;
