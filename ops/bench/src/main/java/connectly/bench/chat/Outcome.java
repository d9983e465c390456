package connectly.bench.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What a scenario found: named figures, in the order in which they are told. */
final class Outcome {
    private static final double NANOS_OF_A_MILLI = 1e6;
    private static final double[] QUANTILES = {50, 99, 99.9, 100};
    private static final double ENOUGH = 100;

    private record Line(String words, String key, Object value) {}

    private final List<Line> lines = new ArrayList<>();

    /**
     * Adds a figure.
     *
     * @param words what the reader of the table is told
     * @param key its name in JSON
     */
    Outcome add(String words, String key, double value) {
        lines.add(new Line(words, key, value));
        return this;
    }

    /** The same for what is counted. */
    Outcome add(String words, String key, long value) {
        lines.add(new Line(words, key, value));
        return this;
    }

    /** Adds latencies: p50, p99, p99.9 and the longest, in milliseconds. */
    Outcome add(String words, String key, Histogram nanos) {
        double[] millis = new double[QUANTILES.length];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = rounded(nanos.getValueAtPercentile(QUANTILES[i]) / NANOS_OF_A_MILLI);
        }
        lines.add(new Line(words, key, millis));
        return this;
    }

    /** As a person reads it, a line a figure. */
    List<String> table() {
        return lines.stream()
                .map(line -> "  %-44s %s".formatted(line.words(), shown(line.value())))
                .toList();
    }

    private static String shown(Object value) {
        return switch (value) {
            case double[] millis ->
                String.format(
                        Locale.ROOT,
                        "p50 %.2f  p99 %.2f  p99.9 %.2f  max %.2f",
                        millis[0],
                        millis[1],
                        millis[2],
                        millis[3]);
            case Double number when Math.abs(number) < ENOUGH -> String.format(Locale.ROOT, "%.3g", number);
            default -> String.format(Locale.ROOT, "%,d", Math.round(((Number) value).doubleValue()));
        };
    }

    /** As a program reads it. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        lines.forEach(line ->
                json.put(line.key(), line.value() instanceof Double number ? (Object) rounded(number) : line.value()));
        return json;
    }

    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.5g", value));
    }
}
