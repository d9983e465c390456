/** Typing: nothing of it is kept, but who may tell whom is decided as everything else is. */
@NullMarked
package connectly.handlers.typing;

import org.jspecify.annotations.NullMarked;
