package connectly.web;

import connectly.eventlog.DataDirectory;
import connectly.web.settings.Settings;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Starts the product for given settings; also how tests start it, with sources of their own. */
public final class Server {
    private Server() {}

    /** Returns when requests are served. Closing the context stops the server and gives the data directory free. */
    public static ConfigurableApplicationContext start(Settings settings, Class<?>... sources) {
        // First of all, so that no file of a directory that another process uses is ever touched.
        DataDirectory data = DataDirectory.open(settings.dataDirectory());
        try {
            return start(settings, data, sources);
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }

    private static ConfigurableApplicationContext start(Settings settings, DataDirectory data, Class<?>... sources) {
        SpringApplication application = new SpringApplicationBuilder(sources)
                .profiles(settings.profile())
                .initializers(context -> {
                    GenericApplicationContext beans = (GenericApplicationContext) context;
                    beans.registerBean(Settings.class, () -> settings);
                    beans.registerBean(DataDirectory.class, () -> data, bean -> bean.setDestroyMethodName("close"));
                })
                .build();
        return application.run(settings.springProperties().entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new));
    }
}
