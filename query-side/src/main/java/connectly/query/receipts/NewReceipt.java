package connectly.query.receipts;

import java.util.UUID;

/**
 * A receipt that says more than what is known.
 *
 * @param conversationId where
 * @param position the log's, of the message up to which it goes
 */
public record NewReceipt(UUID conversationId, long position) {}
