"""Databases as earlier versions of the program left them: their schema by the migrations up to then, rows from today's."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import timedelta
from pathlib import Path

from bot.models import Answer, QuestionKind
from bot.store import migrations
from bot.store.answers import Answers
from bot.store.articles import Articles
from bot.store.corrections import Correction
from bot.store.database import Database
from bot.store.drafts import Draft, Drafts
from bot.store.interactions import Interactions
from bot.store.kept import Kept
from bot.store.quotations import Quotations
from bot.store.reports import Complaint, Reports
from bot.store.servers import Servers
from bot.store.settings import ServerSettings, Settings
from tests.store.records import NOW, record

SERVER = 5
SCOPE = f"server:{SERVER}"
BODY = "The council met in the harbour. “We shall clear the ice,” she said. “It will be dear.”"
FULL_TEXT = ("_data", "_idx", "_docsize", "_config")


async def fill(path: Path) -> None:
    """Something of every kind that the program keeps."""
    async with Database.open(path) as database:
        articles, quotations = Articles(database), Quotations(database)
        first = await articles.save(record("a", BODY, named={"council": "council"}), SCOPE, by="7", now=NOW)
        ice, dear = await quotations.in_articles([first.id])
        await quotations.correct(ice.id, SCOPE, Correction(speaker="Bo Ek", speaker_key="bo ek"), by="7", now=NOW)
        await quotations.correct(dear.id, SCOPE, Correction(withdrawn=True), by="7", now=NOW)
        await articles.save(record("a", f"New. {BODY}"), SCOPE, by="8", now=NOW)
        second = await articles.save(record("b", "A frost."), SCOPE, by="8", now=NOW)
        await articles.remove(second.id, SCOPE, by="8", now=NOW)
        await articles.save(record("h", "The host's harbour. “It is open,” she said."), "host", now=NOW)
        await Settings(database).keep(SERVER, ServerSettings(moderator_role=9), by="7", now=NOW)
        await Servers(database).joined(SERVER, now=NOW)
        complaint = Complaint(SERVER, "42", "Who?", "Nobody.", (first.id,), "But I do.", "i1")
        number = await Reports(database).add(complaint, now=NOW)
        assert number is not None
        await Reports(database).settle(number, SERVER, by="7", note="seen", now=NOW)
        until = NOW + timedelta(days=90)
        await Answers(database).keep(Answer(QuestionKind.ASK, True, "Yes.", 0.9), SERVER, now=NOW, until=until)
        await Drafts(database).keep(Draft("d", "A draft."), SERVER, "7", now=NOW, until=until)
        await Interactions(database).claim("i2", now=NOW)
        await Kept(database).keep("key", "value")


def as_of(version: int, newest: Path, to: Path) -> None:
    """Makes ``to`` what ``newest`` would have been at schema ``version``: the columns that there were, with their rows."""
    with contextlib.closing(sqlite3.connect(to)) as conn:
        for number, script in migrations.scripts():
            if number <= version:
                conn.executescript(script)
        conn.execute("ATTACH ? AS newest", (str(newest),))
        for table in own_tables(conn):
            columns = ", ".join(f'"{name}"' for name in common_columns(conn, table))
            conn.execute(f'DELETE FROM main."{table}"')
            conn.execute(f'INSERT INTO main."{table}" ({columns}) SELECT {columns} FROM newest."{table}"')
        conn.execute("DELETE FROM main.sqlite_sequence")
        conn.execute(
            "INSERT INTO main.sqlite_sequence SELECT * FROM newest.sqlite_sequence"
            " WHERE name IN (SELECT name FROM main.sqlite_schema)"
        )
        conn.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
        conn.execute(f"PRAGMA user_version = {version}")
        conn.commit()


def own_tables(conn: sqlite3.Connection) -> list[str]:
    """The tables that both have, with what stands behind a full-text index where that is the same index in both."""
    found = {name: sql for name, sql in _tables(conn, "main") if name in dict(_tables(conn, "newest"))}
    indices = {name for name, sql in found.items() if "USING fts5" in sql}
    alike = {name for name in indices if found[name] == dict(_tables(conn, "newest"))[name]}
    behind = {f"{name}{end}": name in alike for name in indices for end in FULL_TEXT}
    return [name for name in found if name not in indices and behind.get(name, True)]


def _tables(conn: sqlite3.Connection, schema: str) -> list[tuple[str, str]]:
    query = f"SELECT name, sql FROM {schema}.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return conn.execute(query).fetchall()


def common_columns(conn: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table that are in both, in the order of the earlier."""
    there = {row[1] for row in conn.execute(f'PRAGMA newest.table_info ("{table}")')}
    return [row[1] for row in conn.execute(f'PRAGMA main.table_info ("{table}")') if row[1] in there]


def rows_of(path: Path, tables: dict[str, list[str]]) -> dict[str, list[tuple[object, ...]]]:
    """What stands in those columns of those tables."""
    with contextlib.closing(sqlite3.connect(path)) as conn:
        return {
            table: sorted(conn.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall(), key=repr)
            for table, columns in tables.items()
        }
