"""Remembered quotations in a large corpus: how many are found, how fast, and beside rapidfuzz.

    python -m bench.recalled DATABASE [--count 200] [--seed 1] [--misses]
    python -m bench.recalled DATABASE --of FOLDER --among 100000

A memory is 8 to 20 words in a row of somebody's own words, each with a chance of one in five to be left
out, misspelt or another word. Ours is measured end to end, from the words to the cited answer, among
all quotations of the database; rapidfuzz's ``extractOne`` chooses among 100,000 of them at most, held in
memory, the right one always among them; being slow, it is asked a few times only.

With ``--of``, articles of FOLDER (see `bench.grow`) are added to the database until it holds as many quotations
as are asked for.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median, quantiles

from rapidfuzz import fuzz, process

from bench.remembered import misspelt
from bench.systems import SCOPES
from bot.models import Answer, Ask, Kind, QuestionKind, StoredQuotation
from bot.services import Services

TODAY = date(2025, 1, 1)
SEED, NOISE = 1, 0.2
LEAST, MOST = 8, 20  # words remembered
COUNT, SLOW = 200, 20  # memories; those that rapidfuzz is asked for
AMONG = 100_000  # quotations that rapidfuzz chooses from


@dataclass(frozen=True, slots=True)
class Memory:
    """Words that are remembered of a quotation, and those that were said."""

    words: str
    said: str
    of: StoredQuotation


def noisy(words: Sequence[str], others: Sequence[str], rng: random.Random) -> str:
    """The words, one in five left out, misspelt or another."""
    out = []
    for word in words:
        if rng.random() >= NOISE:
            out.append(word)
        elif (what := rng.randrange(3)) == 0:
            out.append(rng.choice(others))
        elif what == 1 and len(word) > 3:
            out.append(misspelt(word, rng))
    return " ".join(out)


async def memories(services: Services, numbers: Sequence[int], count: int, seed: int = SEED) -> list[Memory]:
    """``count`` memories of direct quotations of enough words, always the same ones for a seed."""
    rng = random.Random(seed)
    found = await services.quotations.get(rng.sample(numbers, min(len(numbers), 20 * count)))
    long = [one for one in found.values() if one.quotation.kind is Kind.DIRECT and len(one.text.split()) >= LEAST]
    rng.shuffle(long)
    others = [word for one in long for word in one.text.split()]
    out = []
    for one in long[:count]:
        words = one.text.split()
        size = rng.randint(LEAST, min(MOST, len(words)))
        at = rng.randint(0, len(words) - size)
        out.append(Memory(noisy(words[at : at + size], others, rng), " ".join(words[at : at + size]), one))
    return out


def found(answer: Answer, memory: Memory) -> bool:
    """Whether what is shown first is what was said, from where it was taken or where it is printed once more."""
    if not answer.answered:
        return False
    first = answer.citations[0]
    span = first.span if first.article_id == memory.of.article_id else None
    if span is not None and any(span.overlaps(part) for part in memory.of.quotation.parts):
        return True
    return fuzz.partial_ratio(memory.said, first.passage) >= 95


async def ours(database: Path, count: int, seed: int, *, misses: bool) -> tuple[list[Memory], list[float], float]:
    """The memories, the CPU milliseconds of each answer, and the share found first."""
    times, right = [], 0
    numbers = listed(database)
    async with Services.open(database) as services:
        asked = await memories(services, numbers, count, seed)
        for memory in asked:
            began = time.process_time()
            answer = await services.answer(Ask(QuestionKind.QUOTE, TODAY, SCOPES, words=memory.words))
            times.append(1000 * (time.process_time() - began))
            good = found(answer, memory)
            right += good
            if misses and not good:
                print(f"{memory.words!r} of {memory.of.text[:200]!r} got {answer.headline!r}")
    return asked, times, right / len(asked)


def listed(database: Path) -> list[int]:
    """The numbers of all quotations."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as db:
        return [number for (number,) in db.execute("SELECT id FROM quotation WHERE state = 'found'")]


def beside(database: Path, memories: Sequence[Memory]) -> dict[str, tuple[float, float]]:
    """By scorer of ``extractOne``: its milliseconds of CPU at p50, and the share found first."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as db:
        rows = db.execute("SELECT words FROM quotation WHERE state = 'found' ORDER BY id LIMIT ?", (AMONG,))
        choices = list(dict.fromkeys([*(memory.of.text for memory in memories), *(words for (words,) in rows)]))
    out = {}
    for scorer in (fuzz.WRatio, fuzz.partial_ratio):
        times, right = [], 0
        for memory in memories:
            began = time.process_time()
            best = process.extractOne(memory.words, choices[:AMONG], scorer=scorer)
            times.append(1000 * (time.process_time() - began))
            right += best is not None and fuzz.partial_ratio(memory.said, best[0]) >= 95
        out[scorer.__name__] = median(times), right / len(memories)
    return out


async def fill(database: Path, folders: Sequence[Path], wanted: int) -> None:
    """Add the articles of the folders, one after the other, until the database holds ``wanted`` quotations."""
    async with Services.open(database) as services:
        for path in folders:
            if len(listed(database)) >= wanted:
                break
            async for _ in services.ingest([path]):
                pass


def report(database: Path, count: int = COUNT, seed: int = SEED, *, misses: bool = False) -> None:
    """Print what was measured."""
    asked, times, right = asyncio.run(ours(database, count, seed, misses=misses))
    cuts = quantiles(times, n=100, method="inclusive")
    print(f"Remembered quotations among {len(listed(database)):,}, {100 * NOISE:.0f} % of the words wrong:")
    print(
        f"  ours, cited answer: p50 {cuts[49]:.1f} ms, p95 {cuts[94]:.1f} ms; found first {right:.3f} of {len(asked)}"
    )
    for name, (ms, share) in beside(database, asked[:SLOW]).items():
        print(
            f"  rapidfuzz extractOne, {name}: p50 {ms:.0f} ms, {ms / cuts[49]:.0f} times ours;"
            f" found first {share:.2f} of {len(asked[:SLOW])}"
        )


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("database", type=Path)
    options.add_argument("--count", type=int, default=COUNT)
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--misses", action="store_true", help="print what was not found first")
    options.add_argument("--of", type=Path, metavar="FOLDER", help="articles to fill the database with")
    options.add_argument("--among", type=int, default=AMONG, help="quotations that it is filled up to")
    arguments = options.parse_args()
    if arguments.of:
        folders = sorted(path for path in arguments.of.iterdir() if path.is_dir())
        asyncio.run(fill(arguments.database, folders, arguments.among))
    report(arguments.database, arguments.count, arguments.seed, misses=arguments.misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
