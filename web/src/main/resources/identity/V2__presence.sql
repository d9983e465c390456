-- Whoever is here has chosen to hide whether they are online. A setting of the account that nobody else is told of, and
-- nothing to keep for ever, so it is not in the event log.

CREATE TABLE hidden_presence (
  user_id BLOB NOT NULL PRIMARY KEY CHECK (length(user_id) = 16)
) STRICT, WITHOUT ROWID;
