/** Giving a person or a bot an account. */
@NullMarked
package connectly.handlers.registering;

import org.jspecify.annotations.NullMarked;
