"""The words that the index knows, for those that a user spelt otherwise."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from bot.store import wording
from bot.store.database import Database
from bot.text.tokens import stem

_OWN = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.window_vocabulary USING fts5vocab('main', 'window_text', 'row')"
_BEGUN = 2  # letters that have to be right
_NEARLY = 75  # of 100
_SHORTEST = 4
_MOST_WORDS = 6
_MOST_FOUND = 3


class Vocabulary:
    """Looks up words that are spelt much like others. The index keeps stems, so stems are found."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def near(self, words: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """For each word the stems of the index that are spelt most like it, the nearest first; its first letters have to be right.

        The cost is that of the index's words that begin alike: meant for the few words that the index lacks.
        """
        return await self._database.read(_near, [word for word in words if len(word) >= _SHORTEST][:_MOST_WORDS])


def _near(conn: sqlite3.Connection, words: Sequence[str]) -> dict[str, tuple[str, ...]]:
    conn.execute(_OWN)
    return {word: _near_one(conn, wording.folded(word)) for word in words}


def _near_one(conn: sqlite3.Connection, word: str) -> tuple[str, ...]:
    word, begun = stem(word), word[:_BEGUN]
    if not begun.isalpha():
        return ()
    terms = conn.execute(
        "SELECT term FROM temp.window_vocabulary WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?",
        (begun, begun[:-1] + chr(ord(begun[-1]) + 1), len(word) - 4, len(word) + 2),
    ).fetchall()
    found = process.extract(
        word, [term for (term,) in terms], scorer=fuzz.ratio, score_cutoff=_NEARLY, limit=_MOST_FOUND
    )
    return tuple(term for term, _, _ in found)
