"""What is offered while somebody types a name, a topic or a title: how long each list takes in a large corpus.

    python -m bench.typed DATABASE [--count 100]

Names that articles hold, common and rare ones, and words of titles are typed letter by letter, up to eight
letters, and a few things that people type besides; each list is timed apart, in CPU milliseconds.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from statistics import quantiles

from bench.systems import SCOPES
from bot.retrieve.suggestions import Suggestions
from bot.services import Services
from bot.store.database import Database
from bot.store.names import Names
from bot.store.titles import Titles

SEED, COUNT, LETTERS = 1, 100, 8
BESIDES = ("", " ", "hayashi y", "林", "Blinkin", "of the", "the", "%", "東京", "zzzzqq", "12", "#7")
Lister = Callable[[str], Awaitable[Sequence[object]]]


def beginnings(words: Sequence[str]) -> Iterator[str]:
    """Each word as it grows while it is typed."""
    for word in words:
        for end in range(1, min(len(word), LETTERS) + 1):
            yield word[:end]


def typed_in(database: Path, count: int) -> tuple[list[str], list[str]]:
    """What is typed for a name, and for an article."""
    rng = random.Random(SEED)
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as db:
        common = [name for (name,) in db.execute("SELECT name FROM name ORDER BY articles DESC LIMIT ?", (count // 2,))]
        names = [name for (name,) in db.execute("SELECT name FROM name")]
        titles = [title for (title,) in db.execute("SELECT title FROM article WHERE title != ''")]
    listed = common + rng.sample(names, min(len(names), count - len(common)))
    families = [name.split()[-1].lower() for name in listed]
    words = [" ".join(title.split()[1:3]) for title in rng.sample(titles, min(len(titles), count))]
    return [*BESIDES, *beginnings(listed), *beginnings(families)], [*BESIDES, *beginnings(words)]


async def timed(lister: Lister, typed: Sequence[str]) -> list[tuple[float, str]]:
    """CPU milliseconds of each list, and for what."""
    out = []
    for text in typed:
        began = time.process_time()
        await lister(text)
        out.append((1000 * (time.process_time() - began), text))
    return out


async def measure(database: Path, count: int) -> dict[str, list[tuple[float, str]]]:
    """The times of each kind of list."""
    names, titles = typed_in(database, count)
    async with Database.open(database) as opened, Services.open(database) as services:
        suggestions = Suggestions(Names(opened), Titles(opened), services.lexicon.roster)
        return {
            "speakers": await timed(lambda text: suggestions.speakers(text, SCOPES), names),
            "topics": await timed(lambda text: suggestions.topics(text, SCOPES), names),
            "articles": await timed(lambda text: suggestions.articles(text, SCOPES), titles),
        }


def report(database: Path, count: int = COUNT) -> None:
    """Print what was measured."""
    print("What is offered while somebody types, CPU:")
    for kind, times in asyncio.run(measure(database, count)).items():
        cuts = quantiles([ms for ms, _ in times], n=100, method="inclusive")
        worst, text = max(times)
        print(
            f"  {kind:<9} p50 {cuts[49]:.1f} ms, p95 {cuts[94]:.1f} ms, p99 {cuts[98]:.1f} ms"
            f" of {len(times)}; the longest {worst:.1f} ms, for {text!r}"
        )


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("database", type=Path)
    options.add_argument("--count", type=int, default=COUNT)
    arguments = options.parse_args()
    report(arguments.database, arguments.count)
    return 0


if __name__ == "__main__":
    sys.exit(main())
