"""Articles: saved in one transaction each, versioned, removed and restored, and given back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from json import dumps

from bot.models import Article, Near, Record, Saved, Span, StoredQuotation
from bot.store import article_rows, quotation_index, saving, scopes, wording
from bot.store.database import Database
from bot.store.events import Act, Event, events
from bot.store.pieces import FULL_TEXT, PAGES, gather


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as a list shows it."""

    id: int
    version: int
    scope: str
    source: str
    title: str
    outlet: str | None
    published: date | None
    removed: bool


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article."""

    number: int
    added: datetime
    by: str | None


class Articles:
    """The articles of a database. What is read is what the scopes that are named may see."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(
        self,
        record: Record,
        scope: str,
        *,
        by: str | None = None,
        now: datetime,
        interaction: str | None = None,
        over: int | None = None,
    ) -> Saved:
        """Stores an article, all of it or nothing, and says what that did.

        The same text from the same source changes nothing (and brings it back where it was
        removed); another text from it is a new version; a text that another source has brought is
        not stored. Near copies are stored and named. An ``interaction`` that made a change before
        (here, or by `remove`, `restore` or a correction) makes none again. ``over`` is the version
        that the change was made from (0: none); where another has come since, `Overtaken` is raised.
        """
        return await self._database.write(saving.save, record, scope, Act(by, now, interaction), over)

    async def save_all(
        self, records: Sequence[Record], scope: str, *, by: str | None = None, now: datetime
    ) -> list[Saved]:
        """Stores records in one transaction, all of them or none: half of what a transaction each costs."""
        return await self._database.write(saving.save_all, records, scope, Act(by, now))

    async def near(self, record: Record, scope: str, *, besides: int | None = None) -> tuple[Near, ...]:
        """What `save` would name as near copies, a copy of the same text too; ``besides``: the article edited."""
        return await self._database.read(saving.near_copies, record, scope, besides)

    async def orphaned_by(self, article_id: int, record: Record) -> tuple[StoredQuotation, ...]:
        """The quotations of an article that would lose their words if ``record`` became its next version."""
        return await self._database.read(quotation_index.missing, article_id, record)

    async def get(
        self, ids: Iterable[int], scopes: Sequence[str] | None = None, *, details: bool = True, removed: bool = False
    ) -> dict[int, Article]:
        """Articles by id, those that are there; without ``scopes`` the ids must come from a read that had them.

        ``details=False`` leaves out dates, names, quotations and removed lines, at a third of the
        cost. ``removed=True`` gives removed articles as well.
        """
        found = await self._database.read(article_rows.load, [*ids], details=details, removed=removed)
        return {number: article for number, article in found.items() if scopes is None or article.scope in scopes}

    async def at(self, spans: Mapping[int, Sequence[Span]]) -> dict[int, Article]:
        """Articles by id, without details, only with the passages that touch the spans of each.

        The ids must come from a read that had scopes.
        """
        return await self._database.read(article_rows.load, [*spans], details=False, near=spans)

    async def detailed(
        self, articles: Mapping[int, Article], spans: Mapping[int, Sequence[Span]]
    ) -> dict[int, Article]:
        """Those of ``articles`` that ``spans`` names, with the dates and names that touch the spans of each.

        One that was changed or removed since it was read is left out.
        """
        return await self._database.read(article_rows.detailed, articles, spans)

    async def settle(self) -> None:
        """Gathers the full-text indices, which many saves leave in pieces, so that a word is looked up in one place.

        After many saves. In small transactions: whoever else writes waits a moment, not for the whole.
        """
        for index in FULL_TEXT:
            pages = -PAGES
            while await self._database.write(gather, index, pages):
                pages = PAGES

    async def by_source(self, scopes: Sequence[str], source: str, *, removed: bool = False) -> tuple[Article, ...]:
        """The articles that were read from ``source``, one for each scope at most; ``removed=True``: removed ones too."""
        return await self._database.read(_by_source, scopes, source, removed)

    async def list(
        self, scopes: Sequence[str], *, after: int = 0, limit: int = 50, removed: bool | None = False
    ) -> tuple[Listed, ...]:
        """Articles in the order they came in, from the one behind id ``after`` on; ``removed=None`` for all."""
        return await self._database.read(_list, scopes, after, limit, removed)

    async def remove(
        self, article_id: int, scope: str, *, by: str | None = None, now: datetime, interaction: str | None = None
    ) -> bool:
        """Takes an article of ``scope`` out of everything that is read; False where there is none to take."""
        return await self._database.write(saving.remove, article_id, scope, Act(by, now, interaction))

    async def restore(
        self, article_id: int, scope: str, *, by: str | None = None, now: datetime, interaction: str | None = None
    ) -> bool:
        """Undoes `remove`; False where nothing is removed. Raises `CameAnew` where its text came in anew."""
        return await self._database.write(saving.restore, article_id, scope, Act(by, now, interaction))

    async def history(self, article_id: int, scopes: Sequence[str]) -> tuple[Event, ...]:
        """Who did what to an article and when, oldest first."""
        return await self._database.read(_history, article_id, scopes)

    async def versions(self, article_id: int, scopes: Sequence[str]) -> tuple[Version, ...]:
        """The versions of an article, oldest first."""
        return await self._database.read(_versions, article_id, scopes)

    async def version(self, article_id: int, number: int, scopes: Sequence[str]) -> Record | None:
        """One version as it was read; None where there is none."""
        return await self._database.read(_version, article_id, number, scopes)


