"""The queue of what users found wrong, for the moderators of each server and, from direct messages, the host."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from bot.store.database import Database
from bot.store.interactions import claim
from bot.store.wording import bindable


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with an answer. ``server`` None: from a direct message. ``interaction``: what it came by."""

    server: int | None
    user: str
    question: str
    answer: str
    articles: tuple[int, ...]
    comment: str
    interaction: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A complaint in the queue, and what became of it."""

    id: int
    at: datetime
    complaint: Complaint
    settled: datetime | None
    settled_by: str | None
    note: str


class Reports:
    """Complaints, by server. No server reaches another's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, complaint: Complaint, *, now: datetime) -> int | None:
        """Puts a complaint into the queue; its number, None where the same interaction did so already."""
        return await self._database.write(_add, complaint, now)

    async def list(
        self, server: int | None, *, settled: bool = False, after: int = 0, limit: int = 25
    ) -> tuple[Report, ...]:
        """The open (or settled) reports of a server behind number ``after``, oldest first."""
        return await self._database.read(_list, server, settled, after, limit)

    async def get(self, number: int, server: int | None) -> Report | None:
        """One report of a server."""
        return await self._database.read(_get, number, server)

    async def settle(self, number: int, server: int | None, *, by: str, note: str = "", now: datetime) -> bool:
        """Takes an open report out of the queue; False where there is none with that number."""
        return await self._database.write(_settle, number, server, (now.isoformat(), by, bindable(note)))


_COLUMNS = "id, at, server_id, user_id, question, answer, articles, comment, settled, settled_by, note"


def _add(conn: sqlite3.Connection, complaint: Complaint, now: datetime) -> int | None:
    if not claim(conn, complaint.interaction, now):
        return None
    told = map(bindable, (complaint.question, complaint.answer, complaint.comment))
    question, answer, comment = told
    return conn.execute(
        "INSERT INTO report (server_id, user_id, at, question, answer, articles, comment) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            complaint.server,
            complaint.user,
            now.isoformat(),
            question,
            answer,
            json.dumps(complaint.articles),
            comment,
        ),
    ).lastrowid


def _list(conn: sqlite3.Connection, server: int | None, settled: bool, after: int, limit: int) -> tuple[Report, ...]:
    found = conn.execute(
        f"SELECT {_COLUMNS} FROM report WHERE server_id IS ? AND (settled IS NOT NULL) = ? AND id > ?"  # noqa: S608
        " ORDER BY id LIMIT ?",
        (server, settled, after, limit),
    )
    return tuple(_report(row) for row in found)


def _get(conn: sqlite3.Connection, number: int, server: int | None) -> Report | None:
    found = conn.execute(
        f"SELECT {_COLUMNS} FROM report WHERE id = ? AND server_id IS ?",  # noqa: S608
        (number, server),
    ).fetchone()
    return _report(found) if found else None


def _settle(conn: sqlite3.Connection, number: int, server: int | None, how: tuple[str, str, str]) -> bool:
    changed = conn.execute(
        "UPDATE report SET settled = ?, settled_by = ?, note = ? WHERE id = ? AND server_id IS ? AND settled IS NULL",
        (*how, number, server),
    )
    return changed.rowcount == 1


def _report(row: tuple[int, str, int | None, str, str, str, str, str, str | None, str | None, str]) -> Report:
    number, at, server, user, question, answer, articles, comment, settled, settled_by, note = row
    return Report(
        number,
        datetime.fromisoformat(at),
        Complaint(server, user, question, answer, tuple(json.loads(articles)), comment),
        datetime.fromisoformat(settled) if settled else None,
        settled_by,
        note,
    )
