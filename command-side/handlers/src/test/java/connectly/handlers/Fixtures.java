package connectly.handlers;

import connectly.events.AccountKind;
import connectly.events.AccountRegistered;
import connectly.events.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.axonframework.conversion.Converter;
import org.axonframework.conversion.PassThroughConverter;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.test.fixture.AxonTestFixture;

/** The chat's decisions on Axon's in-memory engine, at a fixed time. */
public final class Fixtures {
    public static final Instant NOW = Instant.parse("2026-11-24T10:00:00.123Z");
    public static final UserId ANN = UserId.parse("019abcde-0000-7000-8000-000000000001");
    public static final UserId BOB = UserId.parse("019abcde-0000-7000-8000-000000000002");
    public static final UserId CYD = UserId.parse("019abcde-0000-7000-8000-000000000003");

    private Fixtures() {}

    /** The in-memory engine keeps events as they are; without a converter that says so, Axon asks for Jackson 2. */
    public static AxonTestFixture chat() {
        EventSourcingConfigurer configurer = EventSourcingConfigurer.create()
                .componentRegistry(components ->
                        components.registerComponent(Converter.class, _ -> PassThroughConverter.INSTANCE));
        return AxonTestFixture.with(
                ChatCommands.configure(configurer, Clock.fixed(NOW, ZoneOffset.UTC), new SimpleMeterRegistry()));
    }

    public static AccountRegistered account(UserId user, String username) {
        return new AccountRegistered(user, username, username, AccountKind.PERSON, NOW);
    }
}
