"""Three hundred interactions, fifty at a time, on 1,500 articles: `pytest -m long`."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.discord_standin import ALICE, DM, GUILD, Standin
from tests.discord_standin.exchange import Exchange
from tests.discord_standin.process import process
from tests.discord_standin.server import DEADLINE

NEWS = Path(__file__).resolve().parents[2] / "shared" / "newsqa"
ROOT = Path(__file__).resolve().parents[1]
COUNT, AT_ONCE, MEGABYTES = 300, 50, 200.0

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not NEWS.is_dir(), reason="the 1,500 articles of newsqa are not here"),
]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The articles of newsqa, taken in as a host does."""
    path = tmp_path_factory.mktemp("load") / "news.db"
    made = [sys.executable, "-m", "bot", "ingest", str(NEWS / "articles"), "--database", str(path)]
    subprocess.run(made, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return path


def questions() -> list[str]:
    lines = (NEWS / "questions.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines]


async def one(standin: Standin, number: int, question: str) -> Exchange:
    """Every fifth is another command than /ask."""
    where = GUILD if number % 3 else DM
    match number % 5:
        case 0:
            name, options = "quote", {"words": question}
        case 1:
            name, options = "said", {"speaker": question.rsplit(maxsplit=1)[-1].strip("?"), "topic": question[:80]}
        case _:
            name, options = "ask", {"question": question}
    exchange = await standin.command(name, options, user=ALICE, guild=where, wait=False)
    return await exchange.until_settled(60)


async def test_three_hundred_interactions_are_acknowledged_in_time_and_none_is_lost(database, tmp_path, capsys):
    own = tmp_path / "load.db"
    shutil.copy(database, own)
    asked = questions()
    async with Standin() as standin, process(standin, own) as run:
        gate = asyncio.Semaphore(AT_ONCE)

        async def gated(number: int) -> Exchange:
            async with gate:
                return await one(standin, number, asked[number % len(asked)])

        answered = await asyncio.gather(*(gated(number) for number in range(COUNT)))
        waits = sorted(exchange.wait_for_acknowledgement or 99.0 for exchange in answered)
        resident, cpu = run.resident(), run.cpu()
    with capsys.disabled():
        p50, p95, most = waits[COUNT // 2], waits[COUNT * 95 // 100], waits[-1]
        print(f"\n{COUNT} interactions: acknowledged p50 {p50:.2f} s, p95 {p95:.2f} s, most {most:.2f} s; ", end="")  # noqa: T201
        print(f"{resident:.0f} MB at most, {1000 * cpu / COUNT:.0f} ms of CPU each, start included")  # noqa: T201
    assert waits[-1] < DEADLINE
    assert all(exchange.messages for exchange in answered)
    assert standin.complaints == []
    assert resident < MEGABYTES
    assert run.process.returncode == 0


async def test_a_started_bot_acknowledges_within_two_seconds(database, tmp_path, capsys):
    own = tmp_path / "start.db"
    shutil.copy(database, own)
    async with Standin() as standin, process(standin, own):
        pass  # the starter articles are in, the commands synced: as after any other start
    async with Standin() as standin:
        async with process(standin, own) as run:
            exchange = await standin.send(2, ASK, user=ALICE, guild=GUILD)
            await exchange.until_settled()
            assert exchange.acknowledged is not None
            took, cpu = exchange.acknowledged - run.started, run.cpu()
        with capsys.disabled():
            print(f"\nfrom the start to the first acknowledgement: {took:.2f} s, {cpu:.2f} s of CPU")  # noqa: T201
    assert cpu < 2.0  # of CPU: how long that takes is the machine's other work


ASK = {"id": "1", "name": "ask", "type": 1, "options": [{"name": "question", "type": 3, "value": "Who met in Tokyo?"}]}
