/** The composition root: the one place that knows every part and puts them together. */
@NullMarked
package connectly.web.config;

import org.jspecify.annotations.NullMarked;
