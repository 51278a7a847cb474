"""How long an answer takes: ``python -m bench.ask [FOLDER] [--questions FILE.jsonl] [--times 10]``.

Ingests the folder, and copies of it (see `bench.copies`), and prints for each corpus the CPU time of
an answer in milliseconds (p50, p95, p99, question in, cited answer out) and the peak of resident
memory of a process that opens the database and answers them all. Without a file of questions, as
``batch`` reads it, each article's title is the question.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

from bench.copies import articles, enlarge
from bench.ingest import KIB, MEGA, ingest
from bot.errors import QuestionRefused
from bot.services import Services
from bot.terminal.asking import ask_of_line

TITLE = re.compile(r'^title:\s*"?(.+?)"?\s*$', re.MULTILINE)
HEADING = f"{'articles':>9} {'answers':>8} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8} {'open ms':>8} {'peak MB':>8}"


async def measure(database: Path, lines: list[str]) -> tuple[float, list[float]]:
    """Milliseconds of CPU to open the database, and of each answer."""
    times = []
    start = time.process_time()
    async with Services.open(database) as services:
        opened = time.process_time() - start
        today = datetime.now(tz=UTC).date()
        for line in lines:
            start = time.process_time()
            try:
                await services.answer(ask_of_line(json.loads(line), today, ("host",)))
            except QuestionRefused as refused:
                print(f"left out: {refused}", file=sys.stderr)
                continue
            times.append((time.process_time() - start) * 1000)
    return opened * 1000, times


def titles(folder: Path, target: Path) -> Path:
    """A file of questions made of the titles in ``folder``."""
    found = [TITLE.search(path.read_text("utf-8")) for path in articles(folder)]
    lines = [
        json.dumps({"id": str(number), "command": "ask", "question": title[1]})
        for number, title in enumerate(found)
        if title
    ]
    target.write_text("\n".join(lines), "utf-8")
    return target


def in_a_process(database: Path, questions: Path, count: int) -> str:
    """A line under `HEADING`, measured in a process of its own."""
    command = [sys.executable, "-m", "bench.ask", "--measure", str(database), "--questions", str(questions)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        told = json.loads(process.stdout.read() if process.stdout else "")
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    cuts = quantiles(told["times"], n=100, method="inclusive")
    return (
        f"{count:>9,} {len(told['times']):>8,} {cuts[49]:>8.1f} {cuts[94]:>8.1f} {cuts[98]:>8.1f}"
        f" {told['opened']:>8.0f} {usage.ru_maxrss * KIB / MEGA:>8.0f}"
    )


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", type=Path, default=Path("data/corpus"))
    options.add_argument("--questions", type=Path, help="as `batch` reads them; default: the articles' titles")
    options.add_argument("--times", type=int, default=10, help="how many copies the larger corpus has")
    options.add_argument("--measure", type=Path, metavar="DATABASE", help=argparse.SUPPRESS)
    arguments = options.parse_args()
    if arguments.measure:
        opened, times = asyncio.run(measure(arguments.measure, arguments.questions.read_text("utf-8").splitlines()))
        print(json.dumps({"opened": opened, "times": times}))
        return 0
    print(HEADING)
    with tempfile.TemporaryDirectory() as place:
        questions = arguments.questions or titles(arguments.folder, Path(place, "titles.jsonl"))
        enlarge(arguments.folder, Path(place, "large"), arguments.times)
        for number, folder in enumerate((arguments.folder, Path(place, "large"))):
            database = Path(place, f"{number}.db")
            run = ingest(folder, database)
            print(in_a_process(database, questions, run.articles), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
