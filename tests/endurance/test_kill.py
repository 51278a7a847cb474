"""SIGKILL at random moments under a load of questions and moderators' changes: three times, and fifty with ``-m long``."""

from __future__ import annotations

import asyncio
import contextlib
import random
import signal
import sys
from pathlib import Path

import pytest

from bot.store.articles import Articles
from bot.store.database import Database
from tests.discord_standin import ALICE, Standin
from tests.discord_standin.process import process
from tests.endurance.ledger import Ledger
from tests.endurance.load import Load
from tests.endurance.observed import observed
from tests.endurance.soundness import assert_sound
from tests.store.records import NOW, record

SEED = 20240113
UNDONE = (  # a table without content deletes what it is told
    "INSERT INTO window_text (window_text, rowid, title, words, pairs, names)"
    " VALUES ('delete', 2 << 32 | 1, 'A title', 'The harbour.', '', '')"
)


async def killed_under_load(standin: Standin, path: Path, load: Load, seconds: float) -> None:
    """Starts the bot, lets people at it, and kills it in the midst of what they do."""
    async with process(standin, path, seconds=60) as run:
        people = asyncio.create_task(load.run())
        await asyncio.wait({people}, timeout=seconds)
        run.process.send_signal(signal.SIGKILL)
        await run.process.wait()
        assert run.process.returncode == -signal.SIGKILL
        await asyncio.sleep(0.05)  # what was acknowledged before is noted
        people.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await people
    async with asyncio.timeout(10):
        while standin.gateway.connected.is_set():  # noqa: ASYNC110 - the event is set again by the next bot
            await asyncio.sleep(0.01)


async def kill(path: Path, times: int, most: float) -> str:
    """Kill after kill on one database, each looked into; what came of it, in a line."""
    ledger, chance = Ledger(), random.Random(SEED)
    ledger.allowed["settings"] = {"public"}  # as long as nothing is chosen
    under_way = 0
    async with Standin() as standin:
        load = Load(standin, ledger, chance)
        for _ in range(times):
            await killed_under_load(standin, path, load, chance.uniform(0.3, most))
            under_way += sum(ledger.open.values())
            assert ledger.settle(observed(path)) == []
            await assert_sound(path)
        async with process(standin, path, seconds=60):
            answer = await standin.command("said", {"speaker": "Blinken"}, user=ALICE, wait=False)
            assert "Antony Blinken" in (await answer.until_settled(30)).text
        assert standin.complaints == []
    assert load.surprises == []
    done = ", ".join(f"{kind} {count}" for kind, count in sorted(ledger.acknowledged.items()))
    late = f", {load.late} not answered in five seconds" if load.late else ""
    return (
        f"{times} kills: {ledger.acknowledged.total()} changes acknowledged ({done}), all there; {under_way} under way,"
        f" whole or absent; {load.answered} questions answered meanwhile{late}; every index as made anew; the bot starts"
    )


async def test_three_kills_under_load_lose_nothing_and_leave_nothing_half(tmp_path: Path) -> None:
    sys.stdout.write(await kill(tmp_path / "a.db", 3, 1.5))


@pytest.mark.long
async def test_fifty_kills_under_load_lose_nothing_and_leave_nothing_half(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = await kill(tmp_path / "a.db", 50, 4.0)
    with capsys.disabled():
        print(f"\n{told}")  # noqa: T201


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM speaker WHERE key = 'ada lovelace'",
        "UPDATE name SET articles = 2",
        UNDONE,
        "DELETE FROM article_day",
        "DELETE FROM quotation_speaker",
        "INSERT INTO window_text (rowid, words) VALUES (2 << 32 | 9, 'word')",
        "DELETE FROM event",
        "UPDATE article SET removed = '2026-01-01'",
        'INSERT INTO window (article_id, start, "end") VALUES (1, 0, 3)',
    ],
)
async def test_what_is_half_there_would_be_found(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "a.db"
    async with Database.open(path) as database:
        made = record("a", "The harbour. “It stays open,” she said.", named={"harbour": "harbour"})
        await Articles(database).save(made, "host", now=NOW)
        await assert_sound(path)
        await database.write(lambda conn: conn.execute(damage))
    with pytest.raises(AssertionError):
        await assert_sound(path)
