package connectly.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter said = new StringWriter();
    private long now;

    @Test
    void aLineASecondIsSaidWhereThereIsNoTerminal() {
        try (Progress progress = progress(false)) {
            after(Duration.ofHours(1));
            progress.at(0, 1_000);
            after(Duration.ofMillis(900));
            progress.at(90, 1_000);
            after(Duration.ofMillis(1_100));
            progress.at(200, 1_000);
            after(Duration.ofMillis(500));
            progress.at(250, 1_000);
        }

        assertThat(said.toString().lines()).containsExactly("200 of 1,000 events (20 %), 100 a second, 8 s left");
    }

    @Test
    void aBarIsRedrawnInPlaceOnATerminalAndEndsItsLine() {
        try (Progress progress = progress(true)) {
            progress.at(0, 1_000);
            after(Duration.ofSeconds(1));
            progress.at(500, 1_000);
            progress.at(501, 1_000);
            progress.at(1_000, 1_000);
        }

        assertThat(said.toString())
                .isEqualTo("\r[############............] 500 of 1,000 events (50 %), 500 a second, 1 s left\u001b[K"
                        + "\r[########################] 1,000 of 1,000 events (100 %), 1,000 a second, 0 s left\u001b[K"
                        + System.lineSeparator());
    }

    @Test
    void aLongWaitIsSaidInHours() {
        try (Progress progress = progress(false)) {
            progress.at(0, 3_730);
            after(Duration.ofSeconds(10));
            progress.at(10, 3_730);
            after(Duration.ofSeconds(10));
            progress.at(40, 200);
        }

        assertThat(said.toString().lines())
                .containsExactly(
                        "10 of 3,730 events (0 %), 1 a second, 1 h 02 min left",
                        "40 of 200 events (20 %), 2 a second, 1 min 20 s left");
    }

    @Test
    void nothingIsSaidOfAShortOneOrAnEmptyOne() {
        progress(true).close();
        try (Progress progress = progress(false)) {
            progress.at(1, 1);
        }

        assertThat(said.toString()).isEmpty();
    }

    private Progress progress(boolean redraws) {
        return new Progress(new PrintWriter(said), redraws, () -> now);
    }

    private void after(Duration pause) {
        now += pause.toNanos();
    }
}
