package connectly.web.config;

import connectly.web.settings.Secrets;
import connectly.web.settings.Settings;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The keys and the clock. {@link Settings} are registered, and the data directory is locked, before the context starts.
 */
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
