"""The Discord client: opened with what it needs, stopped without losing what is under way."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import aiohttp
import discord
from discord.app_commands import CommandSyncFailure
from discord.ext import commands

from bot.config import DiscordSettings
from bot.errors import SettingsError, StoreError
from bot.guild_services import GuildServices
from bot.health.measures import Measures
from bot.tree import Tree
from bot.ui.desk import Desk
from bot.ui.failures import Failures
from bot.ui.handled import handled
from bot.ui.layout import note
from bot.ui.phrases import CommandTranslator, Phrases
from bot.ui.presses import Presses
from bot.ui.reply import Reply, choices, send

log = logging.getLogger(__name__)

discord.VoiceClient.warn_nacl = False  # this bot is silent; no warning about missing voice libraries
discord.VoiceClient.warn_dave = False

COGS = ("cogs.asking", "cogs.buttons", "cogs.reading", "cogs.privacy", "cogs.article", "cogs.moderating")
REFUSED = "Discord refused the token. Copy it anew from https://discord.com/developers/applications into DISCORD_TOKEN."
FIRST_RETRY, LONGEST_RETRY = 1.0, 60.0
CLOSING = 1.0  # seconds of the grace that connection and database are given to close


def utc_today() -> date:
    """Today, in UTC."""
    return datetime.now(UTC).date()


def intents() -> discord.Intents:
    """Servers coming and going; nothing privileged, no messages."""
    return discord.Intents(guilds=True)


class Cornerstone(commands.Bot):
    """The bot. Commands live in cogs, presses of buttons and forms in `presses`."""

    def __init__(
        self,
        services: GuildServices,
        phrases: Phrases,
        settings: DiscordSettings,
        *,
        today: Callable[[], date] = utc_today,
        cogs: tuple[str, ...] = COGS,
    ) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            enable_debug_events=False,
        )
        self.services = services
        self.desk = Desk(services, phrases, defer_after=settings.defer_after, today=today)
        self.failures = Failures(phrases)
        self.presses = Presses()
        self.measures = Measures()
        self._settings = settings
        self._cogs_to_load = cogs
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._stopping = False

    async def setup_hook(self) -> None:
        """Load the cogs and tell Discord the commands where they changed."""
        for cog in self._cogs_to_load:
            if cog not in self.extensions:
                await self.load_extension(cog)
        await self.tree.set_translator(CommandTranslator(self.desk.phrases))
        guild = discord.Object(self._settings.test_guild) if self._settings.test_guild else None
        tree: Any = self.tree
        try:
            await tree.sync_if_changed(self.services, guild)
        except (discord.HTTPException, CommandSyncFailure) as err:
            log.error("the commands could not be synced, the earlier ones stay: %s", err)  # noqa: TRY400 - no trace
        except StoreError as err:
            log.error("whether the commands are as Discord has them is not known: %s", err)  # noqa: TRY400 - no trace

    async def on_connect(self) -> None:
        """A session with Discord has begun."""
        self.measures.connects("new")

    async def on_resumed(self) -> None:
        """An earlier session goes on."""
        self.measures.connects("resumed")

    async def on_disconnect(self) -> None:
        """The connection is gone; discord.py makes another."""
        self.measures.disconnects()

    async def on_ready(self) -> None:
        """The servers are all told: those that were left while the bot was away are left now."""
        await self.services.present([guild.id for guild in self.guilds])

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Invited: what was the server's is there again."""
        await self.services.joined(guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Removed: what is the server's goes after some days."""
        await self.services.left(guild.id)

    async def on_message(self, message: discord.Message, /) -> None:
        """Messages are none of the bot's business."""

    async def on_interaction(self, interaction: discord.Interaction[Cornerstone]) -> None:
        """Presses and forms; commands go through the tree."""
        if interaction.type not in {discord.InteractionType.component, discord.InteractionType.modal_submit}:
            return
        with self.under_way(interaction):
            if await self.takes_work(interaction):
                await self.presses.handle(interaction)

    async def on_error(self, event_method: str, /, *args: Any, **_: Any) -> None:
        """discord.py calls this for whatever an event's handler raised: a press's error becomes words."""
        error = sys.exception()
        if event_method == "on_interaction" and isinstance(error, Exception):
            with self.under_way(args[0]):
                await self.failures.tell(args[0], error)
        elif isinstance(error, StoreError):
            log.error("%s was put off: %s", event_method, error)
        else:
            log.error("%s failed", event_method, exc_info=error)

    async def takes_work(self, interaction: discord.Interaction[Cornerstone]) -> bool:
        """Whether the bot still takes work; says so to the user where it does not."""
        if not self._stopping:
            return True
        if interaction.type is discord.InteractionType.autocomplete:
            await choices(interaction, [])
        else:
            await send(interaction, Reply(note(self.desk.say(interaction)("I am restarting. Ask again in a minute."))))
        return False

    @property
    def working(self) -> int:
        """How many interactions are being answered or wait their turn."""
        return self._under_way

    @contextlib.contextmanager
    def under_way(self, interaction: discord.Interaction[Any]) -> Iterator[None]:
        """Counts the work that `drain` waits for, and how it went; what raised is counted when its error is told."""
        begun = time.monotonic()
        self._under_way += 1
        self._idle.clear()
        try:
            yield
            self.measures.handled(handled(interaction, begun, self.presses.verbs()))
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()

    async def close(self) -> None:
        """Close the connection; discord.py's wait for the servers' list, if it still goes on, ends with it."""
        waiting = self._connection._ready_task  # noqa: SLF001 - discord.py forgets it
        if waiting is not None:
            waiting.cancel()
        await super().close()

    async def drain(self) -> None:
        """Take no more work, and wait for what is under way, for as much of the host's grace as closing doesn't need."""
        self._stopping = True
        try:
            async with asyncio.timeout(max(self._settings.grace_seconds - CLOSING, self._settings.grace_seconds / 2)):
                while self._under_way:  # what failed is under way again while its error is told
                    await self._idle.wait()
        except TimeoutError:
            log.warning("%d interactions were cut off after %g s", self._under_way, self._settings.grace_seconds)


def check_token(token: str) -> None:
    """Raise `SettingsError` where there is no token, or one that no header can carry."""
    if not token.strip():
        raise SettingsError("There is no token. Set DISCORD_TOKEN, or discord_token in config.toml.")
    if not token.strip().isprintable():
        raise SettingsError("There is a line break or the like within the token. Copy it anew into DISCORD_TOKEN.")


async def serve(bot: Cornerstone, token: str) -> None:
    """Run until SIGTERM or SIGINT, then finish what is under way. Raises `SettingsError` for a token that is refused."""
    check_token(token)
    logging.getLogger("discord").setLevel(logging.INFO)  # below, it writes what people say into the log
    logging.getLogger("discord.client").setLevel(logging.WARNING)  # a refused token is one line
    async with bot, _stop_signal() as stop:
        running = asyncio.create_task(_connect(bot, token))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not running.done():
            log.info("stopping")
            await bot.drain()
            await bot.close()
            await _ended(running)
        else:
            await running


async def _ended(running: asyncio.Task[None]) -> None:
    """Wait until a closed client has ended; one that lies in wait to try Discord again would do so for minutes."""
    try:
        async with asyncio.timeout(CLOSING / 2):
            await running
    except TimeoutError:
        log.info("no more tries to reach Discord")


async def _connect(bot: Cornerstone, token: str) -> None:
    """Log in, patiently where Discord can't be reached, and stay connected."""
    delay = FIRST_RETRY
    while True:
        try:
            await bot.login(token)
            break
        except discord.LoginFailure as err:
            raise SettingsError(REFUSED) from err
        except (aiohttp.ClientError, discord.DiscordServerError, OSError) as err:
            log.warning("Discord can't be reached (%s); trying again in %g s", type(err).__name__, delay)
            await bot.http.close()
            bot.http.connector = discord.utils.MISSING  # the closed one is of no more use
            await asyncio.sleep(delay)
            delay = min(2 * delay, LONGEST_RETRY)
    try:
        await bot.connect()
    except discord.ConnectionClosed as err:
        if err.code == 4004:
            raise SettingsError(REFUSED) from err
        raise


@contextlib.asynccontextmanager
async def _stop_signal() -> AsyncIterator[asyncio.Event]:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
