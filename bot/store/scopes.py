"""Whose an article is: the scope's number, and the rows of an index that are in it."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from bot.errors import StoreError

STARTER = "starter"
HOST = "host"
_BITS = 32  # an index row is numbered scope << 32 | number
_MASK = (1 << _BITS) - 1
_NAME = re.compile(r"starter|host|server:[0-9]{1,20}")


@dataclass(frozen=True, slots=True)
class Place:
    """Which version of which article of which scope something belongs to."""

    scope_id: int
    article_id: int
    version: int


def server(guild_id: int) -> str:
    """The scope of a Discord server."""
    return f"server:{guild_id}"


def number_of(conn: sqlite3.Connection, scope: str) -> int:
    """The scope's number; a scope that is new gets one. Raises `StoreError` for what is no scope."""
    if not _NAME.fullmatch(scope):
        raise StoreError(f"There is no scope {scope!r}: it is starter, host or server:ID.")
    conn.execute("INSERT INTO scope (name) VALUES (?) ON CONFLICT DO NOTHING", (scope,))
    return int(conn.execute("SELECT id FROM scope WHERE name = ?", (scope,)).fetchone()[0])


def numbers(conn: sqlite3.Connection, scopes: Iterable[str]) -> list[int]:
    """The numbers of those scopes that there are."""
    found = conn.execute(
        "SELECT id FROM scope WHERE name IN (SELECT value FROM json_each(?)) ORDER BY id", (json.dumps([*scopes]),)
    )
    return [number for (number,) in found]


def row(scope_id: int, number: int) -> int:
    """The row of an index that stands for record ``number`` of a scope."""
    return scope_id << _BITS | number


def number_in(index_row: int) -> int:
    """The record that an index row stands for."""
    return index_row & _MASK


def rows(scope_ids: list[int]) -> dict[str, int | str]:
    """The parameters low, high and scopes of a search in an index."""
    return {
        "low": row(scope_ids[0], 0) if scope_ids else 1,
        "high": row(scope_ids[-1], _MASK) if scope_ids else 0,
        "scopes": json.dumps(scope_ids),
    }
