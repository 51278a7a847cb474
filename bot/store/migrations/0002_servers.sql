-- What is kept for Discord servers: settings, reports, what buttons need, what was done already.

CREATE TABLE server (
    id INTEGER PRIMARY KEY,     -- Discord's number
    joined TEXT NOT NULL,
    "left" TEXT
) STRICT;

CREATE TABLE setting (
    server_id INTEGER PRIMARY KEY,
    moderator_role INTEGER,
    report_channel INTEGER,
    private_answers INTEGER NOT NULL,
    hide_starter INTEGER NOT NULL,
    at TEXT NOT NULL,
    by TEXT
) STRICT;

CREATE TABLE report (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    server_id INTEGER,          -- NULL: from a direct message, for the host
    user_id TEXT NOT NULL,
    at TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    articles TEXT NOT NULL,     -- JSON, the ids of what was cited
    comment TEXT NOT NULL,
    settled TEXT,
    settled_by TEXT,
    note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX report_by_server ON report (server_id, settled, id);
CREATE INDEX report_by_user ON report (user_id);

CREATE TABLE answer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    server_id INTEGER,
    expires TEXT NOT NULL,
    packed BLOB NOT NULL        -- zlib of UTF-8
) STRICT;

CREATE INDEX answer_by_expiry ON answer (expires);

-- Interactions that changed something: the same one again changes nothing.
CREATE TABLE interaction (
    id TEXT PRIMARY KEY,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX interaction_by_time ON interaction (at);

CREATE TABLE kept (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
