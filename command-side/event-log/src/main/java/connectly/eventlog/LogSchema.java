package connectly.eventlog;

import connectly.eventlog.sqlite.SqliteFile;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The tables of the log, format version 2; docs/log.md describes them. */
final class LogSchema {
    private LogSchema() {}

    /**
     * The tag index and the tiles hold nothing that the events do not, and may be made anew from them. Neither has a
     * foreign key: all is written in one transaction by the same hand, and the check would double the cost of a tag.
     */
    private static final List<String> TABLES = List.of("""
            CREATE TABLE log_info (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                log TEXT NOT NULL,
                created_at INTEGER NOT NULL
            ) STRICT
            """, """
            CREATE TABLE epoch (
                number INTEGER PRIMARY KEY,
                epoch TEXT NOT NULL UNIQUE,
                after_position INTEGER NOT NULL,
                verifier_key TEXT,
                began_at INTEGER NOT NULL
            ) STRICT
            """, """
            CREATE TABLE event_type (
                id INTEGER PRIMARY KEY,
                name TEXT NOT NULL,
                version TEXT NOT NULL,
                UNIQUE (name, version)
            ) STRICT
            """, """
            CREATE TABLE event (
                position INTEGER PRIMARY KEY,
                event_id TEXT NOT NULL UNIQUE,
                type INTEGER NOT NULL REFERENCES event_type (id),
                time INTEGER NOT NULL,
                tags TEXT NOT NULL,
                metadata TEXT NOT NULL,
                payload BLOB NOT NULL,
                content_hash BLOB CHECK (length(content_hash) = 32)
            ) STRICT
            """, """
            CREATE TABLE event_tag (
                tag_hash INTEGER NOT NULL,
                type INTEGER NOT NULL,
                position INTEGER NOT NULL,
                PRIMARY KEY (tag_hash, type, position)
            ) STRICT, WITHOUT ROWID
            """, """
            CREATE TABLE content (
                position INTEGER PRIMARY KEY,
                sealed BLOB NOT NULL
            ) STRICT
            """, """
            CREATE TABLE purge (
                position INTEGER PRIMARY KEY,
                purged_at INTEGER NOT NULL
            ) STRICT
            """, """
            CREATE TABLE tile (
                level INTEGER NOT NULL,
                tile_index INTEGER NOT NULL,
                hashes BLOB NOT NULL CHECK (length(hashes) = 8192),
                UNIQUE (level, tile_index)
            ) STRICT
            """, """
            CREATE TABLE checkpoint (
                size INTEGER NOT NULL,
                epoch INTEGER NOT NULL,
                note TEXT NOT NULL,
                signed_at INTEGER NOT NULL,
                PRIMARY KEY (size, epoch)
            ) STRICT, WITHOUT ROWID
            """);

    /**
     * The database itself refuses to change the past. The insert triggers are part of that: INSERT OR REPLACE removes the
     * row in its way without firing any delete trigger.
     */
    private static final List<String> TRIGGERS = List.of("""
            CREATE TRIGGER event_at_the_end BEFORE INSERT ON event
            WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM event)
            BEGIN SELECT RAISE(ABORT, 'positions are dense'); END
            """, """
            CREATE TRIGGER event_id_once BEFORE INSERT ON event
            WHEN EXISTS (SELECT 1 FROM event WHERE event_id = NEW.event_id)
            BEGIN SELECT RAISE(ABORT, 'the event id is in the log already'); END
            """, """
            CREATE TRIGGER event_type_at_the_end BEFORE INSERT ON event_type
            WHEN NEW.id IS NOT (SELECT count(*) + 1 FROM event_type)
                OR EXISTS (SELECT 1 FROM event_type WHERE name = NEW.name AND version = NEW.version)
            BEGIN SELECT RAISE(ABORT, 'event types are append-only'); END
            """, """
            CREATE TRIGGER content_comes_with_its_event BEFORE INSERT ON content
            WHEN NEW.position IS NOT (SELECT max(position) FROM event)
                OR EXISTS (SELECT 1 FROM content WHERE position = NEW.position)
            BEGIN SELECT RAISE(ABORT, 'content comes with its event, once'); END
            """, """
            CREATE TRIGGER content_is_purged_openly BEFORE DELETE ON content
            WHEN NOT EXISTS (SELECT 1 FROM purge WHERE position = OLD.position)
            BEGIN SELECT RAISE(ABORT, 'content goes only where its purge is noted'); END
            """, """
            CREATE TRIGGER tile_once BEFORE INSERT ON tile
            WHEN EXISTS (SELECT 1 FROM tile WHERE level = NEW.level AND tile_index = NEW.tile_index)
            BEGIN SELECT RAISE(ABORT, 'tiles are append-only'); END
            """, """
            CREATE TRIGGER checkpoint_once BEFORE INSERT ON checkpoint
            WHEN EXISTS (SELECT 1 FROM checkpoint WHERE size = NEW.size AND epoch = NEW.epoch)
            BEGIN SELECT RAISE(ABORT, 'checkpoints are append-only'); END
            """, """
            CREATE TRIGGER purge_once BEFORE INSERT ON purge
            WHEN EXISTS (SELECT 1 FROM purge WHERE position = NEW.position)
            BEGIN SELECT RAISE(ABORT, 'purges are append-only'); END
            """, """
            CREATE TRIGGER epoch_at_the_end BEFORE INSERT ON epoch
            WHEN NEW.number IS NOT (SELECT count(*) + 1 FROM epoch)
            BEGIN SELECT RAISE(ABORT, 'epochs are append-only'); END
            """, """
            CREATE TRIGGER epoch_gets_its_key_once BEFORE UPDATE ON epoch
            WHEN OLD.verifier_key IS NOT NULL OR NEW.number IS NOT OLD.number OR NEW.epoch IS NOT OLD.epoch
                OR NEW.after_position IS NOT OLD.after_position OR NEW.began_at IS NOT OLD.began_at
            BEGIN SELECT RAISE(ABORT, 'epochs are append-only'); END
            """, """
            CREATE TRIGGER epoch_no_delete BEFORE DELETE ON epoch
            BEGIN SELECT RAISE(ABORT, 'epochs are append-only'); END
            """, """
            CREATE TRIGGER content_no_update BEFORE UPDATE ON content
            BEGIN SELECT RAISE(ABORT, 'content is append-only'); END
            """);

    /** Tables of which no row is ever changed or removed. */
    private static final List<String> APPEND_ONLY =
            List.of("log_info", "event_type", "event", "event_tag", "purge", "tile", "checkpoint");

    /** Marked in its SQLite header with the ASCII letters "CnLg". */
    static final SqliteFile FILE = new SqliteFile("event log", 0x436E4C67, 2, statements());

    private static List<String> statements() {
        Stream<String> guards = APPEND_ONLY.stream()
                .flatMap(table -> Stream.of("UPDATE", "DELETE")
                        .map(operation -> """
                        CREATE TRIGGER %1$s_no_%2$s BEFORE %3$s ON %1$s
                        BEGIN SELECT RAISE(ABORT, 'the table %1$s is append-only'); END
                        """.formatted(table, operation.toLowerCase(Locale.ROOT), operation)));
        return Stream.of(TABLES.stream(), TRIGGERS.stream(), guards)
                .flatMap(part -> part)
                .toList();
    }
}
