package connectly.eventlog;

import java.nio.file.Path;

/**
 * The files of one log.
 *
 * @param events the log itself, whose backups are kept long
 * @param keys what unseals its content, whose backups are not
 */
public record LogFiles(Path events, Path keys) {}
