"""Whether the bot stays as it is under load: ``python -m bench.soak FOLDER --questions FILE.jsonl [--minutes 30]``.

Ingests the folder (or takes ``--database FILE``, a copy of it), starts the bot as a host does against the
stand-in for Discord, and lets visitors ask, press, type and moderate, some at once with a pause after each; every
three minutes the gateway goes away. Prints a line a minute, out of /proc and the bot's own /metrics. Exits 1 where
resident memory at the end is more than 5 % over that of minute 5, where tasks, files or sockets are left
over after a quiet half-minute, or where an interaction got no answer or its acknowledgement late.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from bench.visitors import Visitors, questions
from tests.discord_standin import Standin
from tests.discord_standin.process import Running, process

ROOT = Path(__file__).resolve().parents[1]
LIMIT, SETTLED_MINUTE, GROWTH = 3.0, 5, 1.05
QUIET = 30.0  # seconds; kept-alive connections are let go meanwhile
HEADING = f"{'minute':>6} {'done':>6} {'late':>5} {'lost':>5} {'RSS MB':>7} {'peak':>6} {'tasks':>6} {'files':>6} {'sockets':>8} {'CPU s':>7} {'db MB':>7}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was measured at one moment."""

    rss: float
    peak: float
    tasks: int
    files: int
    sockets: int
    cpu: float
    database: float


async def reading(run: Running, port: int, database: Path) -> Reading:
    """Now."""
    async with aiohttp.request("GET", f"http://127.0.0.1:{port}/metrics") as reply:
        page = await reply.text()
    metrics = {
        sample.name: sample.value for family in text_string_to_metric_families(page) for sample in family.samples
    }
    await asyncio.sleep(0.2)  # the connection of this very question is closed by then
    files, sockets = run.open_files()
    parts = [database, database.with_name(database.name + "-wal")]
    size = sum(part.stat().st_size for part in parts if part.exists()) / 1e6
    return Reading(
        run.resident("VmRSS"), run.resident(), int(metrics["cornerstone_tasks"]), files, sockets, run.cpu(), size
    )


def row(minute: int | str, visitors: Visitors, now: Reading) -> str:
    """A line under `HEADING`."""
    late = sum(wait > LIMIT for wait in visitors.waits)
    return (
        f"{minute:>6} {visitors.done.total():>6} {late:>5} {len(visitors.lost):>5} {now.rss:>7.1f} {now.peak:>6.1f}"
        f" {now.tasks:>6} {now.files:>6} {now.sockets:>8} {now.cpu:>7.1f} {now.database:>7.1f}"
    )


async def crowd(visitors: Visitors, at_once: int, pause: float, until: float) -> None:
    """Visitors come until that moment of the monotonic clock, so many at once."""

    async def keep_coming() -> None:
        while time.monotonic() < until:
            await visitors.one()
            await asyncio.sleep(visitors.random.uniform(0, 2 * pause))

    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(keep_coming())


async def shake(standin: Standin, until: float) -> None:
    """Every three minutes the gateway asks to reconnect, or drops the connection."""
    turn = 0
    while time.monotonic() + 180 < until:
        await asyncio.sleep(180)
        await (standin.gateway.drop if turn % 2 else standin.gateway.ask_to_reconnect)()
        turn += 1


async def soak(database: Path, asked: list[str], options: argparse.Namespace) -> bool:
    """Prints the table; whether all is as it should be."""
    port = _free_port()
    async with Standin() as standin, process(standin, database, settings={"PORT": str(port)}) as run:
        visitors = Visitors(standin, asked, random.Random(options.seed))
        for name in visitors.deeds():  # everything once: what is made when it is first needed is there
            await visitors.do(name)
        await asyncio.sleep(QUIET)
        quiet = await reading(run, port, database)
        print(HEADING)
        print(row("quiet", visitors, quiet), flush=True)
        until = time.monotonic() + options.minutes * 60
        readings = []
        async with asyncio.TaskGroup() as group:
            group.create_task(crowd(visitors, options.visitors, options.pause, until))
            group.create_task(shake(standin, until))
            for minute in range(1, options.minutes + 1):
                await asyncio.sleep(max(0.0, until - (options.minutes - minute) * 60 - time.monotonic()))
                readings.append(await reading(run, port, database))
                print(row(minute, visitors, readings[-1]), flush=True)
                gc.collect()
        await asyncio.sleep(QUIET)
        after = await reading(run, port, database)
        print(row("quiet", visitors, after), flush=True)
    return judge(visitors, quiet, after, readings, standin, run)


def judge(
    visitors: Visitors, before: Reading, after: Reading, readings: list[Reading], standin: Standin, run: Running
) -> bool:
    """Prints what came out of it."""
    fifth = readings[min(SETTLED_MINUTE, len(readings)) - 1]
    grown = readings[-1].rss / fifth.rss
    left = (after.tasks - before.tasks, after.files - before.files, after.sockets - before.sockets)
    late = sum(wait > LIMIT for wait in visitors.waits)
    waits = sorted(visitors.waits)
    print("done: " + ", ".join(f"{name} {count}" for name, count in visitors.done.most_common()))
    print(
        f"acknowledged: p50 {waits[len(waits) // 2]:.2f} s, p95 {waits[len(waits) * 95 // 100]:.2f} s, most {waits[-1]:.2f} s"
    )
    print(f"memory: {readings[-1].rss:.1f} MB at the end, {grown - 1:+.1%} over minute {SETTLED_MINUTE}")
    print("left over: {} tasks, {} files, {} sockets".format(*left))
    print(
        f"gateway: {standin.gateway.resumed} resumed, {len(standin.gateway.identified)} begun; ended with status {run.process.returncode}"
    )
    for fault in [*visitors.lost[:10], *standin.complaints[:10]]:
        print(f"fault: {fault}")
    errors = [line for line in run.lines if '"level": "ERROR"' in line]
    for line in errors[:10]:
        print(f"logged: {line.strip()[:600]}")
    well = grown <= GROWTH and max(left) <= 0 and not (late or visitors.lost or standin.complaints or errors)
    print("all is well" if well else "not well")
    return well and run.process.returncode == 0


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("data/corpus"))
    parser.add_argument("--database", type=Path, help="instead of a folder; it is copied")
    parser.add_argument("--questions", type=Path, required=True, help="as `batch` reads them")
    parser.add_argument("--minutes", type=int, default=30)
    parser.add_argument("--visitors", type=int, default=4, help="how many at once")
    parser.add_argument(
        "--pause", type=float, default=1.0, help="seconds from a visitor's answer to the next, on average"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        database = Path(place, "soak.db")
        if options.database:
            shutil.copy(options.database, database)
        else:
            made = [sys.executable, "-m", "bot", "ingest", str(options.folder), "--database", str(database)]
            subprocess.run(made, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        return 0 if asyncio.run(soak(database, questions(options.questions), options)) else 1


if __name__ == "__main__":
    sys.exit(main())
