package connectly.web.security;

import connectly.web.identity.Callers;
import connectly.web.identity.EdgeCookie;
import connectly.web.limits.RateLimiter;
import connectly.web.problem.ProblemWriter;
import connectly.web.settings.Secrets;
import connectly.web.settings.Settings;
import jakarta.servlet.DispatcherType;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;

/**
 * The one filter chain. Everything that belongs to somebody is under {@code /api}; beside it there are pages, assets,
 * health and the hash tiles of the log, the same for everybody, and {@code /ws}, whose handshake redeems a ticket.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    private static final int REQUESTS_A_MINUTE = 200;
    private static final int POLLS_A_MINUTE = 600;

    /** A span and a timer for every filter would cost more than the filters. Requests are observed as a whole. */
    @Bean
    SecurityObservationSettings securityObservationSettings() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http,
            Settings settings,
            Secrets secrets,
            Callers callers,
            EdgeCookie sessionCookie,
            ProblemWriter problems) {
        var refusals = new Refusals(problems);
        var contexts = new RequestAttributeSecurityContextRepository();
        var csrfTokens = new CsrfTokens(secrets.secretKey(), sessionCookie, EdgeCookie.beforeLogin(settings.stage()));
        http.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .securityContext(context -> context.securityContextRepository(contexts))
                .requestCache(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens)
                        .requireCsrfProtectionMatcher(new NeedsCsrfToken(sessionCookie)))
                .headers(headers -> SecurityHeaders.apply(headers, settings.stage()))
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .addFilterBefore(
                        new CallerFilter(callers, sessionCookie, contexts, problems),
                        AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(SecurityConfiguration::rules);
        if (settings.limited()) {
            http.addFilterAfter(
                    new RateLimitFilter(
                            new RateLimiter(REQUESTS_A_MINUTE, Duration.ofMinutes(1)),
                            new RateLimiter(POLLS_A_MINUTE, Duration.ofMinutes(1)),
                            problems),
                    AnonymousAuthenticationFilter.class);
        }
        return http.build();
    }

    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests
                // "/" is answered by a forward to index.html, a failure by a dispatch to the error page.
                .dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR)
                .permitAll()
                .requestMatchers(HttpMethod.POST, "/api/v1/accounts", "/api/v1/sessions")
                .permitAll()
                // HEAD is GET without the body, and is let in as it is.
                .requestMatchers(HttpMethod.GET, "/api/v1/csrf")
                .permitAll()
                .requestMatchers(HttpMethod.HEAD, "/api/v1/csrf")
                .permitAll()
                .requestMatchers(HttpMethod.POST, "/api/v1/bots")
                .hasRole("ADMIN")
                // A read-only token may listen; what it sends over the socket is refused frame by frame.
                .requestMatchers(HttpMethod.POST, "/api/v1/socket-tickets")
                .hasAuthority("SCOPE_READ")
                .requestMatchers(HttpMethod.GET, "/api/**")
                .hasAuthority("SCOPE_READ")
                .requestMatchers(HttpMethod.HEAD, "/api/**")
                .hasAuthority("SCOPE_READ")
                .requestMatchers("/api/**")
                .hasAuthority("SCOPE_WRITE")
                .requestMatchers(HttpMethod.GET, "/**")
                .permitAll()
                .requestMatchers(HttpMethod.HEAD, "/**")
                .permitAll()
                .anyRequest()
                .denyAll();
    }
}
