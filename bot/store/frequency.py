"""How common words are in an index, and which of a question's words the index is asked for.

A question's cost is that of the postings it touches. The rarest words choose the rows, within a budget;
where they are few, rows that hold two of the next are worth more than ever longer lists of one word.
FTS5's bm25 looks through each word's postings once more and costs as much for every row as finding
five: where the rows are ranked by their words afterwards, they are chosen without it.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.store import wording
from bot.store.scopes import number_in

COUNTED = 1_000  # postings of a word that are counted; beyond, its frequency is estimated
GROWN = 1.1  # times as many rows, from which estimates are made anew
FEW = 20_000  # rows that are counted after each change
BUDGET = 600  # postings of all the words together that choose the rows
TELLING = 10_000  # postings of the next words, that tell which of those rows are the better ones
TOGETHER, MIDDLING = 4, 40_000  # words that choose rows two and two, each of which stands in no more rows than this
PAIR = 0.7  # what a pair is worth beside its words: three words of a row make three pairs
_COMMON = 0.2  # of the rows: a word that stands in more of them ranks nothing
_RANKING = 24  # words that rank; of a longer question the rarest
_REMEMBERED = 20_000  # words whose frequency is kept in mind


@dataclass(frozen=True, slots=True)
class Index:
    """A full-text index: the statements that count a word's rows and all, and the table whose ids number them."""

    count: str
    every: str
    numbered: str


WINDOWS = Index(
    "SELECT count(*), max(rowid) FROM (SELECT rowid FROM window_text WHERE window_text MATCH ? LIMIT ?)",
    "SELECT count(*) FROM window",
    "window",
)
QUOTATIONS = Index(
    "SELECT count(*), max(rowid) FROM (SELECT rowid FROM quotation_text WHERE quotation_text MATCH ? LIMIT ?)",
    "SELECT count(*) FROM quotation",
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
        self._size = 0

    def of(self, conn: sqlite3.Connection, words: Sequence[str]) -> dict[str, int]:
        """The frequency of each word or phrase, whatever its scope; estimated beyond 1,000."""
        self._look(conn)
        known = self._known
        return {
            word: known[word] if word in known else known.setdefault(word, self._count(conn, word)) for word in words
        }

    def choosing(self, conn: sqlite3.Connection, words: Sequence[Sequence[str]]) -> dict[str, float]:
        """Expressions that choose rows, each with its worth; each of ``words`` comes with the others that stand for it.

        The rarest choose, and pairs of the next; with the rarest, the next tell which of their rows are the better ones.
        """
        counts = self.of(conn, [form for forms in words for form in forms])
        found = {wording.any_of(form for form in forms if counts[form]): _sum(counts, forms) for forms in words}
        known = sorted((each for each in found if each), key=lambda each: (found[each], each))
        few = _within_budget(known[:_RANKING], found, BUDGET)
        rest = known[len(few) :]
        worth = {each: rarity(found[each], self._size) for each in known}
        out = {each: worth[each] for each in few}
        for pair in combinations([each for each in rest if found[each] <= MIDDLING][:TOGETHER], 2):
            out[wording.all_of(pair)] = PAIR * _sum(worth, pair)
        for each in _within_budget(rest, found, TELLING):
            out[wording.all_of((" OR ".join(few), each))] = worth[each]
        return out

    def _look(self, conn: sqlite3.Connection) -> None:
        """Drops what may no longer be so, if something has changed, and counts the rows anew if they are few or many more."""
        rows, events = _newest(conn, self._index.numbered), _newest(conn, "event")
        grown, changed = rows > GROWN * self._estimated, (rows, events) != self._seen
        if grown or (changed and self._size < FEW):
            self._size = int(conn.execute(self._index.every).fetchone()[0])
        if grown or len(self._known) > _REMEMBERED:
            self._known, self._estimated = {}, rows
        elif changed:
            held = list(self._known.items())  # at once: the other reader may be adding to it
            self._known = {word: count for word, count in held if count >= COUNTED}
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
        return wording.budgeted(
            telling, _within_budget([word for word in telling if word in chosen], found, BUDGET), phrases
        )

    def size(self, conn: sqlite3.Connection) -> int:
        """How many rows the index has."""
        self._look(conn)
        return self._size

    def _count(self, conn: sqlite3.Connection, word: str) -> int:
        expression = wording.term(word)
        if not expression:
            return 0
        counted, reached = conn.execute(self._index.count, (expression, COUNTED)).fetchone()
        if counted < COUNTED:
            return int(counted)
        return int(COUNTED * max(_newest(conn, self._index.numbered) / number_in(reached), 1.0))


def rarity(count: float, total: int) -> float:
    """How much a word tells that ``count`` of ``total`` rows hold: the idf of BM25, never negative."""
    return max(0.1, math.log((total + 1) / (count + 0.5)))


def telling(count: int, total: int) -> float:
    """The idf of BM25 as FTS5 has it: of a word that half of the rows hold, nothing."""
    return max(1e-6, math.log((max(count, total) - count + 0.5) / (count + 0.5)))


def _sum(of: Mapping[str, float], words: Iterable[str]) -> float:
    return sum(of[word] for word in words)


def _within_budget(words: Sequence[str], found: Mapping[str, float], budget: int) -> list[str]:
    """The rarest words, from the first on, as long as all their postings are in the budget; at least one."""
    kept, spent = list(words[:1]), sum(found[word] for word in words[:1])
    for word in words[1:]:
        spent += found[word]
        if spent > budget:
            break
        kept.append(word)
    return kept


def _newest(conn: sqlite3.Connection, table: str) -> int:
    """The highest id that a table ever gave."""
    found = conn.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return int(found[0]) if found else 0
