"""Rubbish anywhere in the file: what can not be read is refused in words, and nothing breaks."""

from __future__ import annotations

import asyncio
import random
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bot.errors import DatabaseDamaged, StoreError
from bot.models import Answer, Ask, QuestionKind
from bot.services import Lexicon, Services, utc_now
from bot.store.backups import check
from bot.store.database import Database
from bot.store.scopes import HOST, STARTER
from tests.store.records import NOW, record

PAGE = 4096
SCOPES = (HOST, STARTER)
TODAY = date(2026, 1, 2)
ASKS = (
    Ask(QuestionKind.ASK, TODAY, SCOPES, question="What did Blinken say about Taiwan?"),
    Ask(QuestionKind.SAID, TODAY, SCOPES, speaker="Blinken"),
    Ask(QuestionKind.WHO, TODAY, SCOPES, question="Who received Kamikawa at the State Department?"),
    Ask(QuestionKind.VERIFY, TODAY, SCOPES, words="an effort to undermine the longstanding status quo"),
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Path:
    """The starter articles in a database."""
    path = tmp_path_factory.mktemp("sound") / "a.db"

    async def fill() -> None:
        async with Database.open(path) as database:
            await Services(database, lexicon, utc_now, 200_000).load_starter()

    asyncio.run(fill())
    return path


def damage(path: Path, chance: random.Random) -> None:
    """Whole pages or some bytes of them become something else."""
    pages = path.stat().st_size // PAGE
    with path.open("r+b") as file:
        for _ in range(chance.choice([1, 1, 3, 20])):
            length = chance.choice([PAGE, PAGE, 64, 8, 1])
            file.seek(chance.randrange(pages) * PAGE + chance.randrange(PAGE - length + 1))
            file.write(chance.randbytes(length))


async def tried(services: Services, ask: Ask) -> Answer | StoreError:
    try:
        return await services.answer(ask)
    except StoreError as err:
        return err


async def use(path: Path, lexicon: Lexicon) -> Counter[str]:
    """Asks, looks, checks and changes; how often what came of it. Raises what is not in words."""
    told: Counter[str] = Counter()
    try:
        async with Database.open(path) as database:
            services = Services(database, lexicon, utc_now, 200_000)
            for ask in ASKS:
                answer = await tried(services, ask)
                told["answered" if isinstance(answer, Answer) else "refused"] += 1
            for step in (check(database), services.articles.list(SCOPES), services.articles.get(range(1, 6))):
                told[await refused(step)] += 1
            told[await refused(services.articles.save(record("new", "Fog came."), HOST, now=NOW))] += 1
    except StoreError:
        told["not opened"] += 1
    return told


async def refused(step: object) -> str:
    try:
        await step  # type: ignore[misc]
    except StoreError:
        return "refused"
    return "done"


@pytest.mark.parametrize("seeds", [range(12), pytest.param(range(12, 400), marks=pytest.mark.long)], ids=["12", "388"])
async def test_rubbish_in_any_page_is_told_in_words(
    sound: Path, tmp_path: Path, lexicon: Lexicon, seeds: range, capsys: pytest.CaptureFixture[str]
) -> None:
    told: Counter[str] = Counter()
    for seed in seeds:
        path = tmp_path / f"{seed}.db"
        shutil.copy(sound, path)
        damage(path, random.Random(seed))
        told += await use(path, lexicon)
        path.unlink()
    assert told["answered"]
    assert told["refused"]
    with capsys.disabled():
        if len(seeds) > 100:
            print(f"\n{len(seeds)} databases with rubbish in them: {dict(told)}; nothing raised but in words")  # noqa: T201


@pytest.mark.parametrize("column", ["body", "page", "details"])
async def test_an_article_that_can_not_be_unpacked_is_called_damaged(
    sound: Path, tmp_path: Path, lexicon: Lexicon, column: str
) -> None:
    path = tmp_path / "a.db"
    shutil.copy(sound, path)
    async with Database.open(path) as database:
        await database.write(
            lambda conn: conn.execute(f"UPDATE version SET {column} = x'789c00ff' WHERE article_id = 1")
        )
        services = Services(database, lexicon, utc_now, 200_000)
        with pytest.raises(DatabaseDamaged, match="Restore a backup"):
            await services.articles.get([1])
        assert len(await services.articles.get([2, 3])) == 2
