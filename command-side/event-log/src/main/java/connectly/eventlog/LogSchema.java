package connectly.eventlog;

import java.util.List;

/** The tables of the log, format version 1. */
final class LogSchema {
    /** Marks the file as ours in its SQLite header: the ASCII letters "CnLg". */
    static final int APPLICATION_ID = 0x436E4C67;

    /** The format this version writes, kept in {@code user_version}. */
    static final int FORMAT = 1;

    private LogSchema() {}

    /**
     * The tag index holds nothing that the rows do not, and may be made anew from them. It has no foreign key to
     * {@code event}: both are written in one transaction by the same hand, and the check would double the cost of a tag.
     */
    static final List<String> TABLES = List.of("""
            CREATE TABLE log_info (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                epoch TEXT NOT NULL,
                created_at INTEGER NOT NULL
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
                payload BLOB NOT NULL
            ) STRICT
            """, """
            CREATE TABLE event_tag (
                tag_hash INTEGER NOT NULL,
                type INTEGER NOT NULL,
                position INTEGER NOT NULL,
                PRIMARY KEY (tag_hash, type, position)
            ) STRICT, WITHOUT ROWID
            """);

    /**
     * The database itself refuses to change the past. The insert triggers are part of that: INSERT OR REPLACE removes the
     * row in its way without firing any delete trigger.
     */
    static final List<String> TRIGGERS = List.of("""
            CREATE TRIGGER event_no_update BEFORE UPDATE ON event
            BEGIN SELECT RAISE(ABORT, 'events are append-only'); END
            """, """
            CREATE TRIGGER event_no_delete BEFORE DELETE ON event
            BEGIN SELECT RAISE(ABORT, 'events are append-only'); END
            """, """
            CREATE TRIGGER event_at_the_end BEFORE INSERT ON event
            WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM event)
            BEGIN SELECT RAISE(ABORT, 'positions are dense'); END
            """, """
            CREATE TRIGGER event_id_once BEFORE INSERT ON event
            WHEN EXISTS (SELECT 1 FROM event WHERE event_id = NEW.event_id)
            BEGIN SELECT RAISE(ABORT, 'the event id is in the log already'); END
            """, """
            CREATE TRIGGER event_tag_no_update BEFORE UPDATE ON event_tag
            BEGIN SELECT RAISE(ABORT, 'the tag index is append-only'); END
            """, """
            CREATE TRIGGER event_tag_no_delete BEFORE DELETE ON event_tag
            BEGIN SELECT RAISE(ABORT, 'the tag index is append-only'); END
            """, """
            CREATE TRIGGER event_type_no_update BEFORE UPDATE ON event_type
            BEGIN SELECT RAISE(ABORT, 'event types are append-only'); END
            """, """
            CREATE TRIGGER event_type_no_delete BEFORE DELETE ON event_type
            BEGIN SELECT RAISE(ABORT, 'event types are append-only'); END
            """, """
            CREATE TRIGGER event_type_at_the_end BEFORE INSERT ON event_type
            WHEN NEW.id IS NOT (SELECT count(*) + 1 FROM event_type)
                OR EXISTS (SELECT 1 FROM event_type WHERE name = NEW.name AND version = NEW.version)
            BEGIN SELECT RAISE(ABORT, 'event types are append-only'); END
            """);
}
