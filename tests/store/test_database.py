from __future__ import annotations

import asyncio
import gc
import sqlite3
import struct
import threading
import time
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import DatabaseBusy, DatabaseDamaged, DatabaseFull, DatabaseMoved, DatabaseTooNew, StoreError
from bot.store import migrations
from bot.store.articles import Articles
from bot.store.backups import backup
from bot.store.database import MEMORY, Database
from bot.store.search import Search
from tests.store.frozen import frozen, unprivileged
from tests.store.records import NOW, record

LONG = " ".join(f"Sentence {n} has word{n} and number {n * n}." for n in range(2000))


def files_in(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


async def opened(path: Path) -> None:
    async with Database.open(path, busy_timeout=10):
        pass


async def test_a_new_database_carries_our_mark_and_the_newest_schema(tmp_path: Path) -> None:
    await opened(tmp_path / "a.db")
    raw = (tmp_path / "a.db").read_bytes()
    assert struct.unpack_from(">i", raw, 68) == (migrations.APPLICATION_ID,)
    assert struct.unpack_from(">i", raw, 60) == (migrations.newest(),)
    assert [number for number, _ in migrations.scripts()] == list(range(1, migrations.newest() + 1))


async def test_opening_again_finds_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "with ? and % and #.db"
    async with Database.open(path) as database:
        await Articles(database).save(record("a", LONG), "host", now=NOW)
    assert files_in(tmp_path) == [path.name]
    async with Database.open(path) as database:
        assert len(await Articles(database).list(["host"])) == 1


async def test_a_database_in_memory_works_alike() -> None:
    async with Database.open(MEMORY) as database:
        await Articles(database).save(record("a", LONG), "starter", now=NOW)
        assert len(await Search(database).windows(["word42"], [], ["starter"], 5)) == 1


async def test_nothing_that_was_read_or_written_is_kept(tmp_path: Path) -> None:
    class Rows(list[int]):
        """What can be referred to weakly."""

    def work(_conn: sqlite3.Connection, _given: Rows) -> Rows:
        return Rows([1, 2])

    async with Database.open(tmp_path / "a.db") as database:
        for run in (database.read, database.write):
            given = Rows([1])
            told = await run(work, given)
            kept = [weakref.ref(given), weakref.ref(told)]
            del given, told
            gc.collect()
            assert [ref() for ref in kept] == [None, None]


async def test_a_database_of_a_later_version_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    await opened(path)
    conn = sqlite3.connect(path)
    conn.execute(f"PRAGMA user_version = {migrations.newest() + 1}")
    conn.close()
    before = path.read_bytes()
    with pytest.raises(DatabaseTooNew, match="later version"):
        await opened(path)
    assert path.read_bytes() == before
    assert files_in(tmp_path) == ["a.db"]


async def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    for name, script in (("tables.db", "CREATE TABLE t (x)"), ("marked.db", "PRAGMA application_id = 5; VACUUM")):
        conn = sqlite3.connect(tmp_path / name)
        conn.executescript(script)
        conn.close()
        before = (tmp_path / name).read_bytes()
        with pytest.raises(StoreError, match="another program"):
            await opened(tmp_path / name)
        assert (tmp_path / name).read_bytes() == before


@pytest.mark.parametrize("content", [b"rubbish", b"rubbish" * 1000, b"SQLite format 3\x00" + b"\x07" * 5000])
async def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(content)
    with pytest.raises(StoreError):
        await opened(path)
    assert path.read_bytes() == content


async def test_a_file_cut_short_is_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    async with Database.open(path) as database:
        await Articles(database).save(record("a", LONG), "host", now=NOW)
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(DatabaseDamaged, match="Restore a backup"):
        await opened(path)


async def test_pages_overwritten_are_called_damaged_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    async with Database.open(path) as database:
        await Articles(database).save(record("a", LONG), "host", now=NOW)
        (page,) = await database.read(
            lambda conn: conn.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'version'").fetchone()
        )
    raw = bytearray(path.read_bytes())
    raw[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(raw)
    async with Database.open(path) as database:
        with pytest.raises(DatabaseDamaged):
            await Articles(database).get([1])
        assert len(await Articles(database).list(["host"])) == 1


async def test_a_path_that_cannot_hold_a_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="isn't there"):
        await opened(tmp_path / "no" / "a.db")
    with pytest.raises(StoreError, match="is a folder"):
        await opened(tmp_path)


async def test_a_full_disk_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    async with Database.open(tmp_path / "a.db") as database:
        articles = Articles(database)
        await articles.save(record("a", "Short. It fits."), "host", now=NOW)
        ((pages,),) = await database._writer.execute_fetchall("PRAGMA page_count")
        await database._writer.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(DatabaseFull, match="no room"):
            await articles.save(record("b", LONG), "host", now=NOW)
        assert [listed.source for listed in await articles.list(["host"])] == ["a"]
        assert not await Search(database).windows(["word42"], [], ["host"], 5)
        await database._writer.execute("PRAGMA max_page_count = 100000")
        assert (await articles.save(record("b", LONG), "host", now=NOW)).id == 2


async def test_a_read_only_database_is_said(database: Database) -> None:
    await database._writer.execute("PRAGMA query_only = ON")
    with pytest.raises(DatabaseFull, match="read-only"):
        await Articles(database).save(record("a", LONG), "host", now=NOW)


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A folder that everyone may read and nobody may write to, with a database in it."""
    with frozen(lambda file: asyncio.run(filled(file))) as folder, unprivileged():
        yield folder


async def filled(path: Path) -> None:
    async with Database.open(path) as database:
        await Articles(database).save(record("a", "The harbour."), "host", now=NOW)


async def test_on_a_read_only_disk_reading_goes_on_and_writing_is_refused(read_only: Path) -> None:
    async with Database.open(read_only / "a.db") as database:
        assert len(await Search(database).windows(["harbour"], [], ["host"], 5)) == 1
        with pytest.raises(DatabaseFull, match="read-only"):
            await Articles(database).save(record("b", "Fog."), "host", now=NOW)
    with pytest.raises(DatabaseFull, match="can't be written to"):
        await opened(read_only / "new.db")


async def test_a_database_that_another_holds_is_busy_and_still_read(tmp_path: Path) -> None:
    async with Database.open(tmp_path / "a.db", busy_timeout=0.2) as database:
        articles = Articles(database)
        await articles.save(record("a", "One. Two."), "host", now=NOW)
        other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseBusy, match="Another process"):
            await articles.save(record("b", "Three."), "host", now=NOW)
        assert len(await articles.list(["host"])) == 1
        other.close()
        assert (await articles.save(record("b", "Three."), "host", now=NOW)).id == 2


async def test_a_busy_database_is_not_opened(tmp_path: Path) -> None:
    await opened(tmp_path / "a.db")
    other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    other.execute("INSERT INTO scope (name) VALUES ('server:1')")
    await opened(tmp_path / "a.db")  # in WAL a writer keeps nobody out
    other.close()


async def test_several_that_start_at_once_migrate_once(tmp_path: Path) -> None:
    for n in range(5):
        await asyncio.gather(*(opened(tmp_path / f"{n}.db") for _ in range(4)))


async def test_two_that_write_take_turns(tmp_path: Path) -> None:
    async with Database.open(tmp_path / "a.db") as one, Database.open(tmp_path / "a.db") as other:
        await asyncio.gather(
            *(
                Articles(each).save(record(f"{n}", f"Body {n}."), "host", now=NOW)
                for n, each in enumerate([one, other] * 5)
            )
        )
        assert len(await Articles(one).list(["host"])) == 10


async def test_a_cancelled_write_is_whole_or_absent_and_blocks_nothing(database: Database) -> None:
    articles = Articles(database)
    task = asyncio.create_task(articles.save(record("a", LONG), "host", now=NOW))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    saved = await articles.save(record("b", "Another one."), "host", now=NOW)
    assert saved.id in {1, 2}


async def test_cancelled_reads_give_their_readers_back(database: Database) -> None:
    reads = [asyncio.create_task(database.read(lambda _: time.sleep(0.02))) for _ in range(6)]
    await asyncio.sleep(0.01)
    for read in reads:
        read.cancel()
    await asyncio.gather(*reads, return_exceptions=True)
    assert await asyncio.gather(*(database.read(lambda conn: conn.in_transaction) for _ in range(4))) == [True] * 4


async def test_a_database_whose_closing_is_cancelled_is_closed(tmp_path: Path) -> None:
    leaving = asyncio.Event()

    async def use() -> None:
        async with Database.open(tmp_path / "a.db") as database:
            writing = asyncio.create_task(database.write(lambda _: time.sleep(0.1)))
            await asyncio.sleep(0.01)
            writing.cancel()
            leaving.set()

    using = asyncio.create_task(use())
    await leaving.wait()
    await asyncio.sleep(0.01)
    using.cancel()
    with pytest.raises(asyncio.CancelledError):
        await using
    assert files_in(tmp_path) == ["a.db"]


def test_what_could_not_be_opened_leaves_no_thread_behind(tmp_path: Path) -> None:
    (tmp_path / "a.db").symlink_to(tmp_path / "no" / "a.db")  # refused by `connect`
    (tmp_path / "b.db-wal").mkdir()  # refused at the first statement
    before = set(threading.enumerate())
    for name in ("a.db", "b.db"):
        with pytest.raises(StoreError):
            asyncio.run(opened(tmp_path / name))
    left = set(threading.enumerate()) - before
    for thread in left:
        thread.join(10)  # one that was told to end may need a moment on a busy machine
    assert not any(thread.is_alive() for thread in left)


async def test_an_error_inside_undoes_everything(database: Database) -> None:
    def half(conn: sqlite3.Connection) -> None:
        conn.execute("INSERT INTO scope (name) VALUES ('server:9')")
        raise KeyError

    with pytest.raises(KeyError):
        await database.write(half)
    found = await database.read(lambda conn: conn.execute("SELECT 1 FROM scope WHERE name = 'server:9'").fetchone())
    assert found is None


async def test_readers_do_not_wait_for_the_writer(database: Database) -> None:
    articles = Articles(database)
    await articles.save(record("a", "One."), "host", now=NOW)
    saving = asyncio.create_task(articles.save(record("b", LONG), "host", now=NOW))
    await asyncio.gather(*(articles.list(["host"]) for _ in range(20)))
    await saving


@pytest.mark.parametrize("replaced", [True, False])
async def test_what_nobody_would_find_again_is_not_written(tmp_path: Path, replaced: bool) -> None:
    path = tmp_path / "a.db"
    async with Database.open(path) as database:
        await Articles(database).save(record("a", "The harbour."), "host", now=NOW)
        await backup(database, tmp_path / "copy.db")
        path.rename(tmp_path / "moved.db")
        if replaced:
            (tmp_path / "copy.db").rename(path)
        with pytest.raises(DatabaseMoved, match="Start the program anew"):
            await Articles(database).save(record("b", "Fog."), "host", now=NOW)
        assert [listed.source for listed in await Articles(database).list(["host"])] == ["a"]
