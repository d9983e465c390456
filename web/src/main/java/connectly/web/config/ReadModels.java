package connectly.web.config;

import connectly.eventlog.DataDirectory;
import connectly.readmodel.ReadModel;
import connectly.readmodel.StaleReadModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the generation of the read model to serve from. */
final class ReadModels {
    private static final Logger log = LoggerFactory.getLogger(ReadModels.class);

    private ReadModels() {}

    /**
     * Opens the newest generation. Where there is none, or it was made by another version or from another log, begins a
     * new one, which the projection then fills from the log's beginning.
     */
    static ReadModel openNewest(DataDirectory data, String epoch) {
        List<Path> generations = data.readModels();
        if (generations.isEmpty()) {
            return ReadModel.open(data.readModel(1), epoch);
        }
        Path newest = generations.getLast();
        ReadModel readModel;
        try {
            readModel = ReadModel.open(newest, epoch);
        } catch (StaleReadModelException e) {
            log.info("{} It is built anew.", e.getMessage());
            readModel = ReadModel.open(data.readModel(DataDirectory.generation(newest) + 1), epoch);
            delete(newest);
        }
        generations.subList(0, generations.size() - 1).forEach(ReadModels::delete);
        return readModel;
    }

    /** A file that stays is harmless: the newest is used. */
    private static void delete(Path generation) {
        for (String suffix : List.of("", "-wal", "-shm")) {
            try {
                Files.deleteIfExists(Path.of(generation + suffix));
            } catch (IOException e) {
                log.warn("an old read model could not be deleted", e);
            }
        }
    }
}
