"""Finds who is named where, and the names that what is typed may be the beginning of."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.models import EntityKind
from bot.store import wording
from bot.store.database import Database
from bot.store.name_index import name_line
from bot.store.scopes import numbers, rows

_LAST = "\U0010ffff"  # sorts behind every word that begins alike
_LOOKED_AT = 1_000  # names; a short beginning that fits more is answered from the names that most articles have


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

    async def articles_naming(self, keys: Sequence[str], scopes: Sequence[str], *, limit: int = 100) -> tuple[int, ...]:
        """The articles that name one of ``keys``, the last to come in first."""
        expression = f"names : ({wording.any_of(map(wording.token, keys))})" if keys else ""
        return await self._database.read(_articles_naming, expression, scopes, limit) if expression else ()

    async def known(self, scopes: Sequence[str]) -> tuple[KnownName, ...]:
        """Everyone who is named, those that most articles name first."""
        return await self._database.read(_known, scopes)

    async def starting(self, typed: str, scopes: Sequence[str], *, limit: int = 25) -> tuple[KnownName, ...]:
        """The names in which each word that was typed begins a word, those that most articles name first."""
        return await self._database.read(_starting, typed, scopes, limit)


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


def _starting(conn: sqlite3.Connection, typed: str, names: Sequence[str], limit: int) -> tuple[KnownName, ...]:
    beginnings = wording.folded(typed).split()
    return _joined(
        KnownName(key, name, EntityKind(kind), articles)
        for scope_id in numbers(conn, names)
        for key, name, kind, articles in _beginning(conn, scope_id, beginnings, limit)
    )[:limit]


def _beginning(
    conn: sqlite3.Connection, scope_id: int, beginnings: Sequence[str], limit: int
) -> list[tuple[str, str, str, int]]:
    """Up to ``limit`` names of a scope; where very many begin so, those that most articles have come first."""
    lead = max(beginnings, key=len, default="")
    rare = conn.execute(
        "SELECT DISTINCT key FROM name_word WHERE scope_id = ? AND word BETWEEN ? AND ? LIMIT ?",
        (scope_id, lead, lead + _LAST, _LOOKED_AT),
    ).fetchall()
    found: list[tuple[str, str, str, int]] = []
    if len(rare) == _LOOKED_AT:
        common = conn.execute(
            "SELECT key, name, kind, articles FROM name WHERE scope_id = ? AND articles > 3"
            " ORDER BY articles DESC LIMIT ?",
            (scope_id, _LOOKED_AT),
        )
        found = list(islice((row for row in common if _fits(row[1], beginnings)), limit))
        common.close()
    if len(found) < limit:
        rows = conn.execute(
            "SELECT key, name, kind, articles FROM name WHERE scope_id = ? AND key IN (SELECT value FROM json_each(?))"
            " ORDER BY articles DESC, name",
            (scope_id, json.dumps([key for (key,) in rare])),
        )
        found += islice((row for row in rows if len(beginnings) < 2 or _fits(row[1], beginnings)), limit)
        rows.close()
    return list(dict.fromkeys(found))


def _fits(name: str, beginnings: Sequence[str]) -> bool:
    line = name_line(name)
    return all(f" {beginning}" in line for beginning in beginnings)
