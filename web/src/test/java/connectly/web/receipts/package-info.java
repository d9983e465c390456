@NullMarked
package connectly.web.receipts;

import org.jspecify.annotations.NullMarked;
