package connectly.eventlog;

import connectly.eventlog.sealing.ContentScope;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Payloads as text: a {@link Note} has words that can be erased, anything else is stored as it prints. */
final class TestCodec implements PayloadCodec {
    /** The key of the only private tag. */
    static final String PRIVATE_TAG = "nickname";

    /** Events of this name are of a version yet to come. */
    static final String UNKNOWN = "test.Unknown";

    /**
     * A payload with words.
     *
     * @param room null where the words never expire
     */
    record Note(
            String heading,
            String words,
            String author,
            @Nullable String room) {}

    @Override
    public EncodedPayload encode(Object payload) {
        return payload instanceof Note note
                ? new EncodedPayload(
                        bytes(note.heading()), bytes(note.words()), new ContentScope(note.author(), note.room()))
                : EncodedPayload.open(bytes(String.valueOf(payload)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The heading, and after a colon the words, if they are there. */
    @Override
    public String decode(String eventName, String version, byte[] open, byte @Nullable [] content) {
        String heading = new String(open, StandardCharsets.UTF_8);
        return content == null ? heading : heading + ": " + new String(content, StandardCharsets.UTF_8);
    }

    @Override
    public boolean knows(String eventName, String version) {
        return !eventName.equals(UNKNOWN);
    }

    @Override
    public Set<String> privateTags() {
        return Set.of(PRIVATE_TAG);
    }
}
