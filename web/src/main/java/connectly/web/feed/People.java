package connectly.web.feed;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.UUID;

/** One {@link Person} for each user, as long as somebody refers to it: a listener, or a conversation they are in. */
final class People {
    private final LoadingCache<UUID, Person> all =
            Caffeine.newBuilder().weakValues().build(_ -> new Person());

    Person of(UUID user) {
        return all.get(user);
    }
}
