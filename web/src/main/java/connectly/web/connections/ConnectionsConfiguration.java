package connectly.web.connections;

import connectly.web.identity.Callers;
import connectly.web.settings.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConnectionsConfiguration {
    /** Ended by the {@link Heartbeat}, before the server stops taking requests. */
    @Bean(destroyMethod = "")
    Connections connections(Settings settings, Callers callers) {
        return new Connections(settings.limited(), callers::stillCounts);
    }
}
