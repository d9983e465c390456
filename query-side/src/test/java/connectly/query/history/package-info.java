/** Tests of the history. */
@NullMarked
package connectly.query.history;

import org.jspecify.annotations.NullMarked;
