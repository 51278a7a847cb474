"""A backup while people ask and moderators change things, and the bot started on it."""

from __future__ import annotations

import asyncio
import contextlib
import io
import random
from pathlib import Path

import pytest

from bot.terminal.keeping import back_up, put_back
from bot.terminal.screen import Screen
from tests.discord_standin import ALICE, Standin
from tests.discord_standin.process import process
from tests.endurance.ledger import Ledger, State
from tests.endurance.load import Load
from tests.endurance.observed import observed
from tests.endurance.soundness import assert_sound
from tests.store.records import NOW

SEED = 20240112


def settled(ledger: Ledger) -> dict[str, State]:
    """What may be in one state alone; the settings are not among them, which go to and fro while a backup is made."""
    allowed = ledger.allowed.items()
    return {key: next(iter(states)) for key, states in allowed if len(states) == 1 and key != "settings"}


@pytest.mark.long
async def test_a_backup_under_load_holds_what_was_acknowledged_before_it(tmp_path: Path) -> None:
    live, copy, screen = tmp_path / "live.db", tmp_path / "copy.db", Screen(io.StringIO(), io.StringIO())
    ledger = Ledger()
    ledger.allowed["settings"] = {"public"}
    async with Standin() as standin:
        load = Load(standin, ledger, random.Random(SEED))
        async with process(standin, live, seconds=60):
            people = asyncio.create_task(load.run())
            await asyncio.wait({people}, timeout=2)
            before = settled(ledger)
            await back_up(live, copy, screen)
            after = settled(ledger)
            await asyncio.wait({people}, timeout=0.5)
            people.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await people
        await assert_sound(copy)
        found = observed(copy)
        same = {key for key in before if after.get(key) == before[key]}
        assert {key: found.get(key) for key in same} == {key: before[key] for key in same}
        await put_back(copy, live, NOW, screen)
        assert observed(live) == found
        async with process(standin, live, seconds=60):
            answer = await standin.command("said", {"speaker": "Blinken"}, user=ALICE, wait=False)
            assert "Antony Blinken" in (await answer.until_settled(30)).text
    assert load.surprises == []