def _visible(conn: sqlite3.Connection, article_id: int, names: Sequence[str]) -> bool:
    found = conn.execute("SELECT scope_id FROM article WHERE id = ?", (article_id,)).fetchone()
    return found is not None and found[0] in scopes.numbers(conn, names)


def _by_source(conn: sqlite3.Connection, names: Sequence[str], source: str, removed: bool) -> tuple[Article, ...]:
    found = conn.execute(
        "SELECT id FROM article WHERE scope_id IN (SELECT value FROM json_each(?)) AND source = ?",
        (dumps(scopes.numbers(conn, names)), wording.bindable(source)),
    ).fetchall()
    return tuple(article_rows.load(conn, [number for (number,) in found], removed=removed).values())


def _list(
    conn: sqlite3.Connection, names: Sequence[str], after: int, limit: int, removed: bool | None
) -> tuple[Listed, ...]:
    found = conn.execute(
        "SELECT a.id, a.version, s.name, a.source, a.title, a.outlet, a.published, a.removed IS NOT NULL"
        " FROM article AS a JOIN scope AS s ON s.id = a.scope_id"
        " WHERE a.id > ? AND s.name IN (SELECT value FROM json_each(?)) AND (? IS NULL OR (a.removed IS NOT NULL) = ?)"
        " ORDER BY a.id LIMIT ?",
        (after, dumps([*names]), removed, removed, limit),
    )
    return tuple(
        Listed(number, version, scope, source, title, outlet, date.fromisoformat(day) if day else None, bool(gone))
        for number, version, scope, source, title, outlet, day, gone in found
    )


def _history(conn: sqlite3.Connection, article_id: int, names: Sequence[str]) -> tuple[Event, ...]:
    return events(conn, article_id) if _visible(conn, article_id, names) else ()


def _versions(conn: sqlite3.Connection, article_id: int, names: Sequence[str]) -> tuple[Version, ...]:
    if not _visible(conn, article_id, names):
        return ()
    found = conn.execute("SELECT number, added, by FROM version WHERE article_id = ? ORDER BY number", (article_id,))
    return tuple(Version(number, datetime.fromisoformat(added), by) for number, added, by in found)


def _version(conn: sqlite3.Connection, article_id: int, number: int, names: Sequence[str]) -> Record | None:
    return article_rows.as_read(conn, article_id, number) if _visible(conn, article_id, names) else None
