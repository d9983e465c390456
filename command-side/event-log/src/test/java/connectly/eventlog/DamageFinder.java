package connectly.eventlog;

import java.nio.file.Path;
import java.util.Optional;

/** Tells whether the file of a log still says what it said when it was sound. */
@FunctionalInterface
interface DamageFinder {
    /** The first thing that is wrong; empty when nothing was found. It must not change the file. */
    Optional<String> damageIn(Path file);
}
