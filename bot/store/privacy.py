"""What is kept of a user: shown, and deleted."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from bot.store.database import Database

DELETED = "deleted user"  # stands where a name stood that must go while the deed is kept


@dataclass(frozen=True, slots=True)
class KeptOfUser:
    """What is kept of a user: questions and comments of reports; how many deeds and drafts carry the user's id."""

    reports: tuple[tuple[str, str], ...]
    deeds: int
    drafts: int = 0


class Privacy:
    """Users by their Discord id, as text."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, user: str) -> KeptOfUser:
        """What is kept of a user."""
        return await self._database.read(_of, user)

    async def forget(self, user: str) -> KeptOfUser:
        """Deletes the user's reports and drafts, and the user's id from every deed; what there was."""
        return await self._database.write(_forget, user)


def _of(conn: sqlite3.Connection, user: str) -> KeptOfUser:
    reports = conn.execute("SELECT question, comment FROM report WHERE user_id = ? ORDER BY id", (user,)).fetchall()
    (deeds,) = conn.execute(
        "SELECT (SELECT count(*) FROM event WHERE by = :user) + (SELECT count(*) FROM version WHERE by = :user)"
        " + (SELECT count(*) FROM correction WHERE by = :user) + (SELECT count(*) FROM setting WHERE by = :user)"
        " + (SELECT count(*) FROM report WHERE settled_by = :user)",
        {"user": user},
    ).fetchone()
    (drafts,) = conn.execute("SELECT count(*) FROM draft WHERE user_id = ?", (user,)).fetchone()
    return KeptOfUser(tuple((question, comment) for question, comment in reports), deeds, drafts)


def _forget(conn: sqlite3.Connection, user: str) -> KeptOfUser:
    kept = _of(conn, user)
    conn.execute("DELETE FROM report WHERE user_id = ?", (user,))
    conn.execute("DELETE FROM draft WHERE user_id = ?", (user,))
    conn.execute("UPDATE event SET by = ? WHERE by = ?", (DELETED, user))
    conn.execute("UPDATE version SET by = ? WHERE by = ?", (DELETED, user))
    conn.execute("UPDATE correction SET by = ? WHERE by = ?", (DELETED, user))
    conn.execute("UPDATE setting SET by = ? WHERE by = ?", (DELETED, user))
    conn.execute("UPDATE report SET settled_by = ? WHERE settled_by = ?", (DELETED, user))
    return kept
