/**
 * The published language of the chat: every fact that the log can hold, the ids they speak of, and their JSON.
 *
 * <p>Events are kept for ever. A record here never changes its meaning; a new shape is a new version of its name, and the
 * golden files in the tests keep every version readable.
 */
@NullMarked
package connectly.events;

import org.jspecify.annotations.NullMarked;
