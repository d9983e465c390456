/** Contacts: who shares a conversation with whom. */
@NullMarked
package connectly.query.contacts;

import org.jspecify.annotations.NullMarked;
