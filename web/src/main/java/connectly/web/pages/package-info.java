/** The browser UI's files as the build left them on the class path. */
@NullMarked
package connectly.web.pages;

import org.jspecify.annotations.NullMarked;
