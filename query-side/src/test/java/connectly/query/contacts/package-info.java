@NullMarked
package connectly.query.contacts;

import org.jspecify.annotations.NullMarked;
