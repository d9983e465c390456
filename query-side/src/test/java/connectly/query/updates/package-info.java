/** Tests of what changed since. */
@NullMarked
package connectly.query.updates;

import org.jspecify.annotations.NullMarked;
