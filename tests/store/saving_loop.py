"""A process that saves, changes, removes and restores articles until it is killed: `python -m … DATABASE`.

It writes the source of each article, and the version, once it was acknowledged.
"""

from __future__ import annotations

import asyncio
import sys

from bot.models import Record
from bot.store.articles import Articles
from bot.store.database import Database
from tests.store.records import NOW, record


def draft(number: int, version: int) -> Record:
    """An article that can be made again from its source and version."""
    sentences = [f"Sentence {n} of {number}.{version} tells word{n} and item{n * number}." for n in range(120)]
    sentences[7] = f"“Remark of {number},” she said. “Only in {version}.”"
    return record(f"{number}", " ".join(sentences), named={"Sentence": "sentence"})


async def main(path: str) -> None:
    async with Database.open(path) as database:
        articles = Articles(database)
        first = len(await articles.list(["host"], removed=None, limit=100_000))
        for number in range(first, first + 100_000):
            for version in (1, 2):
                saved = await articles.save(draft(number, version), "host", now=NOW)
                sys.stdout.write(f"{number} {version}\n")
                sys.stdout.flush()
            await articles.remove(saved.id, "host", now=NOW)
            await articles.restore(saved.id, "host", now=NOW)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
