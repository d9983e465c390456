package connectly.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.conversion.ConversionException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonConverterTest {
    record Said(UUID by, Instant at, String text, List<String> links) {}

    record Nested(Map<String, Said> said) {}

    private final JsonConverter converter = new JsonConverter(new JsonMapper());
    private final Said said =
            new Said(new UUID(1, 2), Instant.parse("2026-01-01T00:00:00.123Z"), "\uD83D\uDC4B שלום", List.of("a"));

    @Test
    void anObjectGoesToJsonBytesAndBack() {
        byte[] json = bytes(new Nested(Map.of("x", said)));

        assertThat(new String(json, StandardCharsets.UTF_8))
                .startsWith("{\"said\":")
                .contains("שלום");
        assertThat(converter.<Nested>convert(json, Nested.class)).isEqualTo(new Nested(Map.of("x", said)));
        assertThat(converter.<Nested>convert(json, Nested.class)).isEqualTo(new Nested(Map.of("x", said)));
    }

    @Test
    void whatIsOfTheWantedTypeIsHandedThrough() {
        byte[] bytes = {1, 2};

        assertThat(converter.<byte[]>convert(bytes, byte[].class)).isSameAs(bytes);
        assertThat(converter.<Said>convert(said, Said.class)).isSameAs(said);
        assertThat(converter.<Said>convert(null, Said.class)).isNull();
    }

    @Test
    void anObjectIsMappedToAnotherFieldByField() {
        assertThat(converter.<Map<String, Object>>convert(said, (Type) Map.class))
                .containsEntry("text", said.text());
    }

    @Test
    void aGenericTypeIsRead() throws NoSuchFieldException {
        Type listOfSaid = ListOfSaid.class.getDeclaredField("said").getGenericType();
        assertThat(listOfSaid).isInstanceOf(ParameterizedType.class);

        assertThat(converter.<List<Said>>convert(bytes(List.of(said)), listOfSaid))
                .containsExactly(said);
    }

    @Test
    void bytesOfAnotherShapeAreRefused() {
        assertThatThrownBy(() -> converter.convert(bytes(List.of(1)), Said.class))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("Said");
        assertThatThrownBy(() -> converter.convert("no map", Said.class)).isInstanceOf(ConversionException.class);
    }

    private byte[] bytes(Object object) {
        byte[] json = converter.convert(object, byte[].class);
        assertThat(json).isNotNull();
        return json;
    }

    private record ListOfSaid(List<Said> said) {}
}
