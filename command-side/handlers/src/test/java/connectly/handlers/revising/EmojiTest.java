package connectly.handlers.revising;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.UnicodeSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmojiTest {
    private static final int FEWEST = 3_000;
    private static final String SELECTOR = "\uFE0F";

    @Test
    void everySequenceThatUnicodeRecommendsIsOneEmojiAlsoWithoutItsSelectors() {
        List<String> refused = new ArrayList<>();
        int checked = 0;
        for (String sequence : new UnicodeSet("[:RGI_Emoji:]")) {
            checked++;
            if (!Emoji.isOne(sequence) || !Emoji.isOne(sequence.replace(SELECTOR, ""))) {
                refused.add(sequence);
            }
        }

        assertThat(checked).as("the premise").isGreaterThan(FEWEST);
        assertThat(refused).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "7",
                "#",
                "ok",
                "👍👍",
                "👍 ",
                " 👍",
                "👍a",
                "é",
                "\uFE0F",
                "\u200D",
                "👍\u200D",
                "\u200D👍",
                "🇦",
                "🇦🇹🇦",
                "👍\u0000",
                "\uD83D",
                "👍\uD83D",
                "1\uFE0F",
                "<b>"
            })
    void anythingElseIsNone(String text) {
        assertThat(Emoji.isOne(text)).isFalse();
    }

    @Test
    void joinedWithoutEndItIsNone() {
        String chain = "👩" + "\u200D👩".repeat(100);

        assertThat(Emoji.isOne(chain)).isFalse();
    }
}
