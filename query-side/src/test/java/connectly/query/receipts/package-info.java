@NullMarked
package connectly.query.receipts;

import org.jspecify.annotations.NullMarked;
