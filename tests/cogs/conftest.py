from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.app import Cornerstone
from bot.config import DiscordSettings
from bot.guild_services import GuildServices
from bot.ingest.fetch import Fetcher
from bot.ingest.understand import Understanding
from bot.models import RawArticle
from bot.services import Lexicon, Services, utc_now
from bot.store.database import Database
from bot.ui.phrases import Phrases
from tests.cogs.shelf import Shelf
from tests.discord_standin import Standin
from tests.discord_standin.running import running
from tests.ui.answers import DAY


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
async def discord(shelf: Shelf) -> AsyncIterator[Standin]:
    """Discord, with the bot in it; whatever the bot sends must be as Discord wants it."""
    async with Standin() as standin:
        bot = make(shelf)
        async with running(bot, standin):
            yield standin
        assert standin.complaints == []


def make(services: Any, defer_after: float = 0.3, **settings: Any) -> Cornerstone:
    """The bot over ``services``, a `Shelf` or the real ones, with what is given of its settings."""
    chosen = DiscordSettings(**{"grace_seconds": 2.0, "defer_after": defer_after, **settings})
    return Cornerstone(services, Phrases.load(), chosen, today=lambda: DAY)


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon()


@pytest.fixture
async def services(tmp_path: Path, lexicon: Lexicon, understanding: Understanding) -> AsyncIterator[GuildServices]:
    """The real services over a database in a file; the lexicon is read once for all tests."""
    async with Database.open(tmp_path / "bot.db") as database:
        parts = Services(database, lexicon, utc_now, 200_000)
        parts._understanding = understanding
        yield GuildServices(parts, database, clock=utc_now, most_bytes=200_000, fetcher=Fetcher(most_bytes=200_000))


@pytest.fixture(scope="session")
def understanding(lexicon: Lexicon) -> Understanding:
    return lexicon.understanding()


@pytest.fixture
async def library(services: GuildServices) -> AsyncIterator[Standin]:
    """Discord, with the bot over real services in it."""
    async with Standin() as standin:
        async with running(make(services, defer_after=1.5), standin):
            yield standin
        assert standin.complaints == []


@pytest.fixture
async def host_article(services: GuildServices, understanding: Understanding) -> int:
    """The number of an article of the host's."""
    raw = RawArticle(
        "host.txt", "The ships left the harbour on Friday, the ministry said.", (("outlet", "Harbour Post"),)
    )
    saved = await services._services.articles.save(understanding.understand(raw), "host", now=utc_now())
    return saved.id
