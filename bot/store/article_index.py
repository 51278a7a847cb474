"""What an article is found by: windows of its text, names, days, outlet, and the hashes that copies share.

`unindex` takes back exactly what `index` did: what is derived from a record is derived by the same
functions both times. A change to what they derive needs a migration that builds the indices anew.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from bot.models import EntityKind, Record, Span
from bot.store import quotation_index, scopes, wording
from bot.store.sketch import sketch
from bot.store.windows import windows

LONGEST = timedelta(days=31)  # a longer stretch of days places nothing
_NAMES = 500  # of one article; more is a list, not news


def index(conn: sqlite3.Connection, scope_id: int, article_id: int, record: Record) -> None:
    """Makes an article findable; its row, its version and its quotations' rows are there."""
    _index_text(conn, scope_id, article_id, record)
    _index_names(conn, scope_id, article_id, record)
    conn.executemany(
        "INSERT INTO article_day (scope_id, first, last, article_id, published) VALUES (?, ?, ?, ?, ?)",
        ((scope_id, first, last, article_id, published) for first, last, published in _days(record)),
    )
    conn.executemany(
        "INSERT INTO sketch (key, article_id) VALUES (?, ?)", ((key, article_id) for key in sketch(record.body))
    )
    _count(conn, scope_id, record, 1)
    quotation_index.index(conn, scope_id, article_id, record)


def unindex(conn: sqlite3.Connection, scope_id: int, article_id: int, record: Record) -> None:
    """Makes an article unfindable; ``record`` is the one that `index` was given."""
    _unindex_text(conn, scope_id, article_id, record)
    _unindex_names(conn, scope_id, article_id, record)
    conn.executemany(
        "DELETE FROM article_day WHERE scope_id = ? AND first = ? AND last = ? AND article_id = ? AND published = ?",
        ((scope_id, first, last, article_id, published) for first, last, published in _days(record)),
    )
    conn.executemany(
        "DELETE FROM sketch WHERE key = ? AND article_id = ?", ((key, article_id) for key in sketch(record.body))
    )
    _count(conn, scope_id, record, -1)
    quotation_index.unindex(conn, scope_id, article_id, record)


def _columns(record: Record, span: Span) -> tuple[str, str, str]:
    """The columns of window_text for one window."""
    title = record.header.title.value if record.header.title else ""
    words = span.of(record.body)
    return wording.bindable(title), wording.bindable(words), wording.pairs(f"{title}\n{words}")


def _index_text(conn: sqlite3.Connection, scope_id: int, article_id: int, record: Record) -> None:
    for span in windows(record.body, record.passages):
        window = conn.execute(
            'INSERT INTO window (article_id, start, "end") VALUES (?, ?, ?)', (article_id, span.start, span.end)
        ).lastrowid
        conn.execute(
            "INSERT INTO window_text (rowid, title, words, pairs) VALUES (?, ?, ?, ?)",
            (scopes.row(scope_id, window or 0), *_columns(record, span)),
        )


def _unindex_text(conn: sqlite3.Connection, scope_id: int, article_id: int, record: Record) -> None:
    found = conn.execute('SELECT id, start, "end" FROM window WHERE article_id = ?', (article_id,)).fetchall()
    conn.executemany(
        "INSERT INTO window_text (window_text, rowid, title, words, pairs) VALUES ('delete', ?, ?, ?, ?)",
        ((scopes.row(scope_id, window), *_columns(record, Span(start, end))) for window, start, end in found),
    )
    conn.execute("DELETE FROM window WHERE article_id = ?", (article_id,))


def _index_names(conn: sqlite3.Connection, scope_id: int, article_id: int, record: Record) -> None:
    named, published = _named(record), published_day(record) or ""
    conn.executemany(
        "INSERT INTO article_name (scope_id, key, published, article_id, mentions) VALUES (?, ?, ?, ?, ?)",
        ((scope_id, key, published, article_id, mentions) for key, (_, _, mentions) in named.items()),
    )
    conn.executemany(
        "INSERT INTO name (scope_id, key, name, kind, articles) VALUES (?, ?, ?, ?, 1)"
        " ON CONFLICT DO UPDATE SET articles = articles + 1,"
        " name = CASE WHEN length(excluded.name) > length(name) THEN excluded.name ELSE name END",
        ((scope_id, key, name, kind) for key, (name, kind, _) in named.items()),
    )
    conn.executemany(
        "INSERT INTO name_word (scope_id, word, key) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        ((scope_id, word, key) for key, (name, _, _) in named.items() for word in name_words(name)),
    )


def _unindex_names(conn: sqlite3.Connection, scope_id: int, article_id: int, record: Record) -> None:
    published, rows = published_day(record) or "", [(scope_id, key) for key in _named(record)]
    conn.executemany(
        "DELETE FROM article_name WHERE scope_id = ? AND key = ? AND published = ? AND article_id = ?",
        ((*row, published, article_id) for row in rows),
    )
    conn.executemany("UPDATE name SET articles = articles - 1 WHERE scope_id = ? AND key = ?", rows)
    for scope, key in rows:
        gone = conn.execute(
            "DELETE FROM name WHERE scope_id = ? AND key = ? AND articles <= 0 RETURNING key", (scope, key)
        ).fetchall()
        if gone:
            conn.execute("DELETE FROM name_word WHERE scope_id = ? AND key = ?", (scope, key))


def name_words(name: str) -> list[str]:
    """What may be typed to find a name: each of its words, folded, and all of it."""
    whole = wording.folded(name)
    return list(dict.fromkeys((whole, *whole.replace("-", " ").split())))


def published_day(record: Record) -> str | None:
    """The day of publication as ISO text."""
    return record.header.published.day.isoformat() if record.header.published else None


def _named(record: Record) -> dict[str, tuple[str, EntityKind, int]]:
    """Who is named: the fullest name, its kind, and how often, by key."""
    counts = Counter(wording.bindable(mention.key) for mention in record.names)
    best: dict[str, tuple[str, EntityKind]] = {}
    for mention in record.names:
        key, name = wording.bindable(mention.key), wording.bindable(mention.name)
        if key not in best or len(name) > len(best[key][0]):
            best[key] = name, mention.kind
    return {key: (*best[key], mentions) for key, mentions in counts.most_common(_NAMES)}


def _days(record: Record) -> Iterator[tuple[str, str, int]]:
    """The days (first, last, whether of publication) that place an article in time, each once."""
    day = published_day(record)
    if day:
        yield day, day, 1
    found = {choice.days for mention in record.dates if not mention.duration for choice in mention.candidates}
    for days in sorted(found, key=lambda days: (days.first, days.last)):
        if days.last - days.first <= LONGEST:
            yield days.first.isoformat(), days.last.isoformat(), 0


def _count(conn: sqlite3.Connection, scope_id: int, record: Record, by: int) -> None:
    outlet = wording.bindable(record.header.outlet.value) if record.header.outlet else ""
    undated = 0 if record.header.published else by
    conn.execute(
        "INSERT INTO outlet (scope_id, outlet, articles, undated) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET articles = articles + excluded.articles, undated = undated + excluded.undated",
        (scope_id, outlet, by, undated),
    )
    conn.execute("DELETE FROM outlet WHERE scope_id = ? AND outlet = ? AND articles <= 0", (scope_id, outlet))
