"""What was done to articles, by whom and when."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something (a user's id; None for the terminal), when, and by which interaction."""

    by: str | None
    at: datetime
    interaction: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that was done to an article: when, by whom (a user's id; None for the terminal), what."""

    at: datetime
    by: str | None
    deed: str
    detail: str


def record_event(conn: sqlite3.Connection, article_id: int, act: Act, deed: str, detail: str = "") -> None:
    """Writes down what was done to an article."""
    conn.execute(
        "INSERT INTO event (article_id, at, by, deed, detail) VALUES (?, ?, ?, ?, ?)",
        (article_id, act.at.isoformat(), act.by, deed, detail),
    )


def events(conn: sqlite3.Connection, article_id: int) -> tuple[Event, ...]:
    """What was done to an article, oldest first."""
    found = conn.execute("SELECT at, by, deed, detail FROM event WHERE article_id = ? ORDER BY id", (article_id,))
    return tuple(Event(datetime.fromisoformat(at), by, deed, detail) for at, by, deed, detail in found)


def newest_event(conn: sqlite3.Connection) -> int:
    """The number of the last thing that was done to any article."""
    found = conn.execute("SELECT seq FROM sqlite_sequence WHERE name = 'event'").fetchone()
    return int(found[0]) if found else 0
