package connectly.web.config;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The clock and the keys; {@link Settings} themselves are registered before the context starts. */
@Configuration(proxyBeanMethods = false)
class SettingsConfiguration {
    @Bean
    Secrets secrets(Settings settings) {
        return Secrets.of(settings);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
