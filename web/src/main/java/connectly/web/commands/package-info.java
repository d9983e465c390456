/** The way from the edge to the decisions, and the words for their refusals. */
@NullMarked
package connectly.web.commands;

import org.jspecify.annotations.NullMarked;
