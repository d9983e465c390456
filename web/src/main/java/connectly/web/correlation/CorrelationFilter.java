package connectly.web.correlation;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request its correlation id before anything else can fail or log. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class CorrelationFilter extends OncePerRequestFilter {
    private static final String TRACE_KEY = "traceId";
    /** W3C Trace Context, version 00; an all-zero trace id is invalid there. */
    private static final Pattern TRACEPARENT = Pattern.compile("00-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = request.getAttribute(Correlation.KEY) instanceof String known
                ? known
                : Correlation.acceptOrNew(request.getHeader(Correlation.HEADER));
        request.setAttribute(Correlation.KEY, id);
        response.setHeader(Correlation.HEADER, id);
        MDC.put(Correlation.KEY, id);
        String traceparent = request.getHeader("traceparent");
        Matcher trace = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        if (trace.matches()) {
            MDC.put(TRACE_KEY, trace.group(1));
        }
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(Correlation.KEY);
            MDC.remove(TRACE_KEY);
        }
    }

    /** An answer that ends on another thread, or an error page, belongs to the same request. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
