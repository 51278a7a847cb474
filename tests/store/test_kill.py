from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.store.articles import Articles
from bot.store.backups import check
from bot.store.database import Database
from bot.store.quotations import Quotations
from bot.store.search import Search
from tests.store.records import NOW
from tests.store.saving_loop import draft

ROOT = Path(__file__).resolve().parents[2]


def saved_until_killed(path: Path, seconds: float) -> dict[int, int]:
    """The newest version of each article that was acknowledged before the process was killed."""
    lines = killed_after([sys.executable, "-m", "tests.store.saving_loop", str(path)], seconds)
    whole = [line.split() for line in lines if len(line.split()) == 2]
    return {int(number): int(version) for number, version in whole}


def killed_after(command: list[str], seconds: float) -> list[str]:
    """What a process printed that was killed so long after its first line."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    lines = [process.stdout.readline()]  # killed while it works, not while it starts
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    lines += process.communicate()[0].splitlines()
    assert process.returncode == -signal.SIGKILL
    return lines


async def assert_sound(path: Path, acknowledged: dict[int, int]) -> None:
    async with Database.open(path) as database:
        await database.write(check_all)
        articles, search, quotations = Articles(database), Search(database), Quotations(database)
        listed = {int(each.source): each for each in await articles.list(["host"], removed=None, limit=100_000)}
        assert set(acknowledged) <= set(listed)
        stored = await articles.get([each.id for each in listed.values()], removed=True)
        for number, each in listed.items():
            assert stored[each.id].record == draft(number, each.version)
            assert each.version >= acknowledged.get(number, 1)
        last = listed[max(listed)]
        hits = await search.windows([f"{last.source}.{last.version}"], [], ["host"], 50)
        quoted = await quotations.in_articles([last.id])
        assert (last.id in {hit.article_id for hit in hits}) is not last.removed
        assert len(quoted) == (0 if last.removed else 2)
        again = await articles.save(draft(int(last.source), last.version), "host", now=NOW)
        assert (again.id, again.version) == (last.id, last.version)


def check_all(conn) -> None:
    assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in ("window_text", "quotation_text"):
        conn.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")


@pytest.mark.parametrize("attempt", [*range(3), *(pytest.param(n, marks=pytest.mark.long) for n in range(3, 50))])
async def test_a_killed_process_leaves_each_article_whole_or_absent(tmp_path: Path, attempt: int) -> None:
    path = tmp_path / "a.db"
    delay = random.Random(attempt).uniform(0.0, 0.12)
    acknowledged = saved_until_killed(path, delay)
    await assert_sound(path, acknowledged)


@pytest.mark.parametrize("attempt", [0, *(pytest.param(n, marks=pytest.mark.long) for n in range(1, 20))])
async def test_a_kill_during_a_restore_or_a_backup_leaves_one_or_the_other_whole(tmp_path: Path, attempt: int) -> None:
    for name in ("one", "other", "live"):
        async with Database.open(tmp_path / f"{name}.db") as database:
            for number in range(30):
                await Articles(database).save(draft(number, len(name)), "host", now=NOW)
    killed_after([sys.executable, "-m", "tests.store.copying_loop", str(tmp_path)], 0.03 * attempt)
    for path in (tmp_path / "live.db", tmp_path / "backup.db"):
        if path.exists():
            async with Database.open(path) as database:
                assert await check(database) == ()
                stored = await Articles(database).get(range(1, 31))
            assert {number: article.record for number, article in stored.items()} in [
                {number + 1: draft(number, version) for number in range(30)} for version in (3, 4, 5)
            ]


@pytest.mark.long
async def test_fifty_kills_on_the_same_file(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    acknowledged: dict[int, int] = {}
    for attempt in range(50):
        acknowledged |= saved_until_killed(path, random.Random(1000 + attempt).uniform(0.0, 0.3))
        await assert_sound(path, acknowledged)
