from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import DatabaseDamaged, StoreError
from bot.store.articles import Articles
from bot.store.backups import backup, backup_into, check, restore, wait_until_due
from bot.store.database import Database
from bot.store.search import Search
from tests.store.frozen import frozen, unprivileged
from tests.store.records import NOW, record


def files(folder: Path, pattern: str) -> list[str]:
    return sorted(file.name for file in folder.glob(pattern))


async def made(path: Path, *sources: str) -> None:
    async with Database.open(path) as database:
        for source in sources:
            await Articles(database).save(record(source, f"The harbour of {source}."), "host", now=NOW)


async def sources_in(path: Path) -> list[str]:
    async with Database.open(path) as database:
        assert await check(database) == ()
        assert len(await Search(database).windows(["harbour"], [], ["host"], 50)) > 0
        return [listed.source for listed in await Articles(database).list(["host"])]


async def test_a_backup_of_a_database_in_use_is_one_sound_file(tmp_path: Path, database: Database) -> None:
    await Articles(database).save(record("a", "The harbour."), "host", now=NOW)
    copy = tmp_path / "copy.db"
    await backup(database, copy)
    await Articles(database).save(record("b", "The orchard."), "host", now=NOW)
    await backup(database, tmp_path / "later.db")
    assert files(tmp_path, "*.part") + files(tmp_path, "copy.db-*") == []
    assert await sources_in(copy) == ["a"]
    assert await sources_in(tmp_path / "later.db") == ["a", "b"]


async def test_a_backup_into_no_folder_is_said(tmp_path: Path, database: Database) -> None:
    with pytest.raises(StoreError, match="isn't there"):
        await backup(database, tmp_path / "no" / "copy.db")


@pytest.mark.parametrize("name", ["a.db", "link.db", "inner/../a.db", "a.db-wal", "hard.db"])
async def test_a_backup_never_takes_the_place_of_the_database(tmp_path: Path, database: Database, name: str) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "link.db").symlink_to("a.db")
    (tmp_path / "hard.db").hardlink_to(tmp_path / "a.db")
    inode = (tmp_path / "a.db").stat().st_ino
    with pytest.raises(StoreError, match="the database itself"):
        await backup(database, tmp_path / name)
    await Articles(database).save(record("a", "The harbour."), "host", now=NOW)
    assert (tmp_path / "a.db").stat().st_ino == inode
    assert await sources_in(tmp_path / "a.db") == ["a"]


async def test_a_database_that_is_named_like_an_unfinished_backup_is_not_taken_for_one(tmp_path: Path) -> None:
    async with Database.open(tmp_path / "copy.db.part") as database:
        await Articles(database).save(record("a", "The harbour."), "host", now=NOW)
        with pytest.raises(StoreError, match="the database itself"):
            await backup(database, tmp_path / "copy.db")
    assert await sources_in(tmp_path / "copy.db.part") == ["a"]


@pytest.mark.parametrize("content", [b"notes", b"SQLite format 3\x00" + bytes(200)])
async def test_a_backup_replaces_a_backup_and_no_other_file(tmp_path: Path, database: Database, content: bytes) -> None:
    (tmp_path / "mine").write_bytes(content)
    with pytest.raises(StoreError, match="there already"):
        await backup(database, tmp_path / "mine")
    assert (tmp_path / "mine").read_bytes() == content
    with pytest.raises(StoreError, match="is a folder"):
        await backup(database, tmp_path)
    (tmp_path / "empty").touch()
    for name in ("copy.db", "copy.db", "empty"):
        await Articles(database).save(record(name, f"The harbour of {name}."), "host", now=NOW)
        await backup(database, tmp_path / name)
    assert await sources_in(tmp_path / "copy.db") == ["copy.db"]
    assert sorted(await sources_in(tmp_path / "empty")) == ["copy.db", "empty"]


async def test_the_last_backups_are_kept(tmp_path: Path, database: Database) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "mine.db").write_bytes(b"")
    for minute in range(4):
        last = await backup_into(folder, database, keep=2, now=NOW + timedelta(minutes=minute))
        (folder / "cornerstone-20260101-000000.db.part").touch()  # of a process that was killed
    await backup_into(folder, database, keep=2, now=NOW + timedelta(minutes=3))
    names = files(folder, "*")
    assert names == ["cornerstone-20260102-030605.db", "cornerstone-20260102-030705.db", "mine.db"]
    assert last.name == names[1]


async def test_a_folder_for_backups_is_made_and_one_that_can_not_be_is_told(tmp_path: Path, database: Database) -> None:
    made = await backup_into(tmp_path / "backups", database, keep=2, now=NOW)
    assert made.exists()
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "backups", tmp_path / "no" / "backups"):
        with pytest.raises(StoreError, match=r"can't be written|isn't there"):
            await backup_into(folder, database, keep=2, now=NOW)


@pytest.mark.parametrize(
    ("ago", "wait"),
    [([], 0), ([25, 50], 0), ([24], 0), ([10, 60], 14), ([0], 24), ([-100], 24)],
    ids=["none yet", "overdue", "due", "made before the start", "just made", "a clock that was wrong"],
)
def test_the_next_backup_is_due_after_the_newest(tmp_path: Path, ago: list[int], wait: int) -> None:
    for hours in ago:
        (tmp_path / f"cornerstone-{NOW - timedelta(hours=hours):%Y%m%d-%H%M%S}.db").touch()
    (tmp_path / "cornerstone-mine-too.db").touch()
    assert wait_until_due(tmp_path, timedelta(hours=24), NOW) == timedelta(hours=wait)


