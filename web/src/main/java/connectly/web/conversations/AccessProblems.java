package connectly.web.conversations;

import connectly.query.AccessDeniedException;
import connectly.web.commands.Rejections;
import connectly.web.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers a query that its viewer may not ask in the words that a command would get. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class AccessProblems {
    private final ProblemWriter writer;

    AccessProblems(ProblemWriter writer) {
        this.writer = writer;
    }

    @ExceptionHandler
    void refused(AccessDeniedException e, HttpServletResponse response) throws IOException {
        writer.write(response, Rejections.Conversations.refused(e.access()));
    }
}
