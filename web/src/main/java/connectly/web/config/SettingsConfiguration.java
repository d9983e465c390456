package connectly.web.config;

import connectly.eventlog.DataDirectory;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** The data directory, the keys and the clock; {@link Settings} themselves are registered before the context starts. */
@Configuration(proxyBeanMethods = false)
class SettingsConfiguration {
    /** Held before any file in it is touched: whoever opens one of its files depends on this bean. */
    @Bean
    DataDirectory dataDirectory(Settings settings) {
        return DataDirectory.open(settings.dataDirectory());
    }

    @Bean
    @DependsOn("dataDirectory")
    Secrets secrets(Settings settings) {
        return Secrets.of(settings);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
