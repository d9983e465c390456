/** Who may come in: credentials, sessions, access tokens and socket tickets in identity.db. */
@NullMarked
package connectly.web.identity;

import org.jspecify.annotations.NullMarked;
