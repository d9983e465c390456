package connectly.web.config;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Keeps Spring Boot from writing a failure analysis where {@code Main} will print one sentence. Named in
 * META-INF/spring.factories, which wants this constructor.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class QuietStartupReporter implements SpringBootExceptionReporter {
    QuietStartupReporter(ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        return StartupFailures.sentence(failure).isPresent();
    }
}
