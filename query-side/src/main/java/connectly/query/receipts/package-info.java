/** How far somebody is in their conversations, and so what a receipt of theirs would add. */
@NullMarked
package connectly.query.receipts;

import org.jspecify.annotations.NullMarked;
