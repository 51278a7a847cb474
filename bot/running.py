"""The Discord bot put together and run: its database, its services, its client, and what is done beside them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Coroutine
from pathlib import Path

from bot import log
from bot.app import Cornerstone, serve
from bot.config import Settings
from bot.errors import SettingsError, StoreError
from bot.guild_services import GuildServices
from bot.health import Health
from bot.ingest.fetch import Fetcher
from bot.services import Lexicon, Services, utc_now
from bot.store.backups import backup_into
from bot.store.database import Database
from bot.ui.phrases import Phrases

logger = logging.getLogger(__name__)

MISSING = (
    "There is no token. Copy the bot's from https://discord.com/developers/applications into the environment as"
    " DISCORD_TOKEN, or into config.toml as discord_token."
)
HOUR = 3600  # seconds
HEALTH_KEY = "health"  # nothing is kept under it; that the database answers is enough


async def run(settings: Settings, database_path: Path) -> None:
    """Run the bot until SIGTERM or SIGINT. Raises `SettingsError` without a token, and `StoreError` and its kin."""
    token = settings.discord_token.get_secret_value().strip() if settings.discord_token else ""
    if not token:
        raise SettingsError(MISSING)
    log.set_up(settings.log.level, [token])
    async with Database.open(database_path) as database:
        services = guild_services(settings, database)
        await services.refresh_starter()
        bot = Cornerstone(services, Phrases.load(), settings.discord)
        async with (
            _beside(_upkeep(services, settings, database)),
            Health(bot, lambda: services.kept(HEALTH_KEY)).listening(settings.port),
        ):
            await serve(bot, token)


def guild_services(settings: Settings, database: Database) -> GuildServices:
    """What the cogs call, over ``database``."""
    most = settings.ingest.max_bytes
    services = Services(database, Lexicon(), utc_now, most)
    return GuildServices(services, database, clock=utc_now, most_bytes=most, fetcher=Fetcher(most_bytes=most))


@contextlib.asynccontextmanager
async def _beside(upkeep: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """Runs ``upkeep`` while the block runs, and ends it with the block."""
    task = asyncio.create_task(upkeep)
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _upkeep(services: GuildServices, settings: Settings, database: Database) -> None:
    """Once at the start and then every some hours: old servers' data goes, and a backup is made where one is wanted."""
    while True:
        try:
            await services.purge(settings.discord.days_after_leaving)
            if settings.backup.folder:
                made = await backup_into(settings.backup.folder, database, keep=settings.backup.keep, now=utc_now())
                logger.info("backup written to %s", made)
        except StoreError as err:
            logger.error("upkeep: %s", err)  # noqa: TRY400 - the text says it all, and the next turn tries again
        await asyncio.sleep(settings.backup.hours * HOUR)
