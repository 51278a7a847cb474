"""`python -m bot run`: the bot, put together from the settings, until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import gc
import itertools
import logging
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.app import Cornerstone, check_token, serve
from bot.config import BackupSettings, Settings
from bot.errors import CornerstoneError, DatabaseBusy, StoreError
from bot.guild_services import GuildServices
from bot.health.state import Health
from bot.ingest.fetch import Fetcher
from bot.log import set_up
from bot.services import Lexicon, Services, utc_now
from bot.store.backups import backup_into, wait_until_due
from bot.store.database import Database
from bot.store.size import Sizes
from bot.ui.phrases import Phrases

log = logging.getLogger(__name__)

M_ARENA_MAX = -8  # of malloc.h
DAY = 24 * 60 * 60
BREATH = 5  # seconds until memory that was let go is given back
ROUND = 12  # breaths until cycles are looked for among what has lived long
PATIENCE = 60  # seconds that a start waits for a database that another process holds
RETRY = 10 * 60  # seconds until what the database or its disk refused is tried again


async def run(settings: Settings, path: Path) -> int:
    """Run the bot over the database in ``path``; 0 when it was told to stop.

    Raises `SettingsError` for a token that is missing or refused or a port that is taken, `StoreError` for the database.
    """
    token = settings.discord_token.get_secret_value() if settings.discord_token else ""
    check_token(token)
    set_up(settings.log.level, [token])
    _share_one_heap()
    async with _opened(path) as database:
        services = guild_services(settings, database)
        bot = Cornerstone(services, Phrases.load(), settings.discord)
        async with (
            _beside(_keep_house(bot, settings.discord.days_after_leaving)),
            _beside(_back_up(database, settings.backup)),
            _beside(_give_back()),
            _health_told(Health(bot, Sizes(database)), settings.port),
        ):
            await serve(bot, token)
    log.info("stopped")
    return 0


def _share_one_heap() -> None:
    """Let threads that begin from now on share one heap.

    glibc gives each its own, which keeps what that thread once needed; the database's threads wait
    for files and for Python, not for memory, and the bot is 5 MB smaller. Elsewhere there is no such thing.
    """
    if mallopt := _of_libc("mallopt"):
        mallopt(M_ARENA_MAX, 1)


def _of_libc(name: str) -> Callable[..., object] | None:
    """A function of the C library that the process runs with; None where it has no such thing."""
    with contextlib.suppress(AttributeError, OSError, TypeError):
        found: Callable[..., object] = getattr(ctypes.CDLL(None), name)
        return found
    return None


async def _give_back() -> None:
    """Hands memory that was let go back to the host, again and again.

    glibc keeps what lies between pieces in use. Cycles that have lived long are not looked for by themselves until
    their like has grown by a quarter; what is there from the start, which stays, is left out of that.
    """
    gc.freeze()
    trim = _of_libc("malloc_trim")
    for breath in itertools.count(1):
        await asyncio.sleep(BREATH)
        if breath % ROUND == 0:
            gc.collect()
        if trim is not None:
            trim(0)


@asynccontextmanager
async def _opened(path: Path) -> AsyncIterator[Database]:
    """The database; one that another process holds altogether is waited for. Raises `StoreError`."""
    until = time.monotonic() + PATIENCE
    async with AsyncExitStack() as held:
        database = None
        while database is None:
            try:
                database = await held.enter_async_context(Database.open(path, lasting=True))
            except DatabaseBusy as err:
                if time.monotonic() > until:
                    raise
                log.warning("waiting for the database: %s", err)
        yield database


def guild_services(settings: Settings, database: Database) -> GuildServices:
    """The services that Discord sees, over ``database``."""
    largest = settings.ingest.max_bytes
    services = Services(database, Lexicon(), utc_now, largest)
    return GuildServices(services, database, clock=utc_now, most_bytes=largest, fetcher=Fetcher(most_bytes=largest))


@asynccontextmanager
async def _health_told(health: Health, port: int | None) -> AsyncIterator[None]:
    """Answers on ``port``, where there is one, while the block runs. Raises `SettingsError` for one that is taken."""
    if port is None:
        yield
        return
    from bot.health.server import listening  # noqa: PLC0415 - a web server is 4 MB, and most workers need none

    async with listening(health, port):
        yield


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


async def _keep_house(bot: Cornerstone, days: int) -> None:
    """The starter articles at the start; which servers there are, and what others left behind, once a day."""
    while True:
        try:
            await bot.services.refresh_starter()
            if bot.is_ready():
                await bot.services.present([guild.id for guild in bot.guilds])
            await bot.services.purge(days)
            await asyncio.sleep(DAY)
        except CornerstoneError as err:
            log.warning("housekeeping was put off: %s", err)
            await asyncio.sleep(RETRY)


async def _back_up(database: Database, settings: BackupSettings) -> None:
    """A copy of the database every some hours, where a folder for them is set; put off where it can't be made now."""
    every = timedelta(hours=settings.hours)
    while settings.folder:
        wait = await asyncio.to_thread(wait_until_due, settings.folder, every, utc_now())
        await asyncio.sleep(wait.total_seconds())
        try:
            made = await backup_into(settings.folder, database, keep=settings.keep, now=utc_now())
            log.info("backup written to %s", made)
        except StoreError as err:
            log.error("no backup was made: %s", err)  # noqa: TRY400 - no trace
            await asyncio.sleep(RETRY)
