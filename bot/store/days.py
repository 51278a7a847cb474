"""Finds the articles of a day: published on it, or telling of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.models import Days
from bot.store.article_index import LONGEST
from bot.store.database import Database
from bot.store.scopes import numbers


@dataclass(frozen=True, slots=True)
class Dated:
    """An article and a day, or a stretch of days, that it was published on or mentions."""

    article_id: int
    days: Days
    published: bool


class Calendar:
    """The days of the corpus."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def within(self, days: Days, scopes: Sequence[str], *, limit: int = 200) -> tuple[Dated, ...]:
        """The articles published on, or telling of, a day of ``days``, in the order of the days.

        Stretches of more than 31 days are not kept: they place nothing.
        """
        return await self._database.read(_within, days, scopes, limit)


def _within(conn: sqlite3.Connection, days: Days, names: Sequence[str], limit: int) -> tuple[Dated, ...]:
    earliest = days.first - LONGEST if days.first - date.min > LONGEST else date.min
    found = conn.execute(
        "SELECT article_id, first, last, published FROM article_day"
        " WHERE scope_id IN (SELECT value FROM json_each(?)) AND first BETWEEN ? AND ? AND last >= ?"
        " ORDER BY first, last, article_id, published LIMIT ?",
        (
            json.dumps(numbers(conn, names)),
            earliest.isoformat(),
            days.last.isoformat(),
            days.first.isoformat(),
            limit,
        ),
    )
    return tuple(
        Dated(article_id, Days(date.fromisoformat(first), date.fromisoformat(last)), bool(published))
        for article_id, first, last, published in found
    )