async def test_a_damaged_database_takes_no_sound_backups_place(tmp_path: Path, database: Database) -> None:
    for number in range(20):
        await Articles(database).save(record(f"{number}", f"The harbour of {number}. " * 300), "host", now=NOW)
    copy = tmp_path / "copy.db"
    await backup(database, copy)
    first = await backup_into(tmp_path / "kept", database, keep=1, now=NOW)
    before = copy.read_bytes()
    await database.write(lambda conn: conn.execute("DELETE FROM kept"))
    overwrite_the_middle(Path(database.path))
    with pytest.raises(DatabaseDamaged, match="no copy of it was kept"):
        await backup(database, copy)
    with pytest.raises(DatabaseDamaged, match="no copy of it was kept"):
        await backup_into(tmp_path / "kept", database, keep=1, now=NOW + timedelta(days=1))
    assert copy.read_bytes() == before
    assert files(tmp_path / "kept", "*") == [first.name]


def overwrite_the_middle(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA wal_checkpoint (TRUNCATE)")
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xaa" * (path.stat().st_size - 4096))


async def test_a_restore_keeps_the_old_one(tmp_path: Path) -> None:
    await made(tmp_path / "copy.db", "a")
    await made(tmp_path / "live.db", "b", "c")
    kept = await restore(tmp_path / "copy.db", tmp_path / "live.db", now=NOW)
    assert kept == tmp_path / "live.before-20260102-030405.db"
    assert await sources_in(tmp_path / "live.db") == ["a"]
    assert await sources_in(kept) == ["b", "c"]
    assert await restore(tmp_path / "copy.db", tmp_path / "new.db", now=NOW) is None
    assert await sources_in(tmp_path / "new.db") == ["a"]


async def test_two_restores_in_one_second_keep_both_old_ones(tmp_path: Path) -> None:
    live = tmp_path / "live.db"
    for name in ("live", "first", "second"):
        await made(tmp_path / f"{name}.db", name)
    first = await restore(tmp_path / "first.db", live, now=NOW)
    second = await restore(tmp_path / "second.db", live, now=NOW)
    assert first is not None
    assert second is not None
    assert [await sources_in(path) for path in (first, second, live)] == [["live"], ["first"], ["second"]]


@pytest.mark.parametrize("name", ["live.db", "link.db"])
async def test_a_database_is_not_restored_from_itself(tmp_path: Path, name: str) -> None:
    await made(tmp_path / "live.db", "a")
    (tmp_path / "link.db").symlink_to("live.db")
    with pytest.raises(StoreError, match="the database itself"):
        await restore(tmp_path / name, tmp_path / "live.db", now=NOW)
    assert await sources_in(tmp_path / "live.db") == ["a"]


async def test_a_restore_is_seen_by_who_has_the_database_open(tmp_path: Path, database: Database) -> None:
    await Articles(database).save(record("b", "The orchard."), "host", now=NOW)
    await made(tmp_path / "copy.db", "a")
    await restore(tmp_path / "copy.db", Path(database.path), now=NOW)
    assert [listed.source for listed in await Articles(database).list(["host"])] == ["a"]
    assert (await Articles(database).save(record("c", "A frost."), "host", now=NOW)).id == 2


@pytest.mark.parametrize("damage", ["cut", "rubbish", "empty"])
async def test_a_damaged_backup_changes_nothing(tmp_path: Path, damage: str) -> None:
    copy, live = tmp_path / "copy.db", tmp_path / "live.db"
    await made(copy, *"abcdefgh")
    await made(live, "z")
    raw = copy.read_bytes()
    copy.write_bytes({"cut": raw[:30_000], "rubbish": raw[:4096] + b"\xaa" * (len(raw) - 4096), "empty": b""}[damage])
    before = live.read_bytes()
    with pytest.raises(DatabaseDamaged, match="Nothing was changed; take another"):
        await restore(copy, live, now=NOW)
    assert live.read_bytes() == before
    assert files(tmp_path, "live*") == ["live.db"]


async def test_a_damaged_database_goes_aside_for_the_backup(tmp_path: Path) -> None:
    copy, live = tmp_path / "copy.db", tmp_path / "live.db"
    await made(copy, "a")
    live.write_bytes(b"rubbish")
    kept = await restore(copy, live, now=NOW)
    assert kept is not None
    assert kept.read_bytes() == b"rubbish"
    assert await sources_in(live) == ["a"]


async def test_a_database_damaged_within_goes_aside_too(tmp_path: Path) -> None:
    copy, live = tmp_path / "copy.db", tmp_path / "live.db"
    await made(copy, "a")
    await made(live, *"bcdefgh")
    overwrite_the_middle(live)
    raw = live.read_bytes()
    kept = await restore(copy, live, now=NOW)
    assert kept is not None
    assert kept.read_bytes() == raw
    assert await sources_in(live) == ["a"]


@pytest.fixture
def read_only() -> Iterator[Path]:
    with frozen(lambda file: asyncio.run(made(file, "a", "b"))) as folder, unprivileged():
        yield folder / "a.db"


async def test_from_a_disk_that_can_only_be_read_articles_are_rescued(read_only: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        async with Database.open(read_only) as database:
            assert await check(database) == ()
            await backup(database, out / "copy.db")
        await restore(read_only, out / "restored.db", now=NOW)
        for path in (out / "copy.db", out / "restored.db"):
            assert await sources_in(path) == ["a", "b"]


async def test_no_backup_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no backup"):
        await restore(tmp_path / "copy.db", tmp_path / "live.db", now=NOW)


async def test_a_check_finds_an_index_that_lost_a_row(database: Database) -> None:
    await Articles(database).save(record("a", "The harbour."), "host", now=NOW)
    assert await check(database) == ()
    await database.write(lambda conn: conn.execute("DELETE FROM window_text_docsize"))
    await database.write(lambda conn: conn.execute("DELETE FROM window_text_data WHERE id > 10"))
    assert await check(database) != ()
