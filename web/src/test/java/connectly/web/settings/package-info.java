@NullMarked
package connectly.web.settings;

import org.jspecify.annotations.NullMarked;
