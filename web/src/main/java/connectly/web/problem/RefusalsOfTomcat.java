package connectly.web.problem;

import connectly.web.correlation.Correlation;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpHeaders;

/**
 * Answers with a problem where Tomcat itself refuses a request, such as one whose address is none: no filter and no
 * controller ever sees those, so the correlation id and the headers are set here.
 */
final class RefusalsOfTomcat extends ErrorReportValve {
    private final ProblemWriter writer;

    RefusalsOfTomcat(ProblemWriter writer) {
        this.writer = writer;
    }

    @Override
    protected void report(Request request, Response response, Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        String id = Correlation.acceptOrNew(request.getHeader(Correlation.HEADER));
        response.setHeader(Correlation.HEADER, id);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        Problem problem = Correlation.with(id, () -> StatusProblem.of(response.getStatus()));
        try {
            writer.write(response, problem);
        } catch (IOException e) {
            // Tomcat gives up on the connection.
            throw new UncheckedIOException(e);
        }
    }
}
