package connectly.web.transparency;

import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /log}: the checkpoint and the tiles, for witnesses and auditors, who need no account. */
@RestController
final class TransparencyController {
    private static final String ROOT = "/log/";
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    /** Of a partial tile as well: at its width it never changes, however much the tree grows. */
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final TransparencyLog log;

    TransparencyController(TransparencyLog log) {
        this.log = log;
    }

    @GetMapping("/log/checkpoint")
    ResponseEntity<byte[]> checkpoint() {
        return answer(log.checkpoint(), TEXT, CacheControl.noCache(), "There is no checkpoint yet.");
    }

    /** By the path as it was sent: percent-encoded it is another address of the same, and a tile has only one. */
    @GetMapping("/log/tile/{*path}")
    ResponseEntity<byte[]> tile(HttpServletRequest request) {
        String path = request.getRequestURI().substring(ROOT.length());
        return answer(log.tile(path), MediaType.APPLICATION_OCTET_STREAM, FOR_EVER, "The tree has no such tile.");
    }

    /** What is not there may come, so that answer is not for caches. */
    private static ResponseEntity<byte[]> answer(
            Optional<byte[]> found, MediaType type, CacheControl caching, String otherwise) {
        byte[] body = found.orElseThrow(
                () -> Problem.of(ProblemCode.NOT_FOUND).detail(otherwise).toException());
        return ResponseEntity.ok().contentType(type).cacheControl(caching).body(body);
    }
}
