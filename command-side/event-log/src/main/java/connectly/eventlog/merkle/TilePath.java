package connectly.eventlog.merkle;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which tile: where it is in the tree and how much of it. Its text is the path of
 * <a href="https://c2sp.org/tlog-tiles">tlog-tiles</a>, {@code tile/<level>/<index>[.p/<width>]}, the index in groups of
 * three digits, such as {@code tile/0/x001/x234/067.p/12}.
 *
 * @param level 0 for leaf hashes; each hash at level n is the root of a full tile at level n-1
 * @param index from 0, within the level
 * @param width how many hashes; 1 to 255 for a partial tile, 256 for a full one
 */
public record TilePath(int level, long index, int width) {
    /** The width of a full tile. */
    public static final int FULL = 256;

    private static final int MAX_LEVEL = 63;
    private static final Pattern TEXT =
            Pattern.compile("tile/(0|[1-9][0-9]?)/(?!x000/)((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    /** @throws IllegalArgumentException if no tree can have such a tile */
    public TilePath {
        if (level < 0 || level > MAX_LEVEL || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException("no tile: level " + level + ", index " + index + ", width " + width);
        }
    }

    /** The whole tile. */
    public static TilePath full(int level, long index) {
        return new TilePath(level, index, FULL);
    }

    /** Whether it has all of its 256 hashes. */
    public boolean isFull() {
        return width == FULL;
    }

    /** The tile that a path names; empty if the text is anything but the one path of a tile. */
    public static Optional<TilePath> parse(String text) {
        Matcher path = TEXT.matcher(text);
        if (!path.matches()) {
            return Optional.empty();
        }
        int level = Integer.parseInt(path.group(1));
        int width = path.group(3) == null ? FULL : Integer.parseInt(path.group(3));
        boolean fullWrittenAsPartial = path.group(3) != null && width >= FULL;
        if (level > MAX_LEVEL || fullWrittenAsPartial) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TilePath(level, Long.parseLong(path.group(2).replaceAll("[x/]", "")), width));
        } catch (NumberFormatException indexTooLarge) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        StringBuilder groups = new StringBuilder(threeDigits(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            groups.insert(0, "x" + threeDigits(rest % 1000) + "/");
        }
        return "tile/" + level + "/" + groups + (isFull() ? "" : ".p/" + width);
    }

    private static String threeDigits(long number) {
        return Long.toString(1000 + number).substring(1);
    }
}
