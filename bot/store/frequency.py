"""How common words are in an index, and which of a question's words the index is asked for.

bm25 is worked out for every row that matches, so a question's cost is that of the postings it
touches. The rarest words choose the rows, within a budget; where they are few, rows that hold two of
the next are worth more than ever longer lists of one word. Measured on 100,000 articles, an answer among
the ten best windows: 0.70 of 142 questions of news with a budget of 600, 0.81 with 2,000, 0.84 with 5,000,
and 0.86 with 600 and pairs of four words, at the instructions of 1,000. All words, OR, ordered by rank: 0.86.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from bot.store import wording
from bot.store.scopes import number_in

COUNTED = 1_000  # postings of a word that are counted; beyond, its frequency is estimated
GROWN = 1.1  # times as many rows, from which estimates are made anew
BUDGET = 600  # postings of all the words together that choose the rows
TOGETHER, MIDDLING = 4, 8_000  # words that choose rows two and two, each of which stands in no more rows than this
_COMMON = 0.2  # of the rows: a word that stands in more of them ranks nothing
_RANKING = 24  # words that rank; of a longer question the rarest
_REMEMBERED = 20_000  # words whose frequency is kept in mind


@dataclass(frozen=True, slots=True)
class Index:
    """A full-text index: the statement that counts a word's rows, and the table whose ids number them."""

    count: str
    numbered: str


WINDOWS = Index(
    "SELECT count(*), max(rowid) FROM (SELECT rowid FROM window_text WHERE window_text MATCH ? LIMIT ?)", "window"
)
QUOTATIONS = Index(
    "SELECT count(*), max(rowid) FROM (SELECT rowid FROM quotation_text WHERE quotation_text MATCH ? LIMIT ?)",
    "quotation",
)


class Frequencies:
    """In how many rows of an index words stand.

    Counts are kept in mind as long as the corpus stays as it is, estimates until it has grown by a tenth.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._known: dict[str, int] = {}
        self._seen = (-1, -1)
        self._estimated = 0  # rows when the estimates were made

    def of(self, conn: sqlite3.Connection, words: Sequence[str]) -> dict[str, int]:
        """The frequency of each word or phrase, whatever its scope; estimated beyond 1,000."""
        self._forget(_newest(conn, self._index.numbered), _newest(conn, "event"))
        known = self._known
        return {
            word: known[word] if word in known else known.setdefault(word, self._count(conn, word)) for word in words
        }

    def choice(self, conn: sqlite3.Connection, words: Sequence[str]) -> tuple[list[str], list[str]]:
        """The rarest of ``words`` within the budget, at least one where any is found, and the next that choose two and two."""
        found = self.of(conn, words)
        known = sorted((word for word in found if found[word]), key=lambda word: (found[word], word))
        few = _within_budget(known, found)
        return few, [word for word in known[len(few) :] if found[word] <= MIDDLING][:TOGETHER]

    def _forget(self, rows: int, events: int) -> None:
        """Drops what may no longer be so."""
        if rows > GROWN * self._estimated or len(self._known) > _REMEMBERED:
            self._known, self._estimated = {}, rows
        elif (rows, events) != self._seen:
            self._known = {word: count for word, count in self._known.items() if count >= COUNTED}
        self._seen = (rows, events)

    def expression(
        self, conn: sqlite3.Connection, words: Sequence[str], rare: Sequence[str], phrases: Sequence[str] = ()
    ) -> str:
        """What to MATCH: the rarest of ``rare``, within the budget, choose the rows; all the words rank them.

        '' where there is nothing to look for.
        """
        found = self.of(conn, [*words, *rare])
        common = max(BUDGET, int(_COMMON * _newest(conn, self._index.numbered)))
        known = sorted((word for word in found if found[word]), key=lambda word: (found[word], word))[:_RANKING]
        telling = [word for word in known if found[word] <= common] or known[:1]
        chosen = set(rare) or set(words)
        return wording.budgeted(telling, _within_budget([word for word in telling if word in chosen], found), phrases)

    def _count(self, conn: sqlite3.Connection, word: str) -> int:
        expression = wording.term(word)
        if not expression:
            return 0
        counted, reached = conn.execute(self._index.count, (expression, COUNTED)).fetchone()
        if counted < COUNTED:
            return int(counted)
        return int(COUNTED * max(_newest(conn, self._index.numbered) / number_in(reached), 1.0))


def _within_budget(words: Sequence[str], found: dict[str, int]) -> list[str]:
    """The rarest words, from the first on, as long as all their postings are in the budget; at least one."""
    kept, spent = list(words[:1]), sum(found[word] for word in words[:1])
    for word in words[1:]:
        spent += found[word]
        if spent > BUDGET:
            break
        kept.append(word)
    return kept


def _newest(conn: sqlite3.Connection, table: str) -> int:
    """The highest id that a table ever gave."""
    found = conn.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return int(found[0]) if found else 0
