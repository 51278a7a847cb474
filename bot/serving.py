"""`python -m bot run`: the bot, put together from the settings, until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app import Cornerstone, check_token, serve
from bot.config import BackupSettings, Settings
from bot.errors import CornerstoneError
from bot.guild_services import GuildServices
from bot.health.server import Health
from bot.ingest.fetch import Fetcher
from bot.log import set_up
from bot.services import Lexicon, Services, utc_now
from bot.store.backups import backup_into
from bot.store.database import Database
from bot.store.size import Sizes
from bot.ui.phrases import Phrases

log = logging.getLogger(__name__)

HOUR = 60 * 60
DAY = 24 * HOUR


async def run(settings: Settings, path: Path) -> int:
    """Run the bot over the database in ``path``; 0 when it was told to stop.

    Raises `SettingsError` for a token that is missing or refused or a port that is taken, `StoreError` for the database.
    """
    token = settings.discord_token.get_secret_value() if settings.discord_token else ""
    check_token(token)
    set_up(settings.log.level, [token])
    async with Database.open(path) as database:
        services = guild_services(settings, database)
        bot = Cornerstone(services, Phrases.load(), settings.discord)
        async with (
            _beside(_keep_house(services, settings.discord.days_after_leaving)),
            _beside(_back_up(database, settings.backup)),
            Health(bot, Sizes(database)).listening(settings.port),
        ):
            await serve(bot, token)
    log.info("stopped")
    return 0


def guild_services(settings: Settings, database: Database) -> GuildServices:
    """The services that Discord sees, over ``database``."""
    largest = settings.ingest.max_bytes
    services = Services(database, Lexicon(), utc_now, largest)
    return GuildServices(services, database, clock=utc_now, most_bytes=largest, fetcher=Fetcher(most_bytes=largest))


@asynccontextmanager
async def _beside(work: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """Runs ``work`` while the block runs, and ends it with the block."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _keep_house(services: GuildServices, days: int) -> None:
    """The starter articles at the start, what servers left behind once a day."""
    while True:
        try:
            await services.refresh_starter()
            await services.purge(days)
        except CornerstoneError as err:
            log.warning("housekeeping was put off: %s", err)
        await asyncio.sleep(DAY)


async def _back_up(database: Database, settings: BackupSettings) -> None:
    """A copy of the database at the start and then every some hours, where a folder for them is set."""
    while settings.folder:
        try:
            made = await backup_into(settings.folder, database, keep=settings.keep, now=utc_now())
            log.info("backup written to %s", made)
        except CornerstoneError as err:
            log.warning("no backup was made: %s", err)
        await asyncio.sleep(settings.hours * HOUR)
