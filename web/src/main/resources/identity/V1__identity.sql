-- identity.db: who may come in. The names of accounts are not here: they live in the event log
-- (docs/adr/0005-identity-beside-the-log.md). Ids are 16-byte UUIDs, times are milliseconds since 1970 UTC,
-- tokens are stored only as the SHA-256 of what the client holds.

CREATE TABLE credential (
  user_id       BLOB    NOT NULL PRIMARY KEY CHECK (length(user_id) = 16),
  password_hash TEXT    NOT NULL,
  created_at    INTEGER NOT NULL,
  updated_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  session_id   BLOB    NOT NULL PRIMARY KEY CHECK (length(session_id) = 16),
  user_id      BLOB    NOT NULL CHECK (length(user_id) = 16),
  token_hash   BLOB    NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  created_at   INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX session_by_user ON session (user_id, created_at);
CREATE INDEX session_by_expiry ON session (expires_at);

CREATE TABLE access_token (
  token_id     BLOB    NOT NULL PRIMARY KEY CHECK (length(token_id) = 16),
  user_id      BLOB    NOT NULL CHECK (length(user_id) = 16),
  name         TEXT    NOT NULL,
  scopes       TEXT    NOT NULL,
  token_hash   BLOB    NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  created_at   INTEGER NOT NULL,
  last_used_at INTEGER,
  revoked_at   INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX access_token_by_user ON access_token (user_id, created_at);
