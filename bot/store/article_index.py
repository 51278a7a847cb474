"""What an article is found by: windows of its text, names, days, outlet, and the hashes that copies share.

`unindex` takes back exactly what `index` did: what is derived from a record is derived by the same
functions both times. A change to what they derive needs a migration that builds the indices anew.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Iterator
from datetime import timedelta

from bot.models import Record, Span
from bot.store import name_index, quotation_index, scopes, window_words, wording
from bot.store.scopes import Place
from bot.store.sketch import sketch
from bot.store.windows import windows

LONGEST = timedelta(days=31)  # a longer stretch of days places nothing


def index(conn: sqlite3.Connection, place: Place, record: Record, keys: tuple[int, ...]) -> None:
    """Makes an article findable; its row and its version are there. ``keys``: its sketch."""
    scope_id, article_id = place.scope_id, place.article_id
    name_index.index(conn, scope_id, record)
    conn.executemany(
        "INSERT INTO article_day (scope_id, first, last, article_id, published) VALUES (?, ?, ?, ?, ?)",
        ((scope_id, first, last, article_id, published) for first, last, published in _days(record)),
    )
    conn.executemany("INSERT INTO sketch (key, article_id) VALUES (?, ?)", ((key, article_id) for key in keys))
    _count(conn, scope_id, record, 1)
    quotation_index.index(conn, place, record)
    _index_text(conn, scope_id, article_id, record)  # last: other writes make the full-text index flush what it holds


def unindex(conn: sqlite3.Connection, place: Place, record: Record) -> None:
    """Makes an article unfindable; ``record`` is the one that `index` was given."""
    scope_id, article_id = place.scope_id, place.article_id
    _unindex_text(conn, scope_id, article_id, record)
    name_index.unindex(conn, scope_id, record)
    conn.executemany(
        "DELETE FROM article_day WHERE scope_id = ? AND first = ? AND last = ? AND article_id = ? AND published = ?",
        ((scope_id, first, last, article_id, published) for first, last, published in _days(record)),
    )
    conn.executemany(
        "DELETE FROM sketch WHERE key = ? AND article_id = ?", ((key, article_id) for key in sketch(record.body))
    )
    _count(conn, scope_id, record, -1)
    quotation_index.unindex(conn, place, record)


def _columns(record: Record, span: Span, names: str) -> tuple[str, str, str, str]:
    """The columns of window_text for one window."""
    title = record.header.title.value if record.header.title else ""
    words = span.of(record.body)
    return wording.bindable(title), wording.bindable(words), wording.pairs(f"{title}\n{words}"), names


def _rows(record: Record) -> Iterator[tuple[Span, tuple[str, str, str, str]]]:
    """Each window and its columns."""
    spans = windows(record.body, record.passages)
    starts = [span.start for span in spans]
    named: list[dict[str, None]] = [{} for _ in spans]
    for mention in record.names:
        named[max(bisect_right(starts, mention.span.start) - 1, 0)][wording.token(mention.key)] = None
    for span, tokens in zip(spans, named, strict=True):
        yield span, _columns(record, span, " ".join(tokens))


def _index_text(conn: sqlite3.Connection, scope_id: int, article_id: int, record: Record) -> None:
    title = record.header.title.value if record.header.title else ""
    for span, columns in _rows(record):
        words = window_words.words_of(title, record.body, window_words.inside(span, record.passages))
        window = conn.execute(
            'INSERT INTO window (article_id, start, "end", words) VALUES (?, ?, ?, ?)',
            (article_id, span.start, span.end, words),
        ).lastrowid
        conn.execute(
            "INSERT INTO window_text (rowid, title, words, pairs, names) VALUES (?, ?, ?, ?, ?)",
            (scopes.row(scope_id, window or 0), *columns),
        )


def _unindex_text(conn: sqlite3.Connection, scope_id: int, article_id: int, record: Record) -> None:
    found = conn.execute("SELECT id FROM window WHERE article_id = ? ORDER BY id", (article_id,)).fetchall()
    conn.executemany(
        "INSERT INTO window_text (window_text, rowid, title, words, pairs, names) VALUES ('delete', ?, ?, ?, ?, ?)",
        (
            (scopes.row(scope_id, window), *columns)
            for (window,), (_, columns) in zip(found, _rows(record), strict=True)
        ),
    )
    conn.execute("DELETE FROM window WHERE article_id = ?", (article_id,))


def published_day(record: Record) -> str | None:
    """The day of publication as ISO text."""
    return record.header.published.day.isoformat() if record.header.published else None


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
