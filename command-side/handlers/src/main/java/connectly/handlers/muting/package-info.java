/** Muting a member, and letting them write again. */
@NullMarked
package connectly.handlers.muting;

import org.jspecify.annotations.NullMarked;
