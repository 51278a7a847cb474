"""Articles before they are saved: kept between a form and its preview, for a while."""

from __future__ import annotations

import sqlite3
import zlib
from dataclasses import dataclass
from datetime import datetime

from bot.store.database import Database
from bot.store.packing import pack, unpack


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as typed: its text, the facts stated beside it, and the article and version that it changes.

    ``lines`` are the lines that told the facts, as `bot.models.RawArticle` has them.
    """

    source: str
    text: str
    fields: tuple[tuple[str, str], ...] = ()
    article: int | None = None
    version: int | None = None
    lines: tuple[tuple[str, str], ...] = ()

    def field(self, name: str) -> str:
        """The fact of that name, '' where none is stated."""
        return dict(self.fields).get(name, "")


class Drafts:
    """Drafts by number; another server's are not reached."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, draft: Draft, server: int, user: str, *, now: datetime, until: datetime) -> int:
        """Keeps a draft until then, and lets go of those whose time is over; its number."""
        return await self._database.write(_keep, draft, server, user, now, until)

    async def get(self, number: int, server: int, *, now: datetime) -> Draft | None:
        """A draft of a server; None where its time is over."""
        return await self._database.read(_get, number, server, now)

    async def drop(self, number: int, server: int) -> None:
        """Lets go of a draft."""
        await self._database.write(_drop, number, server)

    async def let_go(self, *, now: datetime) -> None:
        """Deletes those whose time is over."""
        await self._database.write(_let_go, now)


def _keep(conn: sqlite3.Connection, draft: Draft, server: int, user: str, now: datetime, until: datetime) -> int:
    _let_go(conn, now)
    number = conn.execute(
        "INSERT INTO draft (server_id, user_id, expires, packed) VALUES (?, ?, ?, ?)",
        (server, user, until.isoformat(), zlib.compress(pack(Draft, draft).encode())),
    ).lastrowid
    assert number is not None
    return number


def _get(conn: sqlite3.Connection, number: int, server: int, now: datetime) -> Draft | None:
    found = conn.execute(
        "SELECT packed FROM draft WHERE id = ? AND server_id = ? AND expires > ?", (number, server, now.isoformat())
    ).fetchone()
    return unpack(Draft, zlib.decompress(found[0])) if found else None


def _drop(conn: sqlite3.Connection, number: int, server: int) -> None:
    conn.execute("DELETE FROM draft WHERE id = ? AND server_id = ?", (number, server))


def _let_go(conn: sqlite3.Connection, now: datetime) -> None:
    conn.execute("DELETE FROM draft WHERE expires <= ?", (now.isoformat(),))
