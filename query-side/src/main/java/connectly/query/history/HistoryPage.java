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
     * @param nearest the messages nearest to the bound, one more than {@code limit} where there are more
     * @param forward whether they were read from older to newer
     * @param bounded whether there may be messages on the other side of the bound
     */
    static HistoryPage of(List<MessageView> nearest, int limit, boolean forward, boolean bounded) {
        boolean more = nearest.size() > limit;
        List<MessageView> kept = more ? nearest.subList(0, limit) : nearest;
        List<MessageView> items = forward ? kept : kept.reversed();
        if (items.isEmpty()) {
            return new HistoryPage(List.of(), null, null);
        }
        Long oldest = items.getFirst().seq();
        Long newest = items.getLast().seq();
        boolean older = forward ? oldest > 1 : more;
        boolean newer = forward ? more : bounded;
        return new HistoryPage(List.copyOf(items), newer ? newest : null, older ? oldest : null);
    }
}
