package connectly.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The form of a leaf is frozen: every checkpoint that was ever signed rests on it. */
class LeafTest {
    private static final EventType TYPE = new EventType("t.A", "1");

    @Test
    void aLeafWithoutContentHasTheseBytes() {
        byte[] leaf = Leaf.of(258, "id", TYPE, 1, "a=b\n", "", "{}".getBytes(UTF_8), null);

        assertThat(HexFormat.of().formatHex(leaf))
                .isEqualTo(
                        "01" // form
                                + "0000000000000102" // position
                                + "0000000000000001" // time
                                + "00000002" + "6964" // id
                                + "00000003" + "742e41" // name
                                + "00000001" + "31" // version
                                + "00000004" + "613d620a" // tags
                                + "00000000" // metadata
                                + "00000002" + "7b7d" // payload
                                + "00"); // no content
    }

    @Test
    void theHashOfTheContentComesLast() {
        byte[] hash = Sha256.of("sealed".getBytes(UTF_8));
        byte[] without = Leaf.of(1, "id", TYPE, 1, "", "", new byte[0], null);
        byte[] with = Leaf.of(1, "id", TYPE, 1, "", "", new byte[0], hash);

        assertThat(with).hasSize(without.length + 32);
        assertThat(with[without.length - 1]).isEqualTo((byte) 1);
        assertThat(Arrays.copyOfRange(with, without.length, with.length)).isEqualTo(hash);
    }

    @Test
    void theWriterGivesALeafItsPosition() {
        byte[] early = Leaf.of(0, "id", TYPE, 1, "", "", new byte[] {7}, null);

        assertThat(Leaf.at(77, early)).isEqualTo(Leaf.of(77, "id", TYPE, 1, "", "", new byte[] {7}, null));
    }
}
