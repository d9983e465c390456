package connectly.web;

import connectly.web.identity.Account;
import connectly.web.identity.AccountDirectory;
import connectly.web.identity.AccountKind;
import connectly.web.identity.AccountRegistrar;
import connectly.web.identity.SessionsRevoked;
import connectly.web.identity.UsernameTakenException;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The edge alone: everything of identity and security, with accounts in memory instead of the log. */
@SpringBootConfiguration
@EnableAutoConfiguration(exclude = UserDetailsServiceAutoConfiguration.class)
@ComponentScan(
        basePackages = {
            "connectly.web.config",
            "connectly.web.contract",
            "connectly.web.correlation",
            "connectly.web.health",
            "connectly.web.identity",
            "connectly.web.json",
            "connectly.web.pages",
            "connectly.web.problem",
            "connectly.web.security"
        },
        excludeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = "connectly\\.web\\.config\\.ChatConfiguration"))
class EdgeApplication {
    @Bean
    Accounts accounts() {
        return new Accounts();
    }

    @Bean
    Revocations revocations() {
        return new Revocations();
    }

    static final class Accounts implements AccountDirectory, AccountRegistrar {
        private final Map<String, Account> byName = new ConcurrentHashMap<>();

        @Override
        public Optional<Account> byUsername(String username) {
            return Optional.ofNullable(byName.get(username));
        }

        @Override
        public Optional<Account> byId(UUID userId) {
            return byName.values().stream()
                    .filter(account -> account.userId().equals(userId))
                    .findFirst();
        }

        @Override
        public void register(UUID userId, String username, String displayName, AccountKind kind, String correlationId)
                throws UsernameTakenException {
            if (byName.putIfAbsent(username, new Account(userId, username, displayName)) != null) {
                throw new UsernameTakenException();
            }
        }
    }

    static final class Revocations {
        final Queue<SessionsRevoked> seen = new ConcurrentLinkedQueue<>();

        @EventListener
        void revoked(SessionsRevoked event) {
            seen.add(event);
        }
    }

    /** Ways to fail that no real controller offers; found as a member of this configuration. */
    @RestController
    static final class Probe {
        record Typed(
                @Nullable String text,
                @Nullable Integer number,
                @Nullable Typed inner) {}

        @PostMapping(path = "/api/v1/probe", consumes = MediaType.APPLICATION_JSON_VALUE)
        Typed echo(@RequestBody Typed typed) {
            return typed;
        }

        @GetMapping("/api/v1/probe/failure")
        void fail() {
            throw new IllegalStateException("the secret inside");
        }

        @GetMapping("/broken-page")
        void failOnPage() {
            throw new IllegalStateException("the secret inside");
        }
    }
}
