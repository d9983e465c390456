package connectly.web.security;

import connectly.web.identity.Caller;
import connectly.web.identity.Callers;
import connectly.web.identity.EdgeCookie;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import connectly.web.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who calls the API. A request with a bearer token stands or falls by it: its cookie is not looked at, which
 * is why such a request needs no CSRF token. Pages and assets are the same for everybody, so nobody is looked up there.
 */
final class CallerFilter extends OncePerRequestFilter {
    private final Callers callers;
    private final EdgeCookie cookie;
    private final SecurityContextRepository contexts;
    private final ProblemWriter problems;

    CallerFilter(Callers callers, EdgeCookie cookie, SecurityContextRepository contexts, ProblemWriter problems) {
        this.callers = callers;
        this.cookie = cookie;
        this.contexts = contexts;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !Api.isOne(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> bearer = Bearer.of(request);
        Optional<Caller> caller = bearer.isPresent()
                ? callers.byBearer(bearer.get())
                : cookie.read(request).flatMap(callers::byCookie);
        if (bearer.isPresent() && caller.isEmpty()) {
            problems.write(
                    response,
                    Problem.of(ProblemCode.UNAUTHENTICATED)
                            .detail("The bearer token is unknown or revoked.")
                            .build());
            return;
        }
        caller.ifPresent(known -> remember(known, request, response));
        chain.doFilter(request, response);
    }

    private void remember(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new CallerAuthentication(caller));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }
}
