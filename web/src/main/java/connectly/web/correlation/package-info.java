/** The id that ties a request to its log lines, its answer and the events it caused. */
@NullMarked
package connectly.web.correlation;

import org.jspecify.annotations.NullMarked;
