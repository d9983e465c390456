package connectly.web.security;

import connectly.web.identity.Caller;
import connectly.web.limits.ClientAddress;
import connectly.web.limits.RateLimiter;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import connectly.web.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a user, or an address nobody is logged in from, call the API so often and no more. Polls are counted apart: in a
 * busy conversation they come as often as messages do, and must not use up what the user needs to answer. The tiles of the
 * log may be read as often as the API is called from each address, counted apart, too: an auditor who reads them all keeps
 * nobody there from logging in.
 */
final class RateLimitFilter extends OncePerRequestFilter {
    private static final String UPDATES = "/api/v1/updates";

    private final RateLimiter calls;
    private final RateLimiter polls;
    private final ProblemWriter problems;

    RateLimitFilter(RateLimiter calls, RateLimiter polls, ProblemWriter problems) {
        this.calls = calls;
        this.polls = polls;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !Api.isOne(request) && !isOfTheLog(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        RateLimiter limiter = Api.path(request).startsWith(UPDATES) ? polls : calls;
        Optional<Duration> wait = limiter.take(key(request));
        if (wait.isPresent()) {
            problems.write(
                    response,
                    Problem.of(ProblemCode.RATE_LIMITED).retryAfter(wait.get()).build());
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isOfTheLog(HttpServletRequest request) {
        return Api.path(request).startsWith("/log/");
    }

    private static String key(HttpServletRequest request) {
        if (isOfTheLog(request)) {
            return "log " + ClientAddress.of(request);
        }
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication instanceof CallerAuthentication known
                ? key(known.getPrincipal())
                : ClientAddress.of(request);
    }

    private static String key(Caller caller) {
        return caller.userId() == null ? "admin" : caller.userId().toString();
    }
}
