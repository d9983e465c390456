package connectly.web.security;

import connectly.web.problem.BodyTooLargeException;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import connectly.web.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds the bodies of API requests: by the length they announce, and while reading for those that announce none.
 * Comes after authentication, so that strangers are turned away before a byte of theirs is read.
 */
@Component
@Order(0)
final class BodyLimitFilter extends OncePerRequestFilter {
    static final int MOST_BYTES = 64 * 1024;
    /** What is read and thrown away of a body that is refused: a client that still writes would miss the answer. */
    private static final int MOST_BYTES_PASSED_OVER = 1024 * 1024;

    private final ProblemWriter problems;

    BodyLimitFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !Api.isOne(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > MOST_BYTES) {
            var _ = request.getInputStream().skip(MOST_BYTES_PASSED_OVER);
            problems.write(
                    response,
                    Problem.of(ProblemCode.MESSAGE_TOO_LARGE)
                            .detail("A request's body has at most " + MOST_BYTES + " bytes.")
                            .build());
        } else {
            chain.doFilter(new Bounded(request), response);
        }
    }

    private static final class Bounded extends HttpServletRequestWrapper {
        Bounded(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new BoundedStream(super.getInputStream());
        }
    }

    private static final class BoundedStream extends ServletInputStream {
        private final ServletInputStream body;
        private long read;

        BoundedStream(ServletInputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            int value = body.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = body.read(buffer, offset, length);
            count(Math.max(count, 0));
            return count;
        }

        private void count(int more) throws BodyTooLargeException {
            read += more;
            if (read > MOST_BYTES) {
                throw new BodyTooLargeException(MOST_BYTES);
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
