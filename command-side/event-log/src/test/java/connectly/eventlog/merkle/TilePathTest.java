package connectly.eventlog.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 256, tile/0/000",
        "0, 0, 1, tile/0/000.p/1",
        "1, 999, 255, tile/1/999.p/255",
        "2, 1000, 256, tile/2/x001/000",
        "0, 1234067, 256, tile/0/x001/x234/067",
        "63, 9223372036854775807, 17, tile/63/x009/x223/x372/x036/x854/x775/807.p/17"
    })
    void aTileHasOnePath(int level, long index, int width, String text) {
        TilePath path = new TilePath(level, index, width);

        assertThat(path).hasToString(text);
        assertThat(TilePath.parse(text)).contains(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile",
                "/tile/0/000",
                "tile/0/000/",
                "tile/0/000\n",
                "tile/0/0",
                "tile/0/0000",
                "tile/00/000",
                "tile/01/000",
                "tile/-1/000",
                "tile/+1/000",
                "tile/64/000",
                "tile/99/000",
                "tile/100/000",
                "tile/0/x000/067",
                "tile/0/x000/x001/067",
                "tile/0/001/067",
                "tile/0/x001",
                "tile/0/x001/x067",
                "tile/0/X001/067",
                "tile/0/x001//067",
                "tile/0/x01/067",
                "tile/0/x009/x223/x372/x036/x854/x775/808",
                "tile/0/x999/x999/x999/x999/x999/x999/999",
                "tile/0/x001/x000/x000/x000/x000/x000/x000/000",
                "tile/0/000.p",
                "tile/0/000.p/",
                "tile/0/000.p/0",
                "tile/0/000.p/01",
                "tile/0/000.p/256",
                "tile/0/000.p/257",
                "tile/0/000.p/999",
                "tile/0/000.p/-1",
                "tile/0/000.P/1",
                "tile/0/\u0660\u0660\u0660",
                "tile/\u0661/000",
                "tile/entries/000",
                "tile/0/../../000"
            })
    void anythingElseIsNoPath(String text) {
        assertThat(TilePath.parse(text)).isEmpty();
    }

    @Test
    void whateverIsReadIsWrittenTheSame() {
        Random random = new Random(11);
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            String text = changed(random);
            if (TilePath.parse(text).isPresent()) {
                read++;
                assertThat(TilePath.parse(text).orElseThrow()).hasToString(text);
            }
        }
        assertThat(read).isBetween(1_000, 199_000);
    }

    /** A valid path with a few characters replaced, put in or taken out. */
    private static String changed(Random random) {
        TilePath path = new TilePath(
                random.nextInt(64), random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63), 1 + random.nextInt(256));
        StringBuilder text = new StringBuilder(path.toString());
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(text.length());
            char c = "0123456789x/.p".charAt(random.nextInt(14));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, c);
                case 1 -> text.insert(at, c);
                default -> text.deleteCharAt(at);
            }
        }
        return text.toString();
    }

    @Test
    void whatNoTreeCanHaveIsRefused() {
        assertThatThrownBy(() -> new TilePath(-1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TilePath(64, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TilePath(0, -1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TilePath(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TilePath(0, 0, 257)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTileHasThirtyTwoBytesForEachHashOfItsWidth() {
        assertThat(Tile.of(new TilePath(0, 0, 2), new byte[64]).bytes()).hasSize(64);
        assertThatThrownBy(() -> Tile.of(new TilePath(0, 0, 2), new byte[63]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tile.of(TilePath.full(0, 0), new byte[64]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
