package connectly.web.identity;

import connectly.web.settings.Settings;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires identity; everybody else sees {@link Callers}, {@link SocketTickets}, {@link EdgeCookie} and the two ports. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {
    @Bean
    IdentityDatabase identityDatabase(Settings settings) {
        return IdentityDatabase.open(settings.dataDirectory());
    }

    @Bean
    Credentials credentials(IdentityDatabase database, Clock clock) {
        return new Credentials(database, clock);
    }

    @Bean
    Sessions sessions(IdentityDatabase database, Clock clock, ApplicationEventPublisher events) {
        return new Sessions(database, clock, events);
    }

    @Bean
    AccessTokens accessTokens(IdentityDatabase database, Clock clock, ApplicationEventPublisher events) {
        return new AccessTokens(database, clock, events);
    }

    @Bean
    Callers callers(Sessions sessions, AccessTokens accessTokens, Settings settings) {
        return new Callers(sessions, accessTokens, settings.adminToken());
    }

    @Bean
    PresencePrivacy presencePrivacy(IdentityDatabase database) {
        return new PresencePrivacy(database);
    }

    @Bean
    SocketTickets socketTickets(Clock clock, Callers callers) {
        return new SocketTickets(clock, callers);
    }

    @Bean
    PasswordHasher passwordHasher() {
        return new PasswordHasher(Argon2Cost.STANDARD, Runtime.getRuntime().availableProcessors());
    }

    @Bean
    AccountForm accountForm() {
        return new AccountForm(new PasswordPolicy());
    }

    @Bean
    Registration registration(
            Credentials credentials, AccessTokens accessTokens, AccountRegistrar registrar, PasswordHasher hasher) {
        return new Registration(credentials, accessTokens, registrar, hasher);
    }

    @Bean
    Login login(
            AccountDirectory accounts,
            Credentials credentials,
            Sessions sessions,
            PasswordHasher hasher,
            Settings settings) {
        return new Login(accounts, credentials, sessions, hasher, new LoginThrottle(settings.limited()));
    }

    @Bean
    EdgeCookie sessionCookie(Settings settings) {
        return EdgeCookie.ofSession(settings.stage());
    }

    @Bean
    IdentityReadiness identityReadiness(IdentityDatabase database) {
        return new IdentityReadiness(database);
    }
}
