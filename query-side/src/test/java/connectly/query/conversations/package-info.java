/** Tests of the list of conversations. */
@NullMarked
package connectly.query.conversations;

import org.jspecify.annotations.NullMarked;
