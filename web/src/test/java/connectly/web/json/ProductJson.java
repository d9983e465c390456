package connectly.web.json;

import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** Reads as strictly and writes in the same form as the product. */
public final class ProductJson {
    private ProductJson() {}

    public static JsonMapper mapper() {
        try (var context = new AnnotationConfigApplicationContext(JsonConfiguration.class)) {
            JsonMapper.Builder builder = JsonMapper.builder();
            context.getBean(JsonMapperBuilderCustomizer.class).customize(builder);
            return builder.build();
        }
    }
}
