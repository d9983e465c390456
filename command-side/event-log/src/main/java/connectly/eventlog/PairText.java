package connectly.eventlog;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of tags and metadata: one {@code key=value} a line, sorted, so that equal sets are equal text and a
 * person with the SQLite shell can read them. Backslash escapes itself, {@code =} and the line feed (as {@code \n}); a
 * line without {@code =} is a key whose value is null.
 */
final class PairText {
    private static final Comparator<EventTag> BY_KEY_AND_VALUE =
            Comparator.comparing(EventTag::key).thenComparing(EventTag::value);

    private PairText() {}

    static String ofTags(Set<EventTag> tags) {
        StringBuilder text = new StringBuilder();
        tags.stream().sorted(BY_KEY_AND_VALUE).forEach(tag -> line(text, tag.key(), tag.value()));
        return text.toString();
    }

    static String ofMetadata(Map<String, String> metadata) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(metadata).forEach((key, value) -> line(text, key, value));
        return text.toString();
    }

    static Set<EventTag> tags(String text) {
        Set<EventTag> tags = new HashSet<>();
        eachLine(text, (key, value) -> tags.add(new EventTag(key, value == null ? "" : value)));
        return tags;
    }

    static Map<String, String> metadata(String text) {
        Map<String, String> metadata = new HashMap<>();
        eachLine(text, metadata::put);
        return metadata;
    }

    private static void line(StringBuilder text, String key, @Nullable String value) {
        escape(text, key);
        if (value != null) {
            escape(text.append('='), value);
        }
        text.append('\n');
    }

    private static void escape(StringBuilder text, String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '=' -> text.append("\\=");
                case '\n' -> text.append("\\n");
                default -> {
                    text.append(c);
                    if (Character.isSurrogate(c)) {
                        text.append(lowSurrogateAfter(part, i));
                        i++;
                    }
                }
            }
        }
    }

    /** Half a character cannot be stored as UTF-8: it would come back as another tag, which then guards nothing. */
    private static char lowSurrogateAfter(String part, int high) {
        if (Character.isHighSurrogate(part.charAt(high))
                && high + 1 < part.length()
                && Character.isLowSurrogate(part.charAt(high + 1))) {
            return part.charAt(high + 1);
        }
        throw new IllegalArgumentException("a tag or metadata entry is not well-formed text");
    }

    private static void eachLine(String text, BiConsumer<String, @Nullable String> pair) {
        StringBuilder part = new StringBuilder();
        String key = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> {
                    i++;
                    part.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
                }
                case '=' -> {
                    key = part.toString();
                    part.setLength(0);
                }
                case '\n' -> {
                    String last = part.toString();
                    pair.accept(key == null ? last : key, key == null ? null : last);
                    part.setLength(0);
                    key = null;
                }
                default -> part.append(c);
            }
        }
    }
}
