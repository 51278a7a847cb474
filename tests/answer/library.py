"""A small library of articles of our own, read by the real parts and kept in a file: for tests of what is said by whom."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache
from pathlib import Path

from bot.config import LARGEST
from bot.services import Lexicon, Services, utc_now
from bot.store.database import Database

SCOPES = ("host",)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon, built once."""
    return Lexicon()


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[Services]:
    """The services over a file."""
    async with Database.open(path) as database:
        yield Services(database, lexicon(), utc_now, LARGEST)


def written(folder: Path, articles: dict[str, tuple[str, str, str]]) -> Path:
    """A database with ``articles``: name -> (title, day, text)."""
    files, path = folder / "articles", folder / "library.db"
    files.mkdir()
    for name, (title, day, text) in articles.items():
        head = f"---\ntitle: {title}\noutlet: The Harbour Post\npublished: {day}\n---\n"
        (files / f"{name}.md").write_text(head + text, "utf-8")

    async def read() -> None:
        async with opened(path) as services:
            async for result in services.ingest([files]):
                assert not result.refused, result.line

    asyncio.run(read())
    return path
