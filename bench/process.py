"""What the running bot takes: ``python -m bench.process DATABASE… --questions FILE.jsonl [--starts 5]``.

Takes a copy of each database and starts the bot on it as a host does, against the stand-in for Discord. Prints the
time from the process's start to the acknowledgement of an interaction that waits for it at the gateway (median of
some starts: seconds on the clock, and of processor time), resident memory then, and its peak under questions,
quotations, verdicts, autocompletion, timelines, lists and moderators' changes, four at once.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.visitors import Visitors, questions
from bot.store.database import Database
from bot.store.size import Size, Sizes
from tests.discord_standin import ALICE, GUILD, Standin
from tests.discord_standin.process import process

FIRST = {
    "id": "1",
    "name": "ask",
    "type": 1,
    "options": [{"name": "question", "type": 3, "value": "Who met in Tokyo?"}],
}
LOAD = {
    "ask": 300, "said": 60, "quote": 40, "verify": 60, "autocomplete": 100, "press": 40, "timeline": 6,
    "article list": 6, "sources": 6, "article show": 10, "article add": 6, "article edit": 4, "article remove": 4,
}  # fmt: skip
AT_ONCE, LIMIT = 4, 3.0
HEADING = f"{'articles':>9} {'db MB':>7} {'start s':>8} {'CPU s':>6} {'RSS MB':>7} {'peak MB':>8} {'asked':>6} {'late':>5} {'lost':>5}"


async def size_of(database: Path) -> Size:
    """What is in it."""
    async with Database.open(database) as opened:
        return await Sizes(opened).now()


async def start(database: Path) -> tuple[float, float, float]:
    """One start, with an interaction as soon as the gateway is there: seconds, of them CPU, and MB resident."""
    async with Standin() as standin, process(standin, database) as run:
        exchange = await standin.send(2, FIRST, user=ALICE, guild=GUILD)
        async with exchange.changed:
            await exchange.changed.wait_for(lambda: exchange.acknowledged is not None)
        cpu, acknowledged = run.cpu(), exchange.acknowledged or 0.0
        await exchange.until_settled(60)
        return acknowledged - run.started, cpu, run.resident()


async def load(database: Path, asked: list[str]) -> tuple[float, Visitors]:
    """Peak of resident memory in MB under `LOAD`, and who came."""
    async with Standin() as standin, process(standin, database) as run:
        visitors = Visitors(standin, asked, random.Random(1))
        deeds = [name for name, count in LOAD.items() for _ in range(count)]
        visitors.random.shuffle(deeds)

        async def keep_coming() -> None:
            while deeds:
                await visitors.do(deeds.pop())

        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(keep_coming())
        return run.resident(), visitors


async def measure(database: Path, place: Path, asked: list[str], starts: int) -> bool:
    """Prints a line under `HEADING`, of copies in a folder; whether all was answered in time."""
    own, loaded = place / "starts.db", place / "load.db"
    shutil.copy(database, own)
    size = await size_of(own)
    await start(own)  # the starter articles are in and the commands told: as after any other start
    seconds, cpu, resident = zip(*[await start(own) for _ in range(starts)], strict=True)
    own.unlink()
    shutil.copy(database, loaded)
    peak, visitors = await load(loaded, asked)
    late = sum(wait > LIMIT for wait in visitors.waits)
    print(
        f"{sum(count for _, count in size.articles):>9,} {size.bytes / 1e6:>7.0f} {median(seconds):>8.2f} {median(cpu):>6.2f} {median(resident):>7.0f} {peak:>8.0f}"
        f" {len(visitors.waits):>6} {late:>5} {len(visitors.lost):>5}",
        flush=True,
    )
    for fault in visitors.lost[:10]:
        print(f"fault: {fault}")
    return not (late or visitors.lost)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("databases", nargs="+", type=Path, help="as `ingest` makes them; they are copied")
    parser.add_argument("--questions", type=Path, required=True, help="as `batch` reads them")
    parser.add_argument("--starts", type=int, default=5)
    options = parser.parse_args()
    asked = questions(options.questions)
    print(HEADING)
    well = True
    for database in options.databases:
        with tempfile.TemporaryDirectory() as place:
            well &= asyncio.run(measure(database, Path(place), asked, options.starts))
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
