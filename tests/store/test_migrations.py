"""A database of every earlier schema opens and is carried forward with all that is in it; one from the future is refused."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from bot.errors import DatabaseTooNew, StoreError
from bot.store import migrations
from bot.store.articles import Articles
from bot.store.backups import backup, restore
from bot.store.database import Database
from bot.store.portable import Portable
from bot.store.search import Search
from tests.endurance.soundness import assert_sound
from tests.store.earlier import SCOPE, as_of, fill, rows_of
from tests.store.records import NOW

EARLIER = range(1, migrations.newest())
MADE = {  # what people made, and what the program remembers of them; the rest is derived
    "article": ["id", "source", "version", "title", "outlet", "published", "added", "removed"],
    "version": ["article_id", "number", "added", "by"],
    "quotation": ["id", "article_id", "version", "state", "words"],
    "correction": ["article_id", "digest", "withdrawn", "speaker", "speaker_key", "kind", "at", "by"],
    "event": ["id", "article_id", "at", "by", "deed", "detail"],
    "setting": ["server_id", "moderator_role", "report_channel", "private_answers", "hide_starter", "at", "by"],
    "report": ["id", "server_id", "user_id", "at", "question", "answer", "articles", "comment", "settled", "note"],
    "server": ["id", "joined", '"left"'],
    "answer": ["id", "server_id", "expires"],
    "draft": ["id", "server_id", "user_id", "expires"],
    "interaction": ["id", "at"],
    "kept": ["key", "value"],
}


@pytest.fixture
async def newest(tmp_path: Path) -> Path:
    path = tmp_path / "newest.db"
    await fill(path)
    return path


def schema_of(path: Path) -> tuple[int, list[tuple[str, str]]]:
    with contextlib.closing(sqlite3.connect(path)) as conn:
        (version,) = conn.execute("PRAGMA user_version").fetchone()
        return version, conn.execute("SELECT name, sql FROM sqlite_schema WHERE sql NOT NULL ORDER BY name").fetchall()


def files_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def tables_in(path: Path) -> dict[str, list[str]]:
    names = {name for name, _ in schema_of(path)[1]}
    return {table: columns for table, columns in MADE.items() if table in names}


@pytest.mark.parametrize("version", EARLIER)
async def test_an_earlier_schema_is_carried_forward_with_all_that_is_in_it(
    newest: Path, tmp_path: Path, version: int
) -> None:
    path = tmp_path / "earlier.db"
    as_of(version, newest, path)
    before = rows_of(path, tables_in(path))
    assert all(before.values())
    async with Database.open(path) as database:
        lines = [line async for line in Portable(database).lines()]
    assert schema_of(path) == schema_of(newest)
    assert rows_of(path, {table: MADE[table] for table in before}) == before
    await assert_sound(path)
    async with Database.open(newest) as database:
        expected = [line async for line in Portable(database).lines()]
    assert [line for line in lines if '"kind": "article"' in line] == [
        line for line in expected if '"kind": "article"' in line
    ]


@pytest.mark.parametrize("version", EARLIER)
async def test_an_article_of_an_earlier_schema_is_found_taken_out_and_brought_back(
    newest: Path, tmp_path: Path, version: int
) -> None:
    path = tmp_path / "earlier.db"
    as_of(version, newest, path)
    async with Database.open(path) as database:
        articles, search = Articles(database), Search(database)
        for present in (True, False, True):
            hits = await search.windows(["harbour"], [], [SCOPE], 5)
            assert [hit.article_id for hit in hits] == ([1] if present else [])
            await (articles.remove if present else articles.restore)(1, SCOPE, now=NOW)
    await assert_sound(path)


@pytest.mark.parametrize("version", EARLIER)
async def test_a_backup_of_an_earlier_schema_is_restored_for_who_has_the_database_open(
    newest: Path, tmp_path: Path, version: int
) -> None:
    copy, live = tmp_path / "copy.db", tmp_path / "live.db"
    as_of(version, newest, copy)
    async with Database.open(live) as database:
        await restore(copy, live, now=NOW)
        assert len(await Articles(database).list([SCOPE])) == 1
    assert schema_of(live) == schema_of(newest)
    assert schema_of(copy)[0] == version


async def test_a_migration_that_fails_leaves_everything_as_it_was(
    newest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = schema_of(newest), rows_of(newest, MADE)
    broken = (migrations.newest() + 1, "CREATE TABLE extra (x);\nDELETE FROM kept;\nINSERT INTO nowhere VALUES (1);\n")
    scripts = (*migrations.scripts(), broken)
    monkeypatch.setattr(migrations, "scripts", lambda: scripts)
    with pytest.raises(StoreError):
        async with Database.open(newest):
            pass
    assert (schema_of(newest), rows_of(newest, MADE)) == before


async def test_one_from_the_future_is_neither_opened_nor_restored_and_stays_as_it_is(
    newest: Path, tmp_path: Path
) -> None:
    future, live = tmp_path / "future.db", tmp_path / "live.db"
    async with Database.open(newest) as database:
        await backup(database, future)
    with contextlib.closing(sqlite3.connect(future)) as conn:
        conn.execute(f"PRAGMA user_version = {migrations.newest() + 1}")
    await fill(live)
    before = future.read_bytes(), live.read_bytes()
    with pytest.raises(DatabaseTooNew, match="left untouched; use the later version"):
        async with Database.open(future):
            pass
    with pytest.raises(DatabaseTooNew):
        await restore(future, live, now=NOW)
    assert (future.read_bytes(), live.read_bytes()) == before
    assert files_in(tmp_path) == ["future.db", "live.db", "newest.db"]
