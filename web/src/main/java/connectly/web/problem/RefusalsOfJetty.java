package connectly.web.problem;

import connectly.web.correlation.Correlation;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers with a problem where Jetty itself refuses a request, such as one whose address is none: no filter and no
 * controller ever sees those, so the correlation id and the headers are set here.
 */
final class RefusalsOfJetty extends ErrorHandler {
    private final JsonMapper json;

    RefusalsOfJetty(JsonMapper json) {
        this.json = json;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String id = Correlation.acceptOrNew(request.getHeaders().get(Correlation.HEADER));
        Problem problem = Correlation.with(id, () -> StatusProblem.of(response.getStatus()));
        response.setStatus(problem.status());
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(Correlation.HEADER, id);
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE + ";charset=UTF-8");
        response.write(true, ByteBuffer.wrap(json.writeValueAsBytes(problem)), callback);
        return true;
    }
}
