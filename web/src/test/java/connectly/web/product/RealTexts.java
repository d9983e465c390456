package connectly.web.product;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.UnicodeSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts as people really write them, and the ones that break what treats text carelessly. */
final class RealTexts {
    /** Where Debian's package of the same name keeps its texts. */
    static final Path FORTUNES = Path.of("/usr/share/games/fortunes");

    private static final int LONGEST_BODY = 4_000;
    private static final String VARIATION_SELECTOR_16 = "\uFE0F";

    private RealTexts() {}

    /**
     * Every sequence that Unicode's emoji-test.txt lists: all that are recommended for general interchange, the
     * components among them, and each with any of its variation selectors left out, as older keyboards do.
     */
    static List<String> emojiSequences() {
        Set<String> sequences = new LinkedHashSet<>();
        for (String recommended : new UnicodeSet("[:RGI_Emoji:]")) {
            sequences.addAll(withAndWithoutSelectors(recommended));
        }
        return List.copyOf(sequences);
    }

    private static List<String> withAndWithoutSelectors(String sequence) {
        List<String> variants = List.of("");
        for (int codePoint : sequence.codePoints().toArray()) {
            String next = Character.toString(codePoint);
            boolean optional = next.equals(VARIATION_SELECTOR_16);
            variants = variants.stream()
                    .flatMap(start -> optional ? Stream.of(start + next, start) : Stream.of(start + next))
                    .toList();
        }
        return variants;
    }

    /** {@code count} different lines of text, taken evenly from all of Debian's fortunes. */
    static List<String> lines(int count) {
        Set<String> lines = new LinkedHashSet<>();
        try (Stream<Path> files = Files.list(FORTUNES)) {
            for (Path file : files.filter(RealTexts::isText).sorted().toList()) {
                Files.readAllLines(file).stream()
                        .filter(line -> !line.isBlank() && !line.equals("%") && isPlain(line))
                        .forEach(lines::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> all = List.copyOf(lines);
        return IntStream.range(0, count)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
                .toList();
    }

    /** The texts lie beside indexes of them, whose names have an extension. */
    private static boolean isText(Path file) {
        return Files.isRegularFile(file) && !file.getFileName().toString().contains(".");
    }

    private static boolean isPlain(String line) {
        return line.codePoints().noneMatch(c -> UCharacter.isISOControl(c) && c != '\t');
    }

    /** Right-to-left, combining, invisible and untidy text: nothing of it may be normalised, trimmed or escaped. */
    static List<String> awkward() {
        return List.of(
                "שלום, מה שלומך היום?",
                "مرحبا، كيف حالك اليوم؟ 123 then English",
                "English, then עברית, then العربية, then English",
                "\u2067isolated right to left\u2069 and \u202Eoverridden\u202C",
                "e\u0301 is not \u00E9, and A\u030A is neither \u00C5 nor \u212B",
                "Z\u0351\u036B\u0343\u036A\u0302\u036B\u033D\u034F\u0334\u0319\u0324\u031E\u0349\u035A\u032F algo",
                "हिन्दी में नमस्ते, தமிழ், ไทยไม่มีช่องว่าง, 한국어 조합형 \u1112\u1161\u11AB",
                "zero\u200Bwidth\u200Cjoins\u200Dand\uFEFFmarks",
                "  spaces around  ",
                "one\ntwo\r\nthree\ttabbed\n",
                "\u00A0no-break\u2003em space\u3000ideographic",
                "<script>alert(1)</script> &amp; &#x3C; %3C ${7*7} {{7*7}} '; DROP TABLE message; --",
                "quotes \" and \\ backslash \\u0041 and / slash",
                "\u2028line separator\u2029paragraph separator",
                "\uD83D\uDC69\u200D\u2764\uFE0F\u200D\uD83D\uDC8B\u200D\uD83D\uDC68 \uD83C\uDFF4\u200D\u2620\uFE0F",
                "\uDBFF\uDFFF the last code point, \uFFFD the replacement, \uFDD0 a noncharacter");
    }

    /** Bodies of exactly the greatest length, counted in code points: of one, two, three and four bytes each. */
    static List<String> longest() {
        return List.of(
                "x".repeat(LONGEST_BODY),
                "ш".repeat(LONGEST_BODY),
                "e\u0301".repeat(LONGEST_BODY / 2),
                "語".repeat(LONGEST_BODY),
                "\uD83D\uDE00".repeat(LONGEST_BODY),
                "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66 ".repeat(LONGEST_BODY / 8));
    }

    /** Every other of {@code texts}, beginning with the first or the second. */
    static List<String> everySecond(List<String> texts, int first) {
        return IntStream.iterate(first, i -> i < texts.size(), i -> i + 2)
                .mapToObj(texts::get)
                .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
    }
}
