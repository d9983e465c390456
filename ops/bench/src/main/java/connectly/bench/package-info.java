/** Measures the product on the machine at hand, against what the same disk and the same database can do at most. */
@NullMarked
package connectly.bench;

import org.jspecify.annotations.NullMarked;
