"""Small things to be remembered between runs, by key."""

from __future__ import annotations

import sqlite3

from bot.store.database import Database


class Kept:
    """A key and its value."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def kept(self, key: str) -> str | None:
        """What was kept under ``key``."""
        return await self._database.read(_kept, key)

    async def keep(self, key: str, value: str) -> None:
        """Keeps ``value`` under ``key``."""
        await self._database.write(_keep, key, value)


def _kept(conn: sqlite3.Connection, key: str) -> str | None:
    found = conn.execute("SELECT value FROM kept WHERE key = ?", (key,)).fetchone()
    return found[0] if found else None


def _keep(conn: sqlite3.Connection, key: str, value: str) -> None:
    conn.execute("INSERT OR REPLACE INTO kept (key, value) VALUES (?, ?)", (key, value))
