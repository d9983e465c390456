-- The read model: what people see, folded from the log. Any row here can be made again from there.
-- Ids are lower-case UUIDs, times are milliseconds since 1970 in UTC, positions are positions of the log.

CREATE TABLE account (
  user_id       TEXT    NOT NULL PRIMARY KEY,
  username      TEXT,                          -- null once erased
  display_name  TEXT,                          -- null once erased
  kind          TEXT    NOT NULL,
  registered_at INTEGER NOT NULL,
  UNIQUE (username)
) STRICT;

CREATE TABLE conversation (
  conversation_id TEXT    NOT NULL PRIMARY KEY,
  kind            TEXT    NOT NULL,
  title           TEXT,
  created_by      TEXT    NOT NULL,
  created_at      INTEGER NOT NULL,
  last_seq        INTEGER NOT NULL DEFAULT 0,  -- of the newest message; 0 while there is none
  active_position INTEGER NOT NULL             -- of the newest message, or else of the creation
) STRICT;

-- One row for each stretch of time in which somebody is a member; left_position ends it. What was said before it began
-- counts as delivered and read: joined_seq <= read_seq <= delivered_seq.
CREATE TABLE membership (
  conversation_id TEXT    NOT NULL REFERENCES conversation,
  user_id         TEXT    NOT NULL REFERENCES account,
  joined_position INTEGER NOT NULL,
  left_position   INTEGER,
  role            TEXT    NOT NULL,
  joined_seq      INTEGER NOT NULL,            -- of the newest message when the member joined
  delivered_seq   INTEGER NOT NULL,            -- a client of the member has the conversation up to here
  read_seq        INTEGER NOT NULL,            -- the member has seen the conversation up to here
  delivered_told  INTEGER,                     -- position of the receipt that says so; null where something else does
  read_told       INTEGER,                     -- likewise
  PRIMARY KEY (conversation_id, user_id, joined_position)
) STRICT, WITHOUT ROWID;

CREATE INDEX membership_of_user ON membership (user_id, left_position, conversation_id);
CREATE INDEX membership_delivered ON membership (delivered_told) WHERE delivered_told IS NOT NULL;
CREATE INDEX membership_read ON membership (read_told) WHERE read_told IS NOT NULL;

-- A mute outlives the membership that it was given to, so it stands beside it.
CREATE TABLE mute (
  conversation_id TEXT    NOT NULL REFERENCES conversation,
  user_id         TEXT    NOT NULL REFERENCES account,
  until           INTEGER,                     -- null: until it is lifted
  reason          TEXT,
  PRIMARY KEY (conversation_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE message (
  message_id        TEXT    NOT NULL PRIMARY KEY,
  conversation_id   TEXT    NOT NULL REFERENCES conversation,
  seq               INTEGER NOT NULL,          -- gapless from 1 in each conversation, in log order
  position          INTEGER NOT NULL UNIQUE,
  sender_id         TEXT    NOT NULL REFERENCES account,
  client_message_id TEXT    NOT NULL,
  body              TEXT,                      -- as last edited; null once deleted or erased
  reply_to          TEXT,
  checksum          TEXT,                      -- of the body; null like it
  sent_at           INTEGER NOT NULL,
  edited_at         INTEGER,                   -- of the last edit; null where none
  deleted_at        INTEGER,                   -- null while it is there
  revised_position  INTEGER,                   -- of the last edit, reaction or the deletion; null where none
  reactions         INTEGER NOT NULL DEFAULT 0, -- how many; they are read where there are some
  UNIQUE (conversation_id, seq)
) STRICT;

CREATE TABLE reaction (
  message_id TEXT    NOT NULL REFERENCES message,
  emoji      TEXT    NOT NULL,
  user_id    TEXT    NOT NULL REFERENCES account,
  position   INTEGER NOT NULL,                 -- since when
  PRIMARY KEY (message_id, emoji, user_id)
) STRICT, WITHOUT ROWID;

-- Deleted messages are not unread, and few.
CREATE INDEX message_deleted ON message (conversation_id, seq) WHERE deleted_at IS NOT NULL;

-- What clients are told, in log order. A row names what changed; what it is like now is read when it is told, so that
-- content erased since is never told again. Of receipts those are told that no later one has outdone.
CREATE TABLE change (
  position        INTEGER NOT NULL PRIMARY KEY,
  kind            TEXT    NOT NULL,
  conversation_id TEXT    NOT NULL REFERENCES conversation,
  message_id      TEXT,
  user_id         TEXT,                        -- the member whom it is about
  only_for        TEXT                         -- told to this member alone; null: to every member
) STRICT;

-- How far the log is folded into this file. Written in the transaction of the rows.
CREATE TABLE token (
  processor TEXT    NOT NULL,
  segment   INTEGER NOT NULL,
  mask      INTEGER NOT NULL,
  position  INTEGER NOT NULL,                  -- 0: nothing yet
  PRIMARY KEY (processor, segment)
) STRICT, WITHOUT ROWID;

-- The log that this file was folded from: its epoch. A file of another log is never used.
CREATE TABLE source (
  epoch TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;
