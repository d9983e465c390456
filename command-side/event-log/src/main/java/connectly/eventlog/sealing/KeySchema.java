package connectly.eventlog.sealing;

import connectly.eventlog.sqlite.SqliteFile;
import java.util.List;

/** The tables of the keys, format version 1. */
final class KeySchema {
    private KeySchema() {}

    /** The application id is the ASCII letters "CnKy". */
    static final SqliteFile FILE = new SqliteFile("key file", 0x436E4B79, 1, List.of("""
            CREATE TABLE key_info (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                log TEXT NOT NULL,
                created_at INTEGER NOT NULL
            ) STRICT
            """, """
            CREATE TABLE data_key (
                kind TEXT NOT NULL,
                subject TEXT NOT NULL,
                period TEXT NOT NULL,
                wrapped BLOB NOT NULL,
                created_at INTEGER NOT NULL,
                PRIMARY KEY (kind, subject, period)
            ) STRICT, WITHOUT ROWID
            """, """
            CREATE TABLE destroyed_key (
                kind TEXT NOT NULL,
                subject TEXT NOT NULL,
                period TEXT NOT NULL,
                destroyed_at INTEGER NOT NULL,
                PRIMARY KEY (kind, subject, period)
            ) STRICT, WITHOUT ROWID
            """, """
            CREATE TRIGGER destroyed_key_no_update BEFORE UPDATE ON destroyed_key
            BEGIN SELECT RAISE(ABORT, 'a destroyed key stays destroyed'); END
            """, """
            CREATE TRIGGER destroyed_key_no_delete BEFORE DELETE ON destroyed_key
            BEGIN SELECT RAISE(ABORT, 'a destroyed key stays destroyed'); END
            """, """
            CREATE TRIGGER data_key_not_again BEFORE INSERT ON data_key
            WHEN EXISTS (
                SELECT 1 FROM destroyed_key
                WHERE kind = NEW.kind AND subject = NEW.subject AND period = NEW.period)
            BEGIN SELECT RAISE(ABORT, 'a destroyed key stays destroyed'); END
            """));
}
