/** How much one user or address may ask for. */
@NullMarked
package connectly.web.limits;

import org.jspecify.annotations.NullMarked;
