package connectly.web;

import connectly.web.config.Settings;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Starts the product for given settings; also how tests start it, with sources of their own. */
public final class Server {
    private Server() {}

    /** Returns when requests are served. Closing the context stops the server. */
    public static ConfigurableApplicationContext start(Settings settings, Class<?>... sources) {
        SpringApplication application = new SpringApplicationBuilder(sources)
                .profiles(settings.profile())
                .initializers(
                        context -> ((GenericApplicationContext) context).registerBean(Settings.class, () -> settings))
                .build();
        return application.run(settings.springProperties().entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new));
    }
}
