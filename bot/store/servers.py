"""The servers that the bot is in, or was; what is theirs goes some time after the bot left."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime

from bot.store import article_index, scopes
from bot.store.article_rows import as_read
from bot.store.database import Database


class Servers:
    """Servers by their number."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def joined(self, server: int, *, now: datetime) -> None:
        """The bot is in a server, again or for the first time: what is the server's is there."""
        await self._database.write(_joined, server, now)

    async def left(self, server: int, *, now: datetime) -> None:
        """The bot is no longer in a server."""
        await self._database.write(_left, server, now)

    async def seen(self, servers: Iterable[int], *, now: datetime) -> None:
        """The bot is in exactly these servers: what it missed while it was away."""
        await self._database.write(_seen, [*servers], now)

    async def purge(self, before: datetime) -> tuple[int, ...]:
        """Deletes everything of the servers that the bot left before then; their numbers."""
        gone = await self._database.read(_left_before, before)
        for server in gone:
            await self._database.write(_purge, server)
        return gone


def _joined(conn: sqlite3.Connection, server: int, now: datetime) -> None:
    conn.execute(
        'INSERT INTO server (id, joined) VALUES (?, ?) ON CONFLICT DO UPDATE SET "left" = NULL',
        (server, now.isoformat()),
    )


def _left(conn: sqlite3.Connection, server: int, now: datetime) -> None:
    conn.execute(
        'INSERT INTO server (id, joined, "left") VALUES (?, ?, ?)'
        ' ON CONFLICT DO UPDATE SET "left" = coalesce("left", excluded."left")',
        (server, now.isoformat(), now.isoformat()),
    )


def _seen(conn: sqlite3.Connection, servers: list[int], now: datetime) -> None:
    for server in servers:
        _joined(conn, server, now)
    conn.execute(
        'UPDATE server SET "left" = ? WHERE "left" IS NULL AND id NOT IN (SELECT value FROM json_each(?))',
        (now.isoformat(), json.dumps(servers)),
    )


def _left_before(conn: sqlite3.Connection, moment: datetime) -> tuple[int, ...]:
    found = conn.execute('SELECT id FROM server WHERE "left" < ? ORDER BY id', (moment.isoformat(),))
    return tuple(server for (server,) in found)


def _purge(conn: sqlite3.Connection, server: int) -> None:
    """Everything that is a server's, in one transaction; ids stay used."""
    for scope_id in scopes.numbers(conn, [scopes.server(server)]):
        found = conn.execute("SELECT id, version, removed FROM article WHERE scope_id = ?", (scope_id,)).fetchall()
        for article_id, version, removed in found:
            record = as_read(conn, article_id, version)
            if record is not None and removed is None:
                article_index.unindex(conn, scopes.Place(scope_id, article_id, version), record)
        ids = (json.dumps([article_id for article_id, _, _ in found]),)
        conn.execute("DELETE FROM correction WHERE article_id IN (SELECT value FROM json_each(?))", ids)
        conn.execute("DELETE FROM quotation WHERE article_id IN (SELECT value FROM json_each(?))", ids)
        conn.execute("DELETE FROM version WHERE article_id IN (SELECT value FROM json_each(?))", ids)
        conn.execute("DELETE FROM event WHERE article_id IN (SELECT value FROM json_each(?))", ids)
        conn.execute("DELETE FROM article WHERE scope_id = ?", (scope_id,))
        conn.execute("DELETE FROM scope WHERE id = ?", (scope_id,))
    conn.execute("DELETE FROM setting WHERE server_id = ?", (server,))
    conn.execute("DELETE FROM report WHERE server_id = ?", (server,))
    conn.execute("DELETE FROM answer WHERE server_id = ?", (server,))
    conn.execute("DELETE FROM draft WHERE server_id = ?", (server,))
    conn.execute("DELETE FROM server WHERE id = ?", (server,))
