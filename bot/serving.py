"""`python -m bot run`: the bot, put together from the settings, until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app import Cornerstone, check_token, serve
from bot.config import Settings
from bot.errors import CornerstoneError
from bot.guild_services import GuildServices
from bot.ingest.fetch import Fetcher
from bot.log import set_up
from bot.services import Lexicon, Services, utc_now
from bot.store.database import Database
from bot.ui.phrases import Phrases

log = logging.getLogger(__name__)

DAY = 24 * 60 * 60


async def run(settings: Settings, path: Path) -> int:
    """Run the bot over the database in ``path``; 0 when it was told to stop.

    Raises `SettingsError` for a token that is missing or refused, `StoreError` for the database.
    """
    token = settings.discord_token.get_secret_value() if settings.discord_token else ""
    set_up(settings.log.level, [token])
    check_token(token)
    async with opened(settings, path) as services, _housekeeping(services, settings.discord.days_after_leaving):
        await serve(Cornerstone(services, Phrases.load(), settings.discord), token)
    log.info("stopped")
    return 0


@asynccontextmanager
async def opened(settings: Settings, path: Path) -> AsyncIterator[GuildServices]:
    """The services that Discord sees, over the database in ``path``."""
    largest = settings.ingest.max_bytes
    async with Database.open(path) as database:
        services = Services(database, Lexicon(), utc_now, largest)
        fetcher = Fetcher(most_bytes=largest)
        yield GuildServices(services, database, clock=utc_now, most_bytes=largest, fetcher=fetcher)


@asynccontextmanager
async def _housekeeping(services: GuildServices, days: int) -> AsyncIterator[None]:
    """What is done beside answering: the starter articles at the start, what was left behind once a day."""
    task = asyncio.create_task(_keep_house(services, days))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _keep_house(services: GuildServices, days: int) -> None:
    while True:
        try:
            await services.refresh_starter()
            await services.purge(days)
        except CornerstoneError as err:
            log.warning("housekeeping was put off: %s", err)
        await asyncio.sleep(DAY)
