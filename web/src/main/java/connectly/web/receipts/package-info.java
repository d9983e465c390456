/** What members have received and read, collected before it is put on record. */
@NullMarked
package connectly.web.receipts;

import org.jspecify.annotations.NullMarked;
