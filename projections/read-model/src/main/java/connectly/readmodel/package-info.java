@NullMarked
package connectly.readmodel;

import org.jspecify.annotations.NullMarked;
