package connectly.web.health;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /health}: the process answers. {@code /ready}: so does everything it needs. */
@RestController
final class HealthController {
    private static final Logger log = LoggerFactory.getLogger(HealthController.class);

    private final List<ReadinessCheck> checks;

    HealthController(ObjectProvider<ReadinessCheck> checks) {
        this.checks = checks.orderedStream().toList();
    }

    record Health(String status, List<Check> checks) {}

    record Check(String name, boolean healthy, String detail) {}

    @GetMapping("/health")
    Health health() {
        return new Health("up", List.of());
    }

    @GetMapping("/ready")
    ResponseEntity<Health> ready() {
        List<Check> results = checks.stream().map(HealthController::run).toList();
        boolean ready = results.stream().allMatch(Check::healthy);
        return ResponseEntity.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(new Health(ready ? "up" : "down", results));
    }

    private static Check run(ReadinessCheck check) {
        try {
            ReadinessCheck.Result result = check.check();
            return new Check(check.name(), result.healthy(), result.detail());
        } catch (RuntimeException e) {
            log.warn("the readiness check {} failed", check.name(), e);
            return new Check(check.name(), false, "the check itself failed");
        }
    }
}
