"""Finds articles by what of their title, outlet or number has been typed so far."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from heapq import merge
from itertools import islice

from bot.store import wording
from bot.store.database import Database
from bot.store.events import newest_event
from bot.store.scopes import numbers

LOOKED_AT = 5_000  # the newest articles of a scope that are looked through
WORDS = 6
_SHARED = 2  # the scopes up to this number are the starter's and the host's, which may hold very many articles
_NEWEST = (
    "SELECT id, title, outlet FROM article"
    " WHERE {walk}scope_id = ? AND (removed IS NOT NULL) = ? ORDER BY id DESC LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Titled:
    """An article's number, title and outlet."""

    id: int
    title: str
    outlet: str | None


Listing = tuple[tuple[str, Titled], ...]  # a scope's newest articles, with the text that is looked through


class Titles:
    """The titles of a database. The starter's and the host's are kept in mind until an article changes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._shelves: dict[tuple[int, bool], tuple[int, Listing]] = {}

    async def containing(
        self, typed: str, scopes: Sequence[str], *, limit: int = 25, removed: bool = False
    ) -> tuple[Titled, ...]:
        """Articles whose title or outlet holds each word typed, or whose number it is; the last to come in first.

        ``removed`` gives the removed ones instead of those that are there.
        """
        words = wording.folded(typed.strip().removeprefix("#")).split()[:WORDS]
        work = self._on_shelves if words else partial(_first, limit=limit)
        shelves = await self._database.read(work, scopes, removed)
        newest = shelves[0] if len(shelves) == 1 else merge(*shelves, key=_behind)
        return tuple(islice(_holding(newest, words), limit))

    def _on_shelves(self, conn: sqlite3.Connection, names: Sequence[str], removed: bool) -> list[Listing]:
        changes = newest_event(conn)
        return [self._shelf(conn, scope_id, removed, changes) for scope_id in numbers(conn, names)]

    def _shelf(self, conn: sqlite3.Connection, scope_id: int, removed: bool, changes: int) -> Listing:
        if scope_id > _SHARED:
            return _newest(conn, scope_id, removed)
        held = self._shelves.get((scope_id, removed))
        if held is None or held[0] != changes:
            held = self._shelves[scope_id, removed] = changes, _newest(conn, scope_id, removed)
        return held[1]


def _first(conn: sqlite3.Connection, names: Sequence[str], removed: bool, *, limit: int) -> list[Listing]:
    """The newest few of each scope."""
    return [_newest(conn, scope_id, removed, limit) for scope_id in numbers(conn, names)]


def _newest(conn: sqlite3.Connection, scope_id: int, removed: bool, limit: int = LOOKED_AT) -> Listing:
    # "+" walks along the ids, which needs no sorting; a server's few articles are found by their scope.
    found = conn.execute(_NEWEST.format(walk="+" if scope_id <= _SHARED else ""), (scope_id, removed, limit))
    return tuple((wording.folded(f"{row[1]} {row[2] or ''}"), Titled(*row)) for row in found)


def _behind(listed: tuple[str, Titled]) -> int:
    return -listed[1].id


def _holding(newest: Iterable[tuple[str, Titled]], words: Sequence[str]) -> Iterator[Titled]:
    lead = max(words, key=len, default="")
    if len(words) == 1 and lead.isdigit():
        return (titled for text, titled in newest if lead in text or str(titled.id) == lead)
    return (titled for text, titled in newest if lead in text and all(word in text for word in words))
