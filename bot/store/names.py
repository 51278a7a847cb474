"""Finds who is named where, and the names that what is typed may be the beginning of."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.models import EntityKind
from bot.store import wording
from bot.store.database import Database
from bot.store.events import newest_event
from bot.store.name_index import name_line
from bot.store.scopes import numbers, rows

_LAST = "\U0010ffff"  # sorts behind every word that begins alike
_LOOKED_AT = 400  # names; a beginning that fits more is answered from the names that most articles have …
_COMMON = 3_000  # … so many of them
_FEW = 100  # … and, where those are not enough, from the first of the others
Row = tuple[str, str, str, int]  # key, name, kind, articles


@dataclass(frozen=True, slots=True)
class KnownName:
    """A person or body of the corpus: the fullest name, and in how many articles it stands."""

    key: str
    name: str
    kind: EntityKind
    articles: int


class Names:
    """The people and bodies that articles name."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._common: dict[int, tuple[int, tuple[tuple[str, Row], ...]]] = {}  # by scope: the newest event, the names

    async def articles_naming(self, keys: Sequence[str], scopes: Sequence[str], *, limit: int = 100) -> tuple[int, ...]:
        """The articles that name one of ``keys``, the last to come in first."""
        expression = f"names : ({wording.any_of(map(wording.token, keys))})" if keys else ""
        return await self._database.read(_articles_naming, expression, scopes, limit) if expression else ()

    async def known(self, scopes: Sequence[str]) -> tuple[KnownName, ...]:
        """Everyone who is named, those that most articles name first."""
        return await self._database.read(_known, scopes)

    async def starting(self, typed: str, scopes: Sequence[str], *, limit: int = 25) -> tuple[KnownName, ...]:
        """The names in which each word that was typed begins a word, those that most articles name first."""
        return await self._database.read(self._starting, wording.folded(typed).split(), scopes, limit)

    def _starting(
        self, conn: sqlite3.Connection, beginnings: Sequence[str], names: Sequence[str], limit: int
    ) -> tuple[KnownName, ...]:
        return _joined(
            KnownName(key, name, EntityKind(kind), articles)
            for scope_id in numbers(conn, names)
            for key, name, kind, articles in self._beginning(conn, scope_id, beginnings, limit)
        )[:limit]

    def _beginning(
        self, conn: sqlite3.Connection, scope_id: int, beginnings: Sequence[str], limit: int
    ) -> Iterable[Row]:
        """Up to ``limit`` names of a scope; where very many begin so, those that most articles have come first."""
        lead = max(beginnings, key=len, default="")
        if not lead and len(most := _most_named(conn, scope_id, limit)) == limit:
            return most
        keys = _leading(conn, scope_id, lead)
        if len(keys) < _LOOKED_AT:
            return islice(_rarer(conn, scope_id, keys, beginnings), limit)
        common = (row for line, row in self._most_named(conn, scope_id) if _fits(line, beginnings))
        found = dict.fromkeys(islice(common, limit))
        if len(found) < limit:
            whole = _leading(conn, scope_id, " ".join(beginnings)) if len(beginnings) > 1 else []
            few = [*whole, *keys] if len(beginnings) > 1 else keys[:_FEW]
            found |= dict.fromkeys(islice(_rarer(conn, scope_id, few, beginnings), limit))
        return list(found)[:limit]

    def _most_named(self, conn: sqlite3.Connection, scope_id: int) -> tuple[tuple[str, Row], ...]:
        """The names that most articles have, kept in mind until an article changes."""
        newest = newest_event(conn)
        held = self._common.get(scope_id)
        if held is None or held[0] != newest:
            rows = _most_named(conn, scope_id, _COMMON)
            held = self._common[scope_id] = newest, tuple((name_line(row[1]), row) for row in rows)
        return held[1]


def _articles_naming(conn: sqlite3.Connection, expression: str, names: Sequence[str], limit: int) -> tuple[int, ...]:
    found = conn.execute(
        "SELECT window.article_id FROM window_text JOIN window ON window.id = window_text.rowid & 0xFFFFFFFF"
        " WHERE window_text MATCH :expression AND window_text.rowid BETWEEN :low AND :high"
        " AND window_text.rowid >> 32 IN (SELECT value FROM json_each(:scopes)) ORDER BY window_text.rowid DESC",
        {"expression": expression, **rows(numbers(conn, names))},
    )
    articles: dict[int, None] = {}
    for (article_id,) in found:
        articles[article_id] = None
        if len(articles) == limit:
            break
    found.close()
    return tuple(sorted(articles, reverse=True))


def _known(conn: sqlite3.Connection, names: Sequence[str]) -> tuple[KnownName, ...]:
    found = conn.execute(
        "SELECT key, name, kind, articles FROM name WHERE scope_id IN (SELECT value FROM json_each(?))",
        (json.dumps(numbers(conn, names)),),
    )
    return _joined(KnownName(key, name, EntityKind(kind), articles) for key, name, kind, articles in found)


def _joined(found: Iterable[KnownName]) -> tuple[KnownName, ...]:
    """One for each key, counts summed over scopes, in order."""
    joined: dict[str, KnownName] = {}
    for each in found:
        known = joined.get(each.key)
        name = max(known.name, each.name, key=len) if known else each.name
        joined[each.key] = KnownName(each.key, name, each.kind, each.articles + (known.articles if known else 0))
    return tuple(sorted(joined.values(), key=lambda each: (-each.articles, each.name, each.key)))


def _leading(conn: sqlite3.Connection, scope_id: int, beginning: str) -> list[str]:
    """The keys of names of which a word, or the whole, begins so; not all of very many."""
    found = conn.execute(
        "SELECT DISTINCT key FROM name_word WHERE scope_id = ? AND word BETWEEN ? AND ? LIMIT ?",
        (scope_id, beginning, beginning + _LAST, _LOOKED_AT),
    )
    return [key for (key,) in found]


def _most_named(conn: sqlite3.Connection, scope_id: int, limit: int) -> list[Row]:
    """The names of a scope that most articles have; more than three."""
    return conn.execute(
        "SELECT key, name, kind, articles FROM name WHERE scope_id = ? AND articles > 3 ORDER BY articles DESC LIMIT ?",
        (scope_id, limit),
    ).fetchall()


def _rarer(conn: sqlite3.Connection, scope_id: int, keys: Sequence[str], beginnings: Sequence[str]) -> Iterator[Row]:
    """Those of the keys whose names fit, those that most articles have first."""
    found = conn.execute(
        "SELECT key, name, kind, articles FROM name WHERE scope_id = ? AND key IN (SELECT value FROM json_each(?))"
        " ORDER BY articles DESC, name",
        (scope_id, json.dumps(keys)),
    )
    return (row for row in found.fetchall() if len(beginnings) < 2 or _fits(name_line(row[1]), beginnings))


def _fits(line: str, beginnings: Sequence[str]) -> bool:
    return all(f" {beginning}" in line for beginning in beginnings)
