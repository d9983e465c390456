/** What the operator sets, read once and checked before anything starts. */
@NullMarked
package connectly.web.settings;

import org.jspecify.annotations.NullMarked;
