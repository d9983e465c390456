package connectly.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairTextTest {
    @Test
    void tagsAreSortedLines() {
        assertThat(PairText.ofTags(Set.of(
                        new EventTag("user", "b"), new EventTag("user", "a"), new EventTag("conversation", "c"))))
                .isEqualTo("conversation=c\nuser=a\nuser=b\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "=", "\n", "\\", "\\n", "a=b\nc\\", "n", "\u0000", "\u001f", "שלום", "\uD83D\uDC4B", " "})
    void anyTextComesBackAsKeyAndAsValue(String text) {
        Set<EventTag> tags = Set.of(new EventTag(text, "v"), new EventTag("k", text));

        assertThat(PairText.tags(PairText.ofTags(tags))).isEqualTo(tags);
    }

    @Test
    void metadataKeepsNullApartFromEmpty() {
        Map<String, String> metadata = new HashMap<>(Map.of("empty", "", "", "empty key"));
        metadata.put("none", nothing());

        assertThat(PairText.metadata(PairText.ofMetadata(metadata))).isEqualTo(metadata);
        assertThat(PairText.metadata("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "a\uD83Db", "\uDC4B", "\uDC4B\uD83D"})
    void halfACharacterIsRefused(String text) {
        Set<EventTag> tags = Set.of(new EventTag("k", text));

        assertThatThrownBy(() -> PairText.ofTags(tags)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Axon's metadata may hold null, which the annotations of the JDK's maps cannot say. */
    @SuppressWarnings("NullAway")
    private static String nothing() {
        return null;
    }
}
