/** Accounts: who somebody is, and finding them. */
@NullMarked
package connectly.query.people;

import org.jspecify.annotations.NullMarked;
