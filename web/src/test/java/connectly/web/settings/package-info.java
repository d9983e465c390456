@NullMarked
package connectly.web.config;

import org.jspecify.annotations.NullMarked;
