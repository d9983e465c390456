package connectly.ops;

import connectly.eventlog.DataDirectory;
import connectly.eventlog.DataFiles;
import connectly.eventlog.EventLogException;
import connectly.eventlog.StoredLog;
import connectly.eventlog.sealing.KeyStore;
import connectly.eventlog.sealing.MasterKey;
import connectly.projectors.ChatProjection;
import connectly.readmodel.Generation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at each part of an installation, and changes none. What is wrong with one does not keep it from the others. */
final class Checkup {
    /** Past this, somebody keeps the write-ahead log from shrinking. */
    private static final long LARGEST_WAL = 64L << 20;

    private final Installation here;
    private final DataFiles files;
    private final List<Line> lines = new ArrayList<>();

    Checkup(Installation here) {
        this.here = here;
        this.files = here.files();
    }

    /** What was found of one topic. */
    record Line(boolean isWell, String topic, String text) {}

    private interface Look {
        /** @return what is well; what is wrong is thrown, with one sentence */
        String text() throws IOException;
    }

    List<Line> lines() {
        if (!Files.isDirectory(files.path())) {
            return List.of(new Line(false, "data directory", "There is no directory %s.".formatted(files.path())));
        }
        look(
                "data directory",
                () -> "%s, %s"
                        .formatted(
                                files.path(),
                                DataDirectory.isHeld(files.path()) ? "in use by a running server" : "not in use"));
        try (StoredLog log = StoredLog.open(files.events())) {
            look("SQLite", log::sqliteVersion);
            lookAtTheLog(log);
            look("write-ahead log", this::writeAheadLog);
            look("master key", () -> masterKey(log));
            look("read model", () -> readModel(log));
        } catch (EventLogException e) {
            lines.add(new Line(false, "log", String.valueOf(e.getMessage())));
        }
        return lines;
    }

    private void lookAtTheLog(StoredLog log) {
        look("log", () -> "%,d events, format %d, id %s".formatted(log.head(), log.format(), log.id()));
        look("epoch", log::epoch);
        look("verifier key", () -> log.verifierKey().orElse("none before the first start"));
        look("checkpoint", () -> checkpoint(log));
    }

    // Whatever part of the product says that something is wrong, says it in one sentence.
    private void look(String topic, Look look) {
        try {
            lines.add(new Line(true, topic, look.text()));
        } catch (RuntimeException | IOException e) {
            lines.add(new Line(false, topic, String.valueOf(e.getMessage())));
        }
    }

    private static String checkpoint(StoredLog log) {
        Optional<StoredLog.Latest> latest = log.checkpoint();
        return latest.isEmpty()
                ? "none yet"
                : "covers %,d of %,d events, signed %s"
                        .formatted(latest.get().size(), log.head(), latest.get().signedAt());
    }

    private String writeAheadLog() throws IOException {
        Path wal = Path.of(files.events() + "-wal");
        long bytes = Files.exists(wal) ? Files.size(wal) : 0;
        if (bytes > LARGEST_WAL) {
            throw new IOException(
                    "It has %,d bytes: a reader that does not end keeps it from shrinking.".formatted(bytes));
        }
        return "%,d bytes".formatted(bytes);
    }

    private String masterKey(StoredLog log) {
        KeyStore.requireOpens(files.keys(), MasterKey.of(here.masterKey().get()), log.id());
        return "opens " + files.keys().getFileName();
    }

    private String readModel(StoredLog log) throws IOException {
        List<Path> generations = files.readModels();
        if (generations.isEmpty()) {
            return "none yet; the next start makes it";
        }
        Path newest = generations.getLast();
        Generation generation = Generation.of(newest, ChatProjection.PROCESSOR);
        if (!generation.epoch().equals(log.epoch())) {
            throw new IOException("It was made from another epoch of the log. Run rebuild.");
        }
        long head = log.head();
        if (generation.position() > head) {
            throw new IOException("It is at position %,d, and the log ends at %,d. Run rebuild."
                    .formatted(generation.position(), head));
        }
        return "generation %d, at position %,d of %,d"
                .formatted(DataFiles.generation(newest), generation.position(), head);
    }
}
