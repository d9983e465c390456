package connectly.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IncomingTextTest {
    private static final int MOST = 16 * 1024;

    private final IncomingText text = new IncomingText();

    @Test
    void aTextInOnePartIsWhole() throws Exception {
        assertThat(add("grüße 👋", true)).isEqualTo("grüße 👋");
        assertThat(add("", true)).isEmpty();
    }

    @Test
    void partsAreOneTextEvenWhereACharacterIsCutApart() throws Exception {
        byte[] wave = "👋".getBytes(StandardCharsets.UTF_8);

        assertThat(text.add(ByteBuffer.wrap(wave, 0, 1), false)).isNull();
        assertThat(text.add(ByteBuffer.wrap(wave, 1, 2), false)).isNull();
        assertThat(text.add(ByteBuffer.wrap(wave, 3, 1), true)).isEqualTo("👋");

        assertThat(add("the next", true)).as("nothing stays").isEqualTo("the next");
    }

    @Test
    void theLargestIsTakenAndOneByteMoreIsNot() throws Exception {
        assertThat(add("x".repeat(MOST), true)).hasSize(MOST);
        assertThatThrownBy(() -> add("x".repeat(MOST + 1), true)).isInstanceOf(IncomingText.TooBigException.class);
    }

    @Test
    void manySmallPartsAreBoundedAlike() throws Exception {
        assertThat(add("x".repeat(MOST), false)).isNull();

        assertThatThrownBy(() -> add("x", false)).isInstanceOf(IncomingText.TooBigException.class);
    }

    @Test
    void emptyPartsDoNotComeForEver() throws Exception {
        for (int i = 0; i < 512; i++) {
            assertThat(add("", false)).isNull();
        }

        assertThatThrownBy(() -> add("", false)).isInstanceOf(IncomingText.TooBigException.class);
        assertThat(add("the next", true)).as("nothing stays").isEqualTo("the next");
    }

    @Test
    void whatIsNoUtf8IsRefused() {
        for (byte[] malformed :
                new byte[][] {{(byte) 0xff}, {(byte) 0xc0, (byte) 0x80}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}}) {
            assertThatThrownBy(() -> text.add(ByteBuffer.wrap(malformed), true))
                    .isInstanceOf(CharacterCodingException.class);
        }
    }

    private @Nullable String add(String part, boolean last) throws Exception {
        return text.add(ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8)), last);
    }
}
