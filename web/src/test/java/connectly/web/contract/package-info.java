@NullMarked
package connectly.web.contract;

import org.jspecify.annotations.NullMarked;
