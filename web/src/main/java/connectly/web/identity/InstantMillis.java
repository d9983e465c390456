package connectly.web.identity;

import java.time.Instant;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/** Times as milliseconds since 1970 UTC. Public because the generated table classes name it. */
public final class InstantMillis extends AbstractConverter<Long, Instant> {
    public InstantMillis() {
        super(Long.class, Instant.class);
    }

    @Override
    public @Nullable Instant from(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    @Override
    public @Nullable Long to(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }
}
