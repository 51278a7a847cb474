"""What a server's moderators chose."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """A server's settings: ids of a role and a channel; answers shown to the asker alone; no starter articles."""

    moderator_role: int | None = None
    report_channel: int | None = None
    private_answers: bool = False
    hide_starter: bool = False


class Settings:
    """The settings of servers, by their number."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, server: int) -> ServerSettings:
        """A server's settings, the defaults where none were made."""
        return await self._database.read(_of, server)

    async def keep(self, server: int, settings: ServerSettings, *, by: str | None = None, now: datetime) -> None:
        """Keeps a server's settings."""
        await self._database.write(_keep, server, settings, by, now)

    async def change(
        self, server: int, chosen: Mapping[str, Any], *, by: str | None = None, now: datetime
    ) -> ServerSettings:
        """Keeps what is chosen, by the names of `ServerSettings`, and leaves the rest; the settings then."""
        return await self._database.write(_change, server, chosen, by, now)


def _change(
    conn: sqlite3.Connection, server: int, chosen: Mapping[str, Any], by: str | None, now: datetime
) -> ServerSettings:
    before = _of(conn, server)
    after = replace(before, **chosen)
    if after != before:
        _keep(conn, server, after, by, now)
    return after


def _of(conn: sqlite3.Connection, server: int) -> ServerSettings:
    found = conn.execute(
        "SELECT moderator_role, report_channel, private_answers, hide_starter FROM setting WHERE server_id = ?",
        (server,),
    ).fetchone()
    return ServerSettings(found[0], found[1], bool(found[2]), bool(found[3])) if found else ServerSettings()


def _keep(conn: sqlite3.Connection, server: int, settings: ServerSettings, by: str | None, now: datetime) -> None:
    chosen = (settings.moderator_role, settings.report_channel, settings.private_answers, settings.hide_starter)
    conn.execute(
        "INSERT OR REPLACE INTO setting"
        " (server_id, moderator_role, report_channel, private_answers, hide_starter, at, by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (server, *chosen, now.isoformat(), by),
    )
