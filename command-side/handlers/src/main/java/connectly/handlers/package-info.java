@NullMarked
package connectly.handlers;

import org.jspecify.annotations.NullMarked;
