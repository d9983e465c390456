package connectly.web.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {
    private static final String EPOCH = "0f3c9d1e";

    private final Cursors cursors = new Cursors(EPOCH, () -> 42);

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, 999_999_999_999_999_999L})
    void aCursorComesBackAsThePositionThatItWasMadeOf(long position) {
        String cursor = cursors.at(position);

        assertThat(cursors.isCursor(cursor)).isTrue();
        assertThat(cursors.position(cursor)).hasValue(position);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42})
    void aCursorUpToTheEndOfTheLogWasGiven(long position) {
        assertThat(cursors.given(cursors.at(position))).hasValue(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"another0.7", "0f3c9d1e.43", "0f3c9d1e.999999999999999999"})
    void aCursorOfAnotherEpochOrBeyondTheEndOfTheLogWasNeverGivenHere(String cursor) {
        assertThat(cursors.isCursor(cursor)).isTrue();
        assertThat(cursors.given(cursor)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"another0.7", "0f3c9d1.7", "0f3c9d1e0.7", "0f3c9d1e.0f3c9d1e.7"})
    void aCursorOfAnotherEpochIsACursorWithoutAPositionHere(String foreign) {
        assertThat(cursors.isCursor(foreign)).isTrue();
        assertThat(cursors.position(foreign)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "7",
                ".7",
                "0f3c9d1e",
                "0f3c9d1e.",
                "0f3c9d1e.-1",
                "0f3c9d1e.+1",
                "0f3c9d1e.1e3",
                "0f3c9d1e. 1",
                "0f3c9d1e.\u0661",
                "0f3c9d1e.1000000000000000000"
            })
    void anythingElseIsNoCursor(String text) {
        assertThat(cursors.isCursor(text)).isFalse();
        assertThat(cursors.position(text)).isEmpty();
    }
}
