-- Articles, their versions, and the indices that find them.
-- Days are ISO text; moments are ISO text in UTC; what is packed is bot/store/packing.py's.

CREATE TABLE scope (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE
) STRICT;

INSERT INTO scope (id, name) VALUES (1, 'starter'), (2, 'host');

CREATE TABLE article (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    scope_id INTEGER NOT NULL REFERENCES scope (id),
    source TEXT NOT NULL,
    version INTEGER NOT NULL,
    text_digest BLOB NOT NULL,  -- of the body: the same text
    title TEXT NOT NULL,
    outlet TEXT,
    published TEXT,             -- day
    added TEXT NOT NULL,
    removed TEXT,
    UNIQUE (scope_id, source)
) STRICT;

CREATE INDEX article_by_text ON article (scope_id, text_digest);
CREATE INDEX article_by_day ON article (scope_id, published) WHERE removed IS NULL;

CREATE TABLE version (
    article_id INTEGER NOT NULL REFERENCES article (id),
    number INTEGER NOT NULL,
    digest BLOB NOT NULL,       -- of the header and the body: the same article
    added TEXT NOT NULL,
    by TEXT,
    body BLOB NOT NULL,         -- these three are zlib of UTF-8
    page BLOB NOT NULL,         -- packed: source, header, passages
    details BLOB NOT NULL,      -- packed: lines taken out, dates, names, quotations as read
    PRIMARY KEY (article_id, number)
) STRICT;

-- A run of whole passages, the row that search ranks. Its text is in the body alone.
CREATE TABLE window (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES article (id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL
) STRICT;

CREATE INDEX window_by_article ON window (article_id);

-- rowid is scope_id << 32 | window.id, so that a scope is a range of rows. A name is one token that stands for its key.
CREATE VIRTUAL TABLE window_text USING fts5 (
    title, words, pairs, names, content = '', tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TABLE quotation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES article (id),
    version INTEGER NOT NULL,   -- the last one that it was found in
    state TEXT NOT NULL CHECK (state IN ('found', 'orphaned', 'withdrawn')),
    digest BLOB NOT NULL,       -- of its words: the same quotation
    words TEXT NOT NULL,
    packed TEXT NOT NULL        -- as read, before corrections
) STRICT;

CREATE INDEX quotation_by_article ON quotation (article_id, state);

-- rowid is scope_id << 32 | quotation.id; of quotations in articles that are there, and not withdrawn.
CREATE VIRTUAL TABLE quotation_text USING fts5 (
    words, pairs, around, speakers, content = '', tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TABLE quotation_speaker (
    scope_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    published TEXT NOT NULL,    -- day, '' where unknown
    quotation_id INTEGER NOT NULL REFERENCES quotation (id),
    PRIMARY KEY (scope_id, key, kind, published, quotation_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE speaker (
    scope_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    direct INTEGER NOT NULL DEFAULT 0,
    reported INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (scope_id, key)
) STRICT, WITHOUT ROWID;

-- What a moderator put right; it outlives re-reading.
CREATE TABLE correction (
    article_id INTEGER NOT NULL REFERENCES article (id),
    digest BLOB NOT NULL,
    withdrawn INTEGER NOT NULL,
    speaker TEXT,
    speaker_key TEXT,
    kind TEXT,
    at TEXT NOT NULL,
    by TEXT,
    PRIMARY KEY (article_id, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE name (
    scope_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (scope_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX name_by_articles ON name (scope_id, articles) WHERE articles > 3;

CREATE TABLE name_word (
    scope_id INTEGER NOT NULL,
    word TEXT NOT NULL,         -- folded; each word of a name leads to it
    key TEXT NOT NULL,
    PRIMARY KEY (scope_id, word, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_day (
    scope_id INTEGER NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    article_id INTEGER NOT NULL REFERENCES article (id),
    published INTEGER NOT NULL, -- 1: the day of publication, 0: a day that it mentions
    PRIMARY KEY (scope_id, first, last, article_id, published)
) STRICT, WITHOUT ROWID;

-- The smallest hashes of an article's runs of words: near copies share some.
CREATE TABLE sketch (
    key INTEGER NOT NULL,
    article_id INTEGER NOT NULL REFERENCES article (id),
    PRIMARY KEY (key, article_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE outlet (
    scope_id INTEGER NOT NULL,
    outlet TEXT NOT NULL,       -- '' where unknown
    articles INTEGER NOT NULL,
    undated INTEGER NOT NULL,
    PRIMARY KEY (scope_id, outlet)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES article (id),
    at TEXT NOT NULL,
    by TEXT,
    deed TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX event_by_article ON event (article_id);
