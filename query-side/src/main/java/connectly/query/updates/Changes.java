package connectly.query.updates;

import java.util.List;

/**
 * What changed in a stretch of the log.
 *
 * @param items in log order
 * @param through the position up to which this stretch goes, whether something changed there or not
 */
public record Changes(List<Change> items, long through) {}
