/** What the operator sets, read once and checked before anything starts. */
@NullMarked
package connectly.web.config;

import org.jspecify.annotations.NullMarked;
