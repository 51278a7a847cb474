"""A write-ahead log that a killed process left behind, whole and damaged."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.store.articles import Articles
from bot.store.backups import check
from bot.store.database import Database
from bot.store.wal import seen
from tests.store.records import NOW, record

FRAME = 24 + 4096


@pytest.fixture
async def left(tmp_path: Path) -> Path:
    """A database as a killed process leaves it: two articles in the file, two more in the log alone."""
    path, killed = tmp_path / "running.db", tmp_path / "killed.db"
    async with Database.open(path) as database:
        for name in "ab":
            await Articles(database).save(record(name, f"The harbour of {name}."), "host", now=NOW)
    async with Database.open(path) as database:
        for name in "cd":
            await Articles(database).save(record(name, f"The harbour of {name}."), "host", now=NOW)
        shutil.copy(path, killed)
        shutil.copy(f"{path}-wal", f"{killed}-wal")
    return killed


async def sources_in(path: Path) -> list[str]:
    async with Database.open(path) as database:
        assert await check(database) == ()
        return [listed.source for listed in await Articles(database).list(["host"])]


def rubbish(log: Path, start: int, length: int) -> None:
    with log.open("r+b") as file:
        file.seek(start)
        file.write(b"\xaa" * length)


async def test_a_whole_log_is_taken_over_without_a_word(left: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert await sources_in(left) == ["a", "b", "c", "d"]
    assert caplog.records == []


@pytest.mark.parametrize(
    "start", [0, 32 + 24 + 100, 32 + 3 * FRAME + 8], ids=["header", "first page", "a frame's mark"]
)
async def test_a_damaged_log_is_told_of_and_what_the_file_holds_is_sound(
    left: Path, start: int, caplog: pytest.LogCaptureFixture
) -> None:
    rubbish(Path(f"{left}-wal"), start, 64)
    assert set("ab") <= set(await sources_in(left)) < set("abcd")
    (told,) = [line.getMessage() for line in caplog.records]
    assert f"log of the database {left} was damaged" in told
    assert "newest backup" in told
    caplog.clear()
    await sources_in(left)
    assert caplog.records == []


def cut_in_the_last_frame(log: Path) -> None:
    os.truncate(log, log.stat().st_size - 100)


def emptied(log: Path) -> None:
    os.truncate(log, 0)


def only_zeros(log: Path) -> None:
    log.write_bytes(bytes(log.stat().st_size))


@pytest.mark.parametrize("harm", [cut_in_the_last_frame, emptied, only_zeros])
async def test_what_was_never_finished_is_no_loss(
    left: Path, harm: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    harm(Path(f"{left}-wal"))
    assert set("ab") <= set(await sources_in(left))
    assert caplog.records == []


@pytest.mark.parametrize("rolled_back", [False, True])
async def test_a_change_that_was_under_way_is_no_loss(
    tmp_path: Path, rolled_back: bool, caplog: pytest.LogCaptureFixture
) -> None:
    path, killed = tmp_path / "running.db", tmp_path / "killed.db"
    async with Database.open(path) as database:
        await Articles(database).save(record("a", "The harbour."), "host", now=NOW)
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("PRAGMA cache_size = 2")
    conn.execute("BEGIN")
    conn.executemany("INSERT INTO kept VALUES (?, ?)", ((f"{n}", "x" * 3000) for n in range(200)))
    if rolled_back:
        conn.execute("ROLLBACK")
        conn.execute("INSERT INTO kept VALUES ('little', 'one')")
    shutil.copy(path, killed)
    shutil.copy(f"{path}-wal", f"{killed}-wal")
    conn.close()
    before = seen(str(killed))
    assert before is not None
    assert (before.finished > 0) is rolled_back
    assert await sources_in(killed) == ["a"]
    assert caplog.records == []


async def test_others_that_write_meanwhile_are_no_loss(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with Database.open(tmp_path / "a.db") as one:
        for number in range(30):
            await Articles(one).save(record(f"{number}", f"The harbour of {number}. " * 200), "host", now=NOW)
            async with Database.open(tmp_path / "a.db") as other:
                await Articles(other).save(record(f"o{number}", f"The orchard of {number}. " * 200), "host", now=NOW)
    assert caplog.records == []


async def test_what_shall_last_waits_for_the_disk(tmp_path: Path) -> None:
    for lasting, level in ((False, 1), (True, 2)):
        async with Database.open(tmp_path / "a.db", lasting=lasting) as database:
            conn = database._writer
            assert [row async for row in await conn.execute("PRAGMA synchronous")] == [(level,)]
