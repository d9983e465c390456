package connectly.web.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import connectly.web.limits.RateLimiter;
import java.time.Duration;

/** How often typing is told of. What comes sooner is dropped: the next will do. */
final class TypingPace {
    /** When those who were told forget it by themselves. */
    private static final Duration SHOWN = Duration.ofSeconds(8);

    private static final int MOST_SHOWN = 100_000;

    private final RateLimiter ofOne;
    private final RateLimiter ofUser;
    private final RateLimiter ofConversation;
    /** Who types as far as others know, or will know in a moment. */
    private final Cache<Typist, Boolean> shown;

    /**
     * One in 5 seconds a user and conversation; of a user in all conversations ten at once and one a second, because each
     * is decided on the log; of a conversation ten in 5 seconds, because nobody reads that more people are typing.
     */
    TypingPace(Ticker time) {
        this.ofOne = new RateLimiter(1, Duration.ofSeconds(5), time::read);
        this.ofUser = new RateLimiter(10, Duration.ofSeconds(10), time::read);
        this.ofConversation = new RateLimiter(10, Duration.ofSeconds(5), time::read);
        this.shown = Caffeine.newBuilder()
                .ticker(time)
                .maximumSize(MOST_SHOWN)
                .expireAfterWrite(SHOWN)
                .build();
    }

    /** Whether it is time to ask whom to tell. The end is told once after a beginning was. */
    boolean allows(Typist typist, boolean on) {
        if (!on) {
            return shown.asMap().remove(typist) != null;
        }
        boolean allowed = ofOne.take(typist.key()).isEmpty()
                && ofUser.take(typist.userId().toString()).isEmpty();
        if (allowed) {
            shown.put(typist, true);
        }
        return allowed;
    }

    /** Whether it has not ended meanwhile, and the members have not been told of too many already. */
    boolean allowsToShow(Typist typist) {
        boolean allowed = shown.getIfPresent(typist) != null
                && ofConversation.take(typist.conversationId().toString()).isEmpty();
        if (!allowed) {
            shown.invalidate(typist);
        }
        return allowed;
    }
}
