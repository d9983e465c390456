package connectly.bench;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Prints the table, and what the machine is: the figures mean nothing without the limits beside them. */
final class Report {
    private static final double NANOS_OF_A_MILLI = 1e6;

    private final PrintWriter out;

    Report(PrintWriter out) {
        this.out = out;
    }

    void machine() throws SQLException {
        line(Runtime.getRuntime().availableProcessors() + " cores, " + System.getProperty("java.vm.name") + " "
                + Runtime.version() + ", SQLite " + sqliteVersion());
    }

    private static String sqliteVersion() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    void disk(Disk disk) {
        line(String.format(
                Locale.ROOT,
                "fdatasync of one page: p50 %.2f ms, p99 %.2f ms",
                disk.percentile(50) / NANOS_OF_A_MILLI,
                disk.percentile(99) / NANOS_OF_A_MILLI));
    }

    void table(List<Comparison> comparisons) {
        line("");
        line("             a second   batch  CPU us/op  limit       x limit  target");
        Set<Subject> limits = new LinkedHashSet<>();
        for (Comparison comparison : comparisons) {
            limits.add(comparison.limit());
            line(String.format(
                    Locale.ROOT,
                    "%s  %-10s %8.2f  %-8s %s",
                    figures(comparison.subject()),
                    comparison.limit().name(),
                    comparison.ratio(),
                    comparison.target() == null ? "" : comparison.target(),
                    comparison.verdict()));
        }
        limits.forEach(limit -> line(figures(limit)));
    }

    private static String figures(Subject subject) {
        double batch = subject.median(Sample::batch);
        return String.format(
                Locale.ROOT,
                "%-11s %,9.0f %7s %10.1f",
                subject.name(),
                subject.median(Sample::perSecond),
                Double.isNaN(batch) ? "" : String.format(Locale.ROOT, "%.1f", batch),
                subject.median(Sample::cpuMicros));
    }

    private void line(String text) {
        out.println(text.stripTrailing());
        out.flush();
    }
}
