@NullMarked
package connectly.eventlog;

import org.jspecify.annotations.NullMarked;
