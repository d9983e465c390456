/** What operators run beside the server, each a command of the jar. They work on the files and start no server. */
@NullMarked
package connectly.ops;

import org.jspecify.annotations.NullMarked;
