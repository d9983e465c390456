package connectly.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.web.connections.Frame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static Frame frame(String json) {
        return new Frame(json.getBytes(StandardCharsets.UTF_8), null);
    }

    private static String text(Frame... frames) {
        return new String(Batch.of(List.of(frames)), StandardCharsets.UTF_8);
    }

    @Test
    void aFrameAloneIsItsOwnBytes() {
        Frame alone = frame("{\"type\":\"pong\"}");

        assertThat(Batch.of(List.of(alone))).isSameAs(alone.utf8());
    }

    @Test
    void severalFramesAreOneBatchInOrder() {
        assertThat(text(frame("{\"n\":1}"), frame("{\"n\":\"zwölf 🎉\"}"), frame("{\"n\":3}")))
                .isEqualTo("{\"type\":\"batch\",\"frames\":[{\"n\":1},{\"n\":\"zwölf 🎉\"},{\"n\":3}]}");
    }
}
