/** The public contract, served as documents for programs to read. */
@NullMarked
package connectly.web.contract;

import org.jspecify.annotations.NullMarked;
