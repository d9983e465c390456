/** Errors as RFC 9457 problems: one shape, stable codes, nothing leaked. */
@NullMarked
package connectly.web.problem;

import org.jspecify.annotations.NullMarked;
