package connectly.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hashes are in the tag index of every log, so they never change. */
class EventTagTest {
    @ParameterizedTest
    @CsvSource({
        "user, 2, 688f8bd6f3b8e198",
        "conversation, 019abc12-3456-4def-8123-456789abcdef, c74543e92464a2bb",
        "conversation, 019ABC12-3456-7def-8123-456789abcdef, e56ec21b57b29e25",
        "username, 019abc12-3456-7def-8123-456789abcde, e99e3a66465042b8",
    })
    void theHashOfATagIsTheBeginningOfItsSha256(String key, String value, String hash) {
        assertThat(Long.toHexString(new EventTag(key, value).hash())).isEqualTo(hash);
    }

    @ParameterizedTest
    @CsvSource({
        "conversation, 019abc12-3456-7def-8123-456789abcdef, abc1234526064756",
        "member, 019abc12-3456-7def-8123-456789abcdef/019abc99-0000-7000-bfff-ffffffffffff, abc990008feb5a2e",
        "conversation, ffffffff-ffff-7fff-ffff-ffffffffffff, ffffffff0d126396",
    })
    void theHashOfATagThatEndsWithATimeOrderedIdBeginsWithItsTime(String key, String value, String hash) {
        assertThat(Long.toHexString(new EventTag(key, value).hash())).isEqualTo(hash);
    }
}
