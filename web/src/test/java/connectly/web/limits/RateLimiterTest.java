package connectly.web.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private final AtomicLong nanos = new AtomicLong();
    private final RateLimiter limiter = new RateLimiter(5, Duration.ofMinutes(30), nanos::get);

    @Test
    void onePlaceComesBackAfterItsShareOfThePeriod() {
        takeAll();
        assertThat(limiter.take("alice")).contains(Duration.ofMinutes(6));

        nanos.addAndGet(Duration.ofMinutes(6).toNanos());

        assertThat(limiter.take("alice")).isEmpty();
        assertThat(limiter.take("alice")).isPresent();
    }

    @Test
    void aPlaceGivenBackCanBeTakenAgain() {
        takeAll();
        limiter.giveBack("alice");

        assertThat(limiter.take("alice")).isEmpty();
        assertThat(limiter.take("alice")).isPresent();
    }

    @Test
    void keysDoNotShareTheirPlaces() {
        takeAll();

        assertThat(limiter.take("alice")).isPresent();
        assertThat(limiter.take("bob")).isEmpty();
    }

    @Test
    void addressesOfOneIpv6CustomerCountAsOne() {
        assertThat(ClientAddress.of("2001:db8:1:2:3:4:5:6")).isEqualTo(ClientAddress.of("2001:db8:1:2::1"));
        assertThat(ClientAddress.of("2001:db8:1:3::1")).isNotEqualTo(ClientAddress.of("2001:db8:1:2::1"));
        assertThat(ClientAddress.of("192.0.2.1")).isNotEqualTo(ClientAddress.of("192.0.2.2"));
    }

    private void takeAll() {
        for (int i = 0; i < 5; i++) {
            assertThat(limiter.take("alice")).isEmpty();
        }
    }
}
