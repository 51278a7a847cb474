"""Finds the windows of text that words stand in, and tells what the corpus holds."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.models import Span
from bot.store.database import Database
from bot.store.frequency import WINDOWS, Frequencies
from bot.store.scopes import numbers, rows

_CANDIDATES = """
WITH best AS MATERIALIZED (
    SELECT window_text.rowid AS row, sum(sought.value) AS score
    FROM json_each(:sought) AS sought CROSS JOIN window_text
    WHERE window_text MATCH sought.key AND window_text.rowid BETWEEN :low AND :high
        AND window_text.rowid >> 32 IN (SELECT value FROM json_each(:scopes))
    GROUP BY window_text.rowid ORDER BY score DESC, row LIMIT :limit
)
SELECT article_id, start, "end", score, published, words
FROM best JOIN window ON window.id = best.row & 0xFFFFFFFF JOIN article ON article.id = window.article_id
ORDER BY score DESC, row
"""
_BEST = (
    "SELECT rowid AS row, bm25(window_text, 2.0, 1.0, 1.0, 0.0) AS score FROM window_text"
    " WHERE window_text MATCH :expression AND rowid BETWEEN :low AND :high"
    " AND rowid >> 32 IN (SELECT value FROM json_each(:scopes)) ORDER BY score, rowid LIMIT :limit"
)


@dataclass(frozen=True, slots=True)
class WindowHit:
    """A window of an article that words were found in; the higher the score, the better.

    ``title`` ('' where there is none) and ``published`` are the article's.
    """

    id: int
    article_id: int
    span: Span
    score: float
    title: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A window that one of the rarest words was found in, or two of the next; ``words``: all that are in it.

    ``score`` tells how rare those are that chose it; ``words`` are `bot.store.window_words`'.
    """

    article_id: int
    span: Span
    score: float
    published: date | None
    words: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """What may be seen: how many articles, published from when to when, by whom."""

    articles: int
    earliest: date | None
    latest: date | None
    undated: int
    outlets: tuple[tuple[str, int], ...]  # the name and how many, most first; '' where no outlet is known


@dataclass(frozen=True, slots=True)
class Known:
    """In how many of ``windows`` windows each word (or phrase) stands, whatever its scope, and what may be seen."""

    counts: dict[str, int]
    windows: int
    corpus: Corpus


class Search:
    """Full-text search over windows of about 250 words."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._frequencies = Frequencies(WINDOWS)

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

        Only windows with one of the ``rare`` words are looked at (one of ``words``, where none is
        named); of those, the rarest choose, so that the cost doesn't grow with the corpus. Every
        word and phrase counts for the rank.
        """
        return await self._database.read(self._windows, words, rare, phrases, rows_of=(scopes, limit))

    def _windows(
        self,
        conn: sqlite3.Connection,
        words: Sequence[str],
        rare: Sequence[str],
        phrases: Sequence[str],
        rows_of: tuple[Sequence[str], int],
    ) -> tuple[WindowHit, ...]:
        expression = self._frequencies.expression(conn, words, rare, phrases)
        return _windows(conn, expression, *rows_of) if expression else ()

    async def candidates(
        self, words: Sequence[Sequence[str]], scopes: Sequence[str], limit: int
    ) -> tuple[Candidate, ...]:
        """The windows that hold one of the rarest of ``words``, or two of the next; those first that hold most of them.

        Each word comes with the others that stand for it. What is looked up is bounded, so that the cost hardly grows with the corpus. How good a window is, the caller
        tells by the words that are in it.
        """
        return await self._database.read(self._candidates, words, scopes, limit)

    def _candidates(
        self, conn: sqlite3.Connection, words: Sequence[Sequence[str]], scopes: Sequence[str], limit: int
    ) -> tuple[Candidate, ...]:
        sought = self._frequencies.choosing(conn, words)
        return _candidates(conn, sought, scopes, limit) if sought else ()

    async def document_frequency(self, words: Sequence[str]) -> dict[str, int]:
        """In how many windows each word (or phrase) stands, whatever its scope; estimated beyond 1,000."""
        return await self._database.read(self._frequencies.of, words)

    async def known(self, words: Sequence[str], scopes: Sequence[str]) -> Known:
        """`document_frequency` and `bounds` in one."""
        return await self._database.read(self._known, words, scopes)

    def _known(self, conn: sqlite3.Connection, words: Sequence[str], scopes: Sequence[str]) -> Known:
        return Known(self._frequencies.of(conn, words), self._frequencies.size(conn), _bounds(conn, scopes))

    async def bounds(self, scopes: Sequence[str]) -> Corpus:
        """What the articles of these scopes are, in numbers."""
        return await self._database.read(_bounds, scopes)


def _windows(conn: sqlite3.Connection, expression: str, names: Sequence[str], limit: int) -> tuple[WindowHit, ...]:
    found = conn.execute(
        f"WITH best AS MATERIALIZED ({_BEST})"  # noqa: S608 - a constant
        ' SELECT window.id, article_id, start, "end", -score, title, published FROM best'
        " JOIN window ON window.id = best.row & 0xFFFFFFFF JOIN article ON article.id = window.article_id"
        " ORDER BY score, row",
        {"expression": expression, "limit": limit, **rows(numbers(conn, names))},
    )
    return tuple(
        WindowHit(number, article_id, Span(start, end), score, title, date.fromisoformat(day) if day else None)
        for number, article_id, start, end, score, title, day in found
    )


def _candidates(
    conn: sqlite3.Connection, sought: Mapping[str, float], names: Sequence[str], limit: int
) -> tuple[Candidate, ...]:
    found = conn.execute(
        _CANDIDATES,
        {"sought": json.dumps(sought, ensure_ascii=False), "limit": limit, **rows(numbers(conn, names))},
    )
    return tuple(
        Candidate(article_id, Span(start, end), score, date.fromisoformat(day) if day else None, words)
        for article_id, start, end, score, day, words in found
    )


def _bounds(conn: sqlite3.Connection, names: Sequence[str]) -> Corpus:
    visible = numbers(conn, names)
    outlets = conn.execute(
        "SELECT outlet, sum(articles), sum(undated) FROM outlet"
        " WHERE scope_id IN (SELECT value FROM json_each(?)) GROUP BY outlet ORDER BY 2 DESC, outlet",
        (json.dumps(visible),),
    ).fetchall()
    edges = [_edge(conn, number, last=last) for number in visible for last in (False, True)]
    days = [day for day in edges if day]
    return Corpus(
        articles=sum(count for _, count, _ in outlets),
        earliest=date.fromisoformat(min(days)) if days else None,
        latest=date.fromisoformat(max(days)) if days else None,
        undated=sum(undated for _, _, undated in outlets),
        outlets=tuple((outlet, count) for outlet, count, _ in outlets),
    )


def _edge(conn: sqlite3.Connection, scope_id: int, *, last: bool) -> str | None:
    """The first or the last day that an article of a scope was published on; one look into the index each."""
    extreme = (
        "SELECT max(published) FROM article WHERE scope_id = ? AND removed IS NULL"
        if last
        else "SELECT min(published) FROM article WHERE scope_id = ? AND removed IS NULL"
    )
    day: str | None = conn.execute(extreme, (scope_id,)).fetchone()[0]
    return day
