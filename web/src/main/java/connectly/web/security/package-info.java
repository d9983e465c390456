/** The HTTP edge's guards: authentication of requests, CSRF, headers, limits. */
@NullMarked
package connectly.web.security;

import org.jspecify.annotations.NullMarked;
