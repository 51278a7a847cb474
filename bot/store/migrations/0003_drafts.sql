-- Articles that a moderator has typed or uploaded and not saved yet.

CREATE TABLE draft (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    server_id INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    expires TEXT NOT NULL,
    packed BLOB NOT NULL        -- zlib of UTF-8
) STRICT;

CREATE INDEX draft_by_expiry ON draft (expires);
