/** Lets tests see what a read model executes. */
@NullMarked
package connectly.readmodel;

import org.jspecify.annotations.NullMarked;
