"""Answers that buttons come back to, for a while; without who asked."""

from __future__ import annotations

import sqlite3
import zlib
from datetime import datetime

from bot.models import Answer
from bot.store.database import Database
from bot.store.packing import pack, unpack


class Answers:
    """Kept answers, by number; another server's are not reached."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, answer: Answer, server: int | None, *, now: datetime, until: datetime) -> int:
        """Keeps an answer until then, and lets go of those whose time is over; its number."""
        return await self._database.write(_keep, answer, server, now, until)

    async def get(self, number: int, server: int | None, *, now: datetime) -> Answer | None:
        """An answer that was kept for this server; None where its time is over."""
        return await self._database.read(_get, number, server, now)

    async def let_go(self, *, now: datetime) -> None:
        """Deletes those whose time is over."""
        await self._database.write(_let_go, now)


def _keep(conn: sqlite3.Connection, answer: Answer, server: int | None, now: datetime, until: datetime) -> int:
    _let_go(conn, now)
    number = conn.execute(
        "INSERT INTO answer (server_id, expires, packed) VALUES (?, ?, ?)",
        (server, until.isoformat(), zlib.compress(pack(Answer, answer).encode())),
    ).lastrowid
    assert number is not None
    return number


def _get(conn: sqlite3.Connection, number: int, server: int | None, now: datetime) -> Answer | None:
    found = conn.execute(
        "SELECT packed FROM answer WHERE id = ? AND server_id IS ? AND expires > ?", (number, server, now.isoformat())
    ).fetchone()
    return unpack(Answer, zlib.decompress(found[0])) if found else None


def _let_go(conn: sqlite3.Connection, now: datetime) -> None:
    conn.execute("DELETE FROM answer WHERE expires <= ?", (now.isoformat(),))
