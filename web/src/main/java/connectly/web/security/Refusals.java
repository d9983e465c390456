package connectly.web.security;

import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import connectly.web.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** What the security filters answer: the same problems as everybody else. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
    private final ProblemWriter problems;

    Refusals(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        problems.write(response, Problem.of(ProblemCode.UNAUTHENTICATED).build());
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        Problem problem = e instanceof CsrfException
                ? Problem.of(ProblemCode.CSRF_FAILED)
                        .detail("Get a token from /api/v1/csrf and send it as " + CsrfTokens.HEADER + ".")
                        .build()
                : Problem.of(ProblemCode.FORBIDDEN).build();
        problems.write(response, problem);
    }
}
