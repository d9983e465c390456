package connectly.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param items of this page, in the list's order
 * @param next what to ask for to get the following page; null when this is the last
 */
public record Page<T>(List<T> items, @Nullable String next) {}
