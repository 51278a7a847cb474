"""Brings a database to the present schema: NNNN_name.sql beside this file, in order, each in one transaction.

What is derived from the texts is filled in by derived.py, in the same transaction.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from bot.errors import DatabaseFull, DatabaseTooNew, StoreError
from bot.store.migrations.derived import DERIVED

APPLICATION_ID = 0x434E5253  # "CNRS"
_NAME = re.compile(r"(\d{4})_\w+\.sql")


@cache
def scripts() -> tuple[tuple[int, str], ...]:
    """Every migration: its number and its SQL, lowest first."""
    found = ((_NAME.fullmatch(entry.name), entry) for entry in files(__package__).iterdir())
    return tuple(sorted((int(match[1]), entry.read_text("utf-8")) for match, entry in found if match))


def newest() -> int:
    """The number of the last migration: the schema that this program knows."""
    return scripts()[-1][0]


def refuse_strangers(application_id: int, version: int, tables: int, path: str) -> None:
    """Raises where the database is another program's, or a later version of this one made it."""
    if application_id != APPLICATION_ID and (application_id or version or tables):
        raise StoreError(f"{path} is the database of another program. Name another file.")
    if version > newest():
        raise DatabaseTooNew(
            f"The database {path} was made by a later version of this program (schema {version}, "
            f"this one knows {newest()}). It was left untouched; use the later version."
        )


def migrate(conn: sqlite3.Connection, path: str) -> None:
    """Carries the database forward; two processes that start at once wait for each other."""
    for number, script in scripts():
        if _version(conn) >= number:
            continue
        conn.execute("BEGIN IMMEDIATE")
        try:
            _apply(conn, number, script, path)
            conn.execute("COMMIT")
        finally:
            if conn.in_transaction:
                conn.execute("ROLLBACK")


def refuse_earlier(conn: sqlite3.Connection, path: str) -> None:
    """Raises where a database that can't be written to would have to be carried forward."""
    if _version(conn) < newest():
        raise DatabaseFull(f"The database {path} must be carried forward, but the file or its disk is read-only.")


def check(conn: sqlite3.Connection, path: str) -> None:
    """Raises where this program must not touch the database; inside a transaction, so that it sees one moment."""
    tables = conn.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    refuse_strangers(conn.execute("PRAGMA application_id").fetchone()[0], _version(conn), tables, path)


def _apply(conn: sqlite3.Connection, number: int, script: str, path: str) -> None:
    """One migration, inside the transaction that is open."""
    check(conn, path)
    if _version(conn) >= number:  # another process was first
        return
    for statement in _statements(script):
        conn.execute(statement)
    if number in DERIVED:
        DERIVED[number](conn)
    conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    conn.execute(f"PRAGMA user_version = {number}")


def _version(conn: sqlite3.Connection) -> int:
    return int(conn.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: `executescript` would commit the transaction."""
    held: list[str] = []
    for line in script.splitlines(keepends=True):
        held.append(line)
        if sqlite3.complete_statement("".join(held)):
            yield "".join(held)
            held = []
