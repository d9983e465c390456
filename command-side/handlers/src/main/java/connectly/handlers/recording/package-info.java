/** Recording up to where members have and have read a conversation. */
@NullMarked
package connectly.handlers.recording;

import org.jspecify.annotations.NullMarked;
