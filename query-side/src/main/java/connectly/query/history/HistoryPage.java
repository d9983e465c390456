package connectly.query.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of messages, the oldest first.
 *
 * @param next the {@code after} that gives the following, newer page; null when there is none
 * @param previous the {@code before} that gives the preceding, older page; null when there is none
 */
public record HistoryPage(
        List<MessageView> items,
        @Nullable Long next,
        @Nullable Long previous) {
    /**
     * Makes a page of what was read.
     *
     * @param items the oldest first
     * @param newest the seq of the conversation's newest message. As seqs are gapless from 1, it tells with the items
     *     themselves whether there are others on either side
     */
    static HistoryPage of(List<MessageView> items, long newest) {
        if (items.isEmpty()) {
            return new HistoryPage(List.of(), null, null);
        }
        long first = items.getFirst().seq();
        long last = items.getLast().seq();
        return new HistoryPage(List.copyOf(items), last < newest ? last : null, first > 1 ? first : null);
    }
}
