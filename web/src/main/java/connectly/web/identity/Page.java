package connectly.web.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list as clients get it; ours are short, so there is never a {@code next}. */
record Page<T>(List<T> items, @Nullable String next) {
    static <T> Page<T> whole(List<T> items) {
        return new Page<>(List.copyOf(items), null);
    }
}
