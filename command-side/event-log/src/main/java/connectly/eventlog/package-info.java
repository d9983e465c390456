/**
 * The log: an append-only SQLite file of events with dynamic consistency boundaries and group commit,
 * whose content can be erased and whose history can be proved.
 *
 * <p>Start at {@link connectly.eventlog.EventLog}. The core ({@code LogStore}, {@code EventWriter}, {@code EventReader})
 * speaks in its own small records; everything that knows Axon Framework is in {@code SqliteEventStorageEngine} and the
 * classes it names. Keys are in {@code sealing}, the Merkle tree in {@code merkle}. Nothing here knows of chat.
 */
@NullMarked
package connectly.eventlog;

import org.jspecify.annotations.NullMarked;
