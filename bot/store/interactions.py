"""Which interactions changed something already, so that none does twice."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from bot.store.database import Database

REMEMBERED = timedelta(days=2)  # Discord takes nothing for an interaction after a quarter of an hour


def claim(conn: sqlite3.Connection, interaction: str | None, at: datetime) -> bool:
    """Whether this is the first change by an interaction; to be asked in the transaction that makes the change.

    A change that comes from nowhere (None) is always the first.
    """
    if interaction is None:
        return True
    conn.execute("DELETE FROM interaction WHERE at < ?", ((at - REMEMBERED).isoformat(),))
    made = conn.execute(
        "INSERT INTO interaction (id, at) VALUES (?, ?) ON CONFLICT DO NOTHING", (interaction, at.isoformat())
    )
    return made.rowcount == 1


class Interactions:
    """For changes that are made elsewhere than in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, interaction: str, *, now: datetime) -> bool:
        """True for the first that asks with this id, False for every other."""
        return await self._database.write(claim, interaction, now)
