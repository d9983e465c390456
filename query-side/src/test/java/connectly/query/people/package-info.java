/** Tests of finding people. */
@NullMarked
package connectly.query.people;

import org.jspecify.annotations.NullMarked;
