package connectly.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonBytesTest {
    @Test
    void everyValueIsPassedWhateverIsInIt() {
        assertThat(numbers("""
                { "a" : 1 , "s":"}],\\"\\\\", "o":{"a":2,"b":[1,{"a":3}]}, "e":{}, "l":[ ], "t":true,
                  "n":null, "d":-1.5E+3, "z" : -42 }
                """)).isEqualTo(Map.of("a", 1L, "z", -42L));
    }

    @Test
    void whatIsNoIntegerIsNone() {
        assertThat(numbers("{\"a\":\"1\",\"b\":1.5,\"c\":null}")).isEmpty();
    }

    @Test
    void aStringIsTakenAsItIsWritten() {
        JsonBytes json = of("{\"a\":\"x\\ny\"}");

        assertThat(json.enter('{')).isTrue();
        assertThat(json.field()).isTrue();
        assertThat(json.string()).isTrue();
        assertThat(json.is("x\\ny".getBytes(StandardCharsets.US_ASCII))).isTrue();
        assertThat(json.is("x".getBytes(StandardCharsets.US_ASCII))).isFalse();
        assertThat(json.field()).isFalse();
    }

    @Test
    void whatEndsTooEarlyIsNoJson() {
        for (String text : new String[] {"{\"a\":\"x", "{\"a\"", "{\"a\":", "{1:2}"}) {
            assertThatThrownBy(() -> numbers(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** The integers of the outermost object. */
    private static Map<String, Long> numbers(String text) {
        JsonBytes json = of(text);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Map<String, Long> numbers = new LinkedHashMap<>();
        assertThat(json.enter('{')).isTrue();
        while (json.field()) {
            String name = new String(bytes, json.from(), json.to() - json.from(), StandardCharsets.UTF_8);
            long number = json.number();
            if (number != JsonBytes.NONE) {
                numbers.put(name, number);
            }
        }
        return numbers;
    }

    private static JsonBytes of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        JsonBytes json = new JsonBytes();
        json.reset(bytes, 0, bytes.length);
        return json;
    }
}
