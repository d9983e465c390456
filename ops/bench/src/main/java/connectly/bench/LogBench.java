package connectly.bench;

import connectly.bench.Comparison.OfRate;
import connectly.bench.Comparison.OfTime;
import connectly.bench.Comparison.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is measured of the log and the read model, against what, and how good it has to be. */
final class LogBench {
    private final Workspace workspace;
    private final Predicate<String> wanted;
    private final Disk disk;
    private final List<Comparison> comparisons = new ArrayList<>();

    /**
     * Prepares the comparisons whose names are wanted.
     *
     * @param largeLog how many events the large log of {@code growth} has
     */
    LogBench(Workspace workspace, Predicate<String> wanted, long largeLog) throws IOException, SQLException {
        this.workspace = workspace;
        this.wanted = wanted;
        disk = new Disk(workspace.directory());
        throughput();
        growth(largeLog);
        rebuild();
    }

    private void throughput() throws IOException, SQLException {
        OpenLog log = workspace.openCopy("log");
        RawLog rawLog = new RawLog(OpenLog.file(workspace.copy("raw")));
        workspace.closeAtTheEnd(rawLog::close);
        Subject raw = new Subject("raw-64", rawLog::append);
        Subject sync = new Subject("fdatasync", disk::sync);
        compare(new Subject("engine-1", about -> engine(log, 1, about)), raw, null);
        compare(new Subject("engine-8", about -> engine(log, 8, about)), raw, null);
        compare(new Subject("engine-64", about -> engine(log, 64, about)), raw, new OfRate(0.75));
        compare(new Subject("engine-256", about -> engine(log, 256, about)), raw, new OfRate(0.75));
        compare(new Subject("command-64", about -> commands(log, 64, about)), raw, null);
        compare(new Subject("command-256", about -> commands(log, 256, about)), raw, new OfRate(0.50));
        compare(new Subject("command-1", about -> commands(log, 1, about)), sync, new OfTime(3));
    }

    private void growth(long largeLog) throws IOException {
        if (!wanted.test("growth")) {
            return;
        }
        OpenLog small = workspace.openCopy("small");
        OpenLog large = workspace.openCopy("large");
        Workspace.fill(large, largeLog);
        // A quarter of the time, so that the small log stays small.
        compare(
                new Subject("growth", about -> engine(large, 64, about.dividedBy(4))),
                new Subject("small log", about -> engine(small, 64, about.dividedBy(4))),
                new OfTime(1.15));
    }

    private void rebuild() throws IOException {
        if (!wanted.test("rebuild")) {
            return;
        }
        Rebuilds rebuilds = new Rebuilds(
                workspace.openCopy("source"),
                Files.createDirectories(workspace.directory().resolve("read-models")));
        compare(
                new Subject("rebuild", _ -> rebuilds.rebuild()),
                new Subject("raw insert", _ -> rebuilds.insert()),
                new OfRate(0.75));
    }

    private void compare(Subject subject, Subject limit, @Nullable Target target) {
        if (wanted.test(subject.name())) {
            comparisons.add(new Comparison(subject, limit, target));
        }
    }

    private static Sample engine(OpenLog log, int callers, Duration about) throws Exception {
        return Callers.loop(
                callers,
                about,
                log::head,
                caller -> log.append(Population.message(caller), Population.command(caller)));
    }

    private static Sample commands(OpenLog log, int callers, Duration about) throws Exception {
        return Callers.loop(callers, about, log::head, caller -> log.send(Population.command(caller)));
    }

    /** One line each, in the order in which they were prepared. */
    List<Comparison> comparisons() {
        return comparisons;
    }

    Disk disk() {
        return disk;
    }

    /** Everybody once for each round, one after the other, so that what else the machine does meets all alike. */
    void run(int rounds, Duration about) throws Exception {
        Set<Subject> subjects = new LinkedHashSet<>();
        for (Comparison comparison : comparisons) {
            subjects.add(comparison.subject());
            subjects.add(comparison.limit());
        }
        // Also where no line needs it: the report says what the disk is like.
        var _ = disk.sync(about);
        for (Subject subject : subjects) {
            subject.warmUp(about.multipliedBy(2));
        }
        for (int round = 0; round < rounds; round++) {
            for (Subject subject : subjects) {
                subject.round(about);
            }
        }
    }
}
