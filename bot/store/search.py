"""Finds the windows of text that words stand in, and tells what the corpus holds."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.models import Span
from bot.store import wording
from bot.store.database import Database
from bot.store.scopes import number_in, numbers, rows

COUNTED = 5_000  # postings of a word that are counted; beyond, its frequency is estimated
_REMEMBERED = 20_000  # words whose frequency is kept in mind


@dataclass(frozen=True, slots=True)
class WindowHit:
    """A window of an article that words were found in; the higher the score, the better."""

    id: int
    article_id: int
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Corpus:
    """What may be seen: how many articles, published from when to when, by whom."""

    articles: int
    earliest: date | None
    latest: date | None
    undated: int
    outlets: tuple[tuple[str, int], ...]  # the name and how many, most first; '' where no outlet is known


class Search:
    """Full-text search over windows of about 250 words."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._frequencies: dict[str, int] = {}
        self._seen = (-1, -1)

    async def windows(
        self,
        words: Sequence[str],
        rare: Sequence[str],
        scopes: Sequence[str],
        limit: int,
        *,
        phrases: Sequence[str] = (),
    ) -> tuple[WindowHit, ...]:
        """The best windows for ``words``, best first, ties by age.

        Only windows with one of the ``rare`` words are looked at (all, where none is named), so
        the cost is that of the rare words' postings; every word and phrase counts for the rank.
        """
        expression = wording.budgeted(words, rare, phrases)
        if not expression:
            return ()
        return await self._database.read(_windows, expression, scopes, limit)

    async def document_frequency(self, words: Sequence[str]) -> dict[str, int]:
        """In how many windows each word (or phrase) stands, whatever its scope; estimated beyond 5,000."""
        counted, self._seen, fresh = await self._database.read(_frequencies, words, self._frequencies, self._seen)
        if fresh or len(self._frequencies) > _REMEMBERED:
            self._frequencies = {}
        self._frequencies.update(counted)
        return counted

    async def bounds(self, scopes: Sequence[str]) -> Corpus:
        """What the articles of these scopes are, in numbers."""
        return await self._database.read(_bounds, scopes)


def _windows(conn: sqlite3.Connection, expression: str, names: Sequence[str], limit: int) -> tuple[WindowHit, ...]:
    found = conn.execute(
        "SELECT rowid, bm25(window_text, 2.0, 1.0, 1.0, 0.0) AS score FROM window_text"
        " WHERE window_text MATCH :expression AND rowid BETWEEN :low AND :high"
        " AND rowid >> 32 IN (SELECT value FROM json_each(:scopes)) ORDER BY score, rowid LIMIT :limit",
        {"expression": expression, "limit": limit, **rows(numbers(conn, names))},
    ).fetchall()
    hits = []
    for row, score in found:
        number = number_in(row)
        article_id, start, end = conn.execute(
            'SELECT article_id, start, "end" FROM window WHERE id = ?', (number,)
        ).fetchone()
        hits.append(WindowHit(number, article_id, Span(start, end), -score))
    return tuple(hits)


def _frequencies(
    conn: sqlite3.Connection, words: Sequence[str], known: dict[str, int], seen: tuple[int, int]
) -> tuple[dict[str, int], tuple[int, int], bool]:
    """The frequencies; the corpus's newest window and event, which tell when they are out of date; whether they were."""
    newest = _newest(conn, "window"), _newest(conn, "event")
    fresh = newest != seen
    usable = {} if fresh else known
    return {word: usable[word] if word in usable else _frequency(conn, word) for word in words}, newest, fresh


def _newest(conn: sqlite3.Connection, table: Literal["window", "event"]) -> int:
    """The highest id that a table ever gave."""
    found = conn.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return int(found[0]) if found else 0


def _frequency(conn: sqlite3.Connection, word: str) -> int:
    expression = wording.term(word)
    if not expression:
        return 0
    counted, reached = conn.execute(
        "SELECT count(*), max(rowid) FROM (SELECT rowid FROM window_text WHERE window_text MATCH ? LIMIT ?)",
        (expression, COUNTED),
    ).fetchone()
    if counted < COUNTED:
        return int(counted)
    return int(COUNTED * max(_newest(conn, "window") / number_in(reached), 1.0))


def _bounds(conn: sqlite3.Connection, names: Sequence[str]) -> Corpus:
    visible = numbers(conn, names)
    outlets = conn.execute(
        "SELECT outlet, sum(articles), sum(undated) FROM outlet"
        " WHERE scope_id IN (SELECT value FROM json_each(?)) GROUP BY outlet ORDER BY 2 DESC, outlet",
        (json.dumps(visible),),
    ).fetchall()
    days = [
        day
        for number in visible
        for day in conn.execute(
            "SELECT min(published), max(published) FROM article WHERE scope_id = ? AND removed IS NULL", (number,)
        ).fetchone()
        if day
    ]
    return Corpus(
        articles=sum(count for _, count, _ in outlets),
        earliest=date.fromisoformat(min(days)) if days else None,
        latest=date.fromisoformat(max(days)) if days else None,
        undated=sum(undated for _, _, undated in outlets),
        outlets=tuple((outlet, count) for outlet, count, _ in outlets),
    )
