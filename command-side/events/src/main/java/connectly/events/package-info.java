@NullMarked
package connectly.events;

import org.jspecify.annotations.NullMarked;
