"""What a user would build in an evening: the three best sentences of an FTS5 index, whatever was asked."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from typing import Any

_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[^\n.!?]+(?:[.!?](?!\s|$)[^\n.!?]*)*[.!?]?[\"”’]*")


class PlainSearch:
    """An FTS5 table of sentences, asked with an OR of all words."""

    def __init__(self, articles: Iterable[tuple[str, str]]) -> None:
        """``articles`` are (source, text)."""
        self._db = sqlite3.connect(":memory:")
        self._db.execute("CREATE VIRTUAL TABLE s USING fts5(source UNINDEXED, words, tokenize = 'porter unicode61')")
        rows = ((source, found[0].strip()) for source, text in articles for found in _SENTENCE.finditer(text))
        self._db.executemany("INSERT INTO s VALUES (?, ?)", (row for row in rows if row[1]))

    def reply(self, question: dict[str, Any], without: frozenset[str] = frozenset()) -> dict[str, Any]:
        """The object of a batch for one question; never silent while a word is found."""
        args = question.get("args") or {}
        text = " ".join([question["question"], *(str(value) for value in args.values() if value)])
        words = " OR ".join(f'"{word}"' for word in dict.fromkeys(_WORD.findall(text)))
        found = self._db.execute(
            "SELECT source, words FROM s WHERE s MATCH ? ORDER BY rank LIMIT 40", (words or '""',)
        ).fetchall()
        best = [row for row in found if row[0] not in without][:3]
        said = " ".join(row[1] for row in best)[:900]
        return {
            "id": question["id"],
            "answered": bool(best),
            "headline": best[0][1] if best else "Nothing found.",
            "text": said or "Nothing found.",
            "confidence": 0.5,
            "verdict": None,
            "quotations": [],
            "citations": [{"source": source, "passage": passage} for source, passage in best],
        }
