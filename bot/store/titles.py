"""Finds articles by what of their title, outlet or number has been typed so far."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from bot.store import wording
from bot.store.database import Database
from bot.store.scopes import numbers

LOOKED_AT = 5_000  # the newest articles that are looked through
WORDS = 6
_SHARED = 2  # the scopes up to this number are the starter's and the host's, which may hold very many articles
_NEWEST = (
    "SELECT id, title, outlet, title || ' ' || coalesce(outlet, '') AS text FROM article"
    " WHERE {walk}scope_id IN (SELECT value FROM json_each(?)) AND (removed IS NOT NULL) = ? ORDER BY id DESC LIMIT ?"
)
_HOLDS = "text LIKE ? ESCAPE '!'"
_BEYOND_ASCII = "length(text) <> length(CAST(text AS BLOB))"  # compared below, without accents


@dataclass(frozen=True, slots=True)
class Titled:
    """An article's number, title and outlet."""

    id: int
    title: str
    outlet: str | None


class Titles:
    """The titles of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def containing(
        self, typed: str, scopes: Sequence[str], *, limit: int = 25, removed: bool = False
    ) -> tuple[Titled, ...]:
        """Articles whose title or outlet holds each word typed, or whose number it is; the last to come in first.

        ``removed`` gives the removed ones instead of those that are there.
        """
        return await self._database.read(_containing, typed, scopes, limit, removed)


def _containing(
    conn: sqlite3.Connection, typed: str, names: Sequence[str], limit: int, removed: bool
) -> tuple[Titled, ...]:
    words = wording.folded(typed.strip().removeprefix("#")).split()[:WORDS]
    every = " AND ".join([_HOLDS] * len(words)) or "1"
    likely = f"id = ? OR {_BEYOND_ASCII} OR ({every})"
    scope_ids = numbers(conn, names)
    # "+" walks along the ids, which needs no sorting; a server's few articles are found by their scope.
    newest = _NEWEST.format(walk="+" if scope_ids and scope_ids[0] <= _SHARED else "")
    cursor = conn.execute(
        f"SELECT id, title, outlet FROM ({newest}) WHERE {likely}",  # noqa: S608 - constants alone
        (
            json.dumps(scope_ids),
            removed,
            LOOKED_AT,
            words[0] if len(words) == 1 else "",
            *(f"%{_escaped(word)}%" for word in words),
        ),
    )
    found: list[Titled] = []
    for number, title, outlet in cursor:
        text = wording.folded(f"{title} {outlet or ''}")
        if [str(number)] == words or all(word in text for word in words):
            found.append(Titled(number, title, outlet))
            if len(found) == limit:
                break
    cursor.close()
    return tuple(found)


def _escaped(word: str) -> str:
    return re.sub("[!%_]", r"!\g<0>", word)
