package connectly.ops;

import connectly.eventlog.DataDirectory;
import connectly.eventlog.EventLog;
import connectly.projectors.ChatProjection;
import connectly.projectors.Rebuild;
import connectly.readmodel.ReadModel;
import connectly.readmodel.ReadModelException;
import connectly.readmodel.StaleReadModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Builds a new generation of the read model beside the newest one, holds the two against each other, and swaps. */
final class ReadModelRebuild {
    private final DataDirectory data;
    private final EventLog log;

    ReadModelRebuild(DataDirectory data, EventLog log) {
        this.data = data;
        this.log = log;
    }

    /** How the new generation compares with the one it replaces. */
    enum Comparison {
        SAME(", the same as before."),
        DIFFERENT(", NOT the same as before: the old read model was wrong."),
        NOT_COMPARABLE(".");

        private final String words;

        Comparison(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    record Outcome(Path file, long events, String digest, Comparison comparison) {}

    Outcome run(Progress progress) {
        List<Path> old = data.readModels();
        Path target = data.readModel(old.isEmpty() ? 1 : DataDirectory.generation(old.getLast()) + 1);
        // Not a generation yet by its name: one that was left half-built is never served, and overwritten next time.
        Path building = target.resolveSibling("building-" + target.getFileName());
        delete(building);
        long head = log.head();
        String digest = new Rebuild(log.engine(), EventLog::position)
                .into(building, log.epoch(), head, position -> progress.at(position, head));
        Comparison comparison =
                old.isEmpty() ? Comparison.NOT_COMPARABLE : compared(old.getLast(), log.epoch(), head, digest);
        move(building, target);
        old.forEach(ReadModelRebuild::delete);
        return new Outcome(target, head, digest, comparison);
    }

    private static Comparison compared(Path old, String epoch, long head, String digest) {
        try (ReadModel readModel = ReadModel.open(old, epoch)) {
            if (readModel.position(ChatProjection.PROCESSOR) != head) {
                return Comparison.NOT_COMPARABLE;
            }
            return readModel.digest().equals(digest) ? Comparison.SAME : Comparison.DIFFERENT;
        } catch (StaleReadModelException e) {
            return Comparison.NOT_COMPARABLE;
        } catch (ReadModelException e) {
            // It cannot be read, which is a good reason to rebuild it.
            return Comparison.DIFFERENT;
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path generation) {
        try {
            for (String suffix : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(Path.of(generation + suffix));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
