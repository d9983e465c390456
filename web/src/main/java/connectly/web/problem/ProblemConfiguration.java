package connectly.web.problem;

import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class ProblemConfiguration {
    @Bean
    WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> refusalsOfJetty(JsonMapper json) {
        return jetty -> jetty.addServerCustomizers(server -> server.setErrorHandler(new RefusalsOfJetty(json)));
    }
}
