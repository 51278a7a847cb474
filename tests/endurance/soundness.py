"""Whether nothing in a database is half there: what is derived from the articles is what deriving it anew gives."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from bot.models import Record
from bot.store import article_rows
from bot.store.articles import Articles
from bot.store.backups import check
from bot.store.database import MEMORY, Database
from bot.store.portable import Portable
from bot.store.quotations import Quotations
from bot.store.scopes import HOST, STARTER
from tests.store.records import NOW

MOST = 100_000
# Rows as they are told apart in any database: numbers are replaced by what they stand for.
DERIVED = {
    "speakers": "SELECT s.name, t.key, t.name, t.kind, t.direct, t.reported FROM speaker AS t JOIN scope AS s"
    " ON s.id = t.scope_id",
    "names": "SELECT s.name, t.key, t.name, t.kind, t.articles FROM name AS t JOIN scope AS s ON s.id = t.scope_id",
    "outlets": "SELECT s.name, t.outlet, t.articles, t.undated FROM outlet AS t JOIN scope AS s ON s.id = t.scope_id",
    "days": "SELECT a.source, t.first, t.last, t.published FROM article_day AS t JOIN article AS a"
    " ON a.id = t.article_id",
    "who said it": "SELECT a.source, q.digest, t.key, t.kind, t.published FROM quotation_speaker AS t"
    " JOIN quotation AS q ON q.id = t.quotation_id JOIN article AS a ON a.id = q.article_id",
    "windows": 'SELECT a.source, w.start, w."end" FROM window AS w JOIN article AS a ON a.id = w.article_id',
    "words": "SELECT a.source, w.start, v.term, v.col, v.offset FROM temp.window_words AS v"
    " LEFT JOIN window AS w ON w.id = v.doc & 0xffffffff LEFT JOIN article AS a ON a.id = w.article_id",
    "words of quotations": "SELECT a.source, q.digest, v.term, v.col, v.offset FROM temp.quotation_words AS v"
    " LEFT JOIN quotation AS q ON q.id = v.doc & 0xffffffff LEFT JOIN article AS a ON a.id = q.article_id",
}
# What was done to an article and what there is of it: either both, or neither.
HALVES = {
    "versions without their event, or events without their version": "SELECT a.id FROM article AS a WHERE a.version"
    " <> (SELECT count(*) FROM version AS v WHERE v.article_id = a.id AND v.number BETWEEN 1 AND a.version)"
    " OR a.version <> (SELECT count(*) FROM event AS e WHERE e.article_id = a.id AND deed IN ('added', 'new version'))"
    " OR a.version <> (SELECT count(*) FROM version AS v WHERE v.article_id = a.id)",
    "articles taken out or brought back without their event": "SELECT a.id FROM article AS a WHERE (a.removed NOT NULL)"
    " IS NOT coalesce((SELECT deed = 'removed' FROM event AS e WHERE e.article_id = a.id"
    " AND deed IN ('removed', 'restored') ORDER BY e.id DESC LIMIT 1), 0)",
}


async def assert_sound(path: Path) -> None:
    """Every index agrees with the articles, every span with its body, and SQLite finds no fault."""
    async with Database.open(path) as database:
        assert await check(database) == ()
        for name, query in HALVES.items():
            assert await database.read(_rows, query) == [], name
        await _assert_spans_hold(database)
        found = await database.write(_derived)
        async with Database.open(MEMORY) as anew:
            await _made_again(database, anew)
            expected = await anew.write(_derived)
    for name in DERIVED:
        assert found[name] == expected[name], f"{name} are not what the articles give"


async def _assert_spans_hold(database: Database) -> None:
    articles = Articles(database)
    scopes = await database.read(lambda conn: [name for (name,) in conn.execute("SELECT name FROM scope")])
    listed = await articles.list(scopes, removed=None, limit=MOST)
    records = {number: one.record for number, one in (await articles.get([each.id for each in listed])).items()}
    for record in records.values():
        assert all(passage.span.of(record.body).strip() for passage in record.passages)
    for quoted in await Quotations(database).in_articles(list(records)):
        body = records[quoted.article_id].body
        assert quoted.text == " ".join(part.of(body) for part in quoted.quotation.parts) != ""


async def _made_again(database: Database, anew: Database) -> None:
    """Everything that is in ``database``, taken into another by the ways that lead in."""
    for scope in (STARTER, HOST):
        for each in await Articles(database).list([scope], limit=MOST):
            record = await database.read(_as_read, each.id, each.version)
            await Articles(anew).save(record, scope, now=NOW)
    async for line in Portable(database).lines():
        assert await Portable(anew).take(line)


def _rows(conn: sqlite3.Connection, query: str) -> list[tuple[Any, ...]]:
    return conn.execute(query).fetchall()


def _as_read(conn: sqlite3.Connection, article_id: int, version: int) -> Record:
    record = article_rows.as_read(conn, article_id, version)
    assert record is not None
    return record


def _derived(conn: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    for table, words in (("window_text", "window_words"), ("quotation_text", "quotation_words")):
        conn.execute(f"CREATE VIRTUAL TABLE temp.{words} USING fts5vocab (main, {table}, instance)")
    found = {name: sorted(conn.execute(query).fetchall(), key=repr) for name, query in DERIVED.items()}
    for words in ("window_words", "quotation_words"):
        conn.execute(f"DROP TABLE temp.{words}")
    return found
