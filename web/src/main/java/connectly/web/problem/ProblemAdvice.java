package connectly.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Turns what controllers throw into problems. Nothing of an exception's own text reaches a client; what we did not
 * expect is logged with the correlation id and answered as {@code internal}.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
final class ProblemAdvice {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final ProblemWriter writer;

    ProblemAdvice(ProblemWriter writer) {
        this.writer = writer;
    }

    @ExceptionHandler
    void ours(ProblemException e, HttpServletResponse response) throws IOException {
        writer.write(response, e.problem());
    }

    @ExceptionHandler
    void unreadable(HttpMessageNotReadableException e, HttpServletResponse response) throws IOException {
        writer.write(response, UnreadableBody.problem(e));
    }

    @ExceptionHandler
    void tooLarge(BodyTooLargeException e, HttpServletResponse response) throws IOException {
        writer.write(response, UnreadableBody.tooLarge());
    }

    @ExceptionHandler
    void wrongType(MethodArgumentTypeMismatchException e, HttpServletResponse response) throws IOException {
        writer.write(response, UnreadableBody.field(e.getName(), "malformed", "This value cannot be read."));
    }

    @ExceptionHandler
    void missing(MissingServletRequestParameterException e, HttpServletResponse response) throws IOException {
        writer.write(response, UnreadableBody.field(e.getParameterName(), "required", "This parameter is required."));
    }

    @ExceptionHandler
    void mediaType(HttpMediaTypeNotSupportedException e, HttpServletResponse response) throws IOException {
        writer.write(
                response,
                Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE)
                        .detail("Send application/json.")
                        .build());
    }

    @ExceptionHandler
    void notAcceptable(HttpMediaTypeNotAcceptableException e, HttpServletResponse response) throws IOException {
        writer.write(response, Problem.of(ProblemCode.NOT_ACCEPTABLE).build());
    }

    @ExceptionHandler
    void method(HttpRequestMethodNotSupportedException e, HttpServletResponse response) throws IOException {
        Set<HttpMethod> allowed = e.getSupportedHttpMethods();
        if (allowed != null) {
            response.setHeader(
                    HttpHeaders.ALLOW, allowed.stream().map(HttpMethod::name).collect(Collectors.joining(", ")));
        }
        writer.write(response, Problem.of(ProblemCode.METHOD_NOT_ALLOWED).build());
    }

    @ExceptionHandler
    void noSuchAddress(NoResourceFoundException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (PageView.isOne(request)) {
            response.sendError(HttpStatus.NOT_FOUND.value());
        } else {
            writer.write(response, Problem.of(ProblemCode.NOT_FOUND).build());
        }
    }

    @ExceptionHandler
    void denied(AccessDeniedException e, HttpServletResponse response) throws IOException {
        writer.write(response, Problem.of(ProblemCode.FORBIDDEN).build());
    }

    @ExceptionHandler
    void unauthenticated(AuthenticationException e, HttpServletResponse response) throws IOException {
        writer.write(response, Problem.of(ProblemCode.UNAUTHENTICATED).build());
    }

    /** Percent signs that encode nothing, too many parameters, or characters that no header or path may have. */
    @ExceptionHandler({HttpException.RuntimeException.class, RequestRejectedException.class})
    void malformed(HttpServletResponse response) throws IOException {
        writer.write(
                response,
                Problem.of(ProblemCode.VALIDATION_FAILED)
                        .detail("The request is malformed.")
                        .build());
    }

    @ExceptionHandler
    void tooSlow(AsyncRequestTimeoutException e, HttpServletResponse response) throws IOException {
        writer.write(response, Problem.of(ProblemCode.UNAVAILABLE).build());
    }

    /** The client left while we answered; nobody is there to be told. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException e) {
        log.debug("the client left before its answer");
    }

    /** Spring's own exceptions that know their status and have no better handler above, and everything unexpected. */
    @ExceptionHandler
    void other(Exception e, HttpServletResponse response) throws IOException {
        if (e instanceof org.springframework.web.ErrorResponse known
                && known.getStatusCode().is4xxClientError()) {
            writer.write(response, StatusProblem.of(known.getStatusCode().value()));
            return;
        }
        log.error("unexpected failure of a request", e);
        writer.write(response, Problem.of(ProblemCode.INTERNAL).build());
    }
}
