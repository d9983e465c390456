package connectly.web.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.util.HtmlUtils;

/** The last resort for failures outside controllers: a bare page for a page view, a problem for everything else. */
@Controller
final class ErrorPages implements ErrorController {
    private final ProblemWriter writer;

    ErrorPages(ProblemWriter writer) {
        this.writer = writer;
    }

    @RequestMapping("${spring.web.error.path:/error}")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // Somebody who types the address of the error page has met no error: to them nothing is there.
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer failed ? failed : 404;
        Problem problem = StatusProblem.of(status);
        if (PageView.isOne(request)) {
            response.setStatus(problem.status());
            response.setContentType(MediaType.TEXT_HTML_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.getOutputStream().write(page(problem).getBytes(StandardCharsets.UTF_8));
        } else {
            writer.write(response, problem);
        }
    }

    private static String page(Problem problem) {
        return """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%1$s – Connectly</title></head>
                <body><main><h1>%1$s</h1><p>Error %2$d. If it stays, tell whoever runs this server the id %3$s.</p>
                <p><a href="/">To Connectly</a></p></main></body>
                </html>
                """.formatted(
                HtmlUtils.htmlEscape(problem.title()), problem.status(), HtmlUtils.htmlEscape(problem.correlationId()));
    }
}
