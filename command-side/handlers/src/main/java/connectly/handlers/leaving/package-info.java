/** Leaving a group, and removing somebody from it. */
@NullMarked
package connectly.handlers.leaving;

import org.jspecify.annotations.NullMarked;
