package connectly.web.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the operator set, checked. Read by {@link SettingsReader}; docs and {@code .env.example} name the variables.
 *
 * @param port TCP port of the product, 0 for any free one
 * @param bindAddress address to listen on
 * @param managementPort loopback port of {@code /metrics}, 0 for any free one, null for none
 * @param dataDirectory where every database lives
 * @param secretKey null only in dev, where {@link Secrets} makes one
 * @param masterKey null only in dev, where {@link Secrets} makes one
 * @param adminToken null where nobody may act as admin
 * @param behindProxy whether {@code X-Forwarded-*} of a proxy on a private address is believed
 */
public record Settings(
        Stage stage,
        int port,
        String bindAddress,
        @Nullable Integer managementPort,
        Path dataDirectory,
        @Nullable Secret secretKey,
        @Nullable Secret masterKey,
        @Nullable Secret adminToken,
        Limits limits,
        boolean behindProxy) {

    public boolean limited() {
        return limits == Limits.STANDARD;
    }

    public String profile() {
        return stage.name().toLowerCase(Locale.ROOT);
    }

    /** The Spring properties that follow from these settings; they hold no secret. */
    public Map<String, String> springProperties() {
        var properties = new LinkedHashMap<String, String>();
        properties.put("server.port", Integer.toString(port));
        properties.put("server.address", bindAddress);
        properties.put("server.forward-headers-strategy", behindProxy ? "native" : "none");
        properties.put("management.server.address", "127.0.0.1");
        properties.put("management.server.port", managementPort == null ? "-1" : managementPort.toString());
        return properties;
    }
}
