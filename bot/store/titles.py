"""Finds articles by what of their title, outlet or number has been typed so far."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from bot.store import wording
from bot.store.database import Database
from bot.store.scopes import numbers

LOOKED_AT = 5_000  # the newest articles that are looked through


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
    words = wording.folded(typed.strip().removeprefix("#")).split()
    cursor = conn.execute(
        "SELECT id, title, outlet FROM article WHERE scope_id IN (SELECT value FROM json_each(?))"
        " AND (removed IS NOT NULL) = ? ORDER BY id DESC LIMIT ?",
        (json.dumps(numbers(conn, names)), removed, LOOKED_AT),
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
