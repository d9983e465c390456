package connectly.web.connections;

import connectly.web.identity.Callers;
import connectly.web.settings.Settings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConnectionsConfiguration {
    /** Ended by the {@link Heartbeat}, before the server stops taking requests. */
    @Bean(destroyMethod = "")
    Connections connections(Settings settings, Callers callers, MeterRegistry meters) {
        Connections connections = new Connections(settings.limited(), callers::stillCounts);
        Gauge.builder("connectly.connections", connections, Connections::size)
                .description("sockets, streams and polls that wait")
                .register(meters);
        return connections;
    }
}
