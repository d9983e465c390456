@NullMarked
package connectly.web;

import org.jspecify.annotations.NullMarked;
