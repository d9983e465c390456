@NullMarked
package connectly.eventlog.sealing;

import org.jspecify.annotations.NullMarked;
