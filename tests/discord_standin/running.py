"""The real client, connected to the stand-in instead of to Discord."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from unittest import mock

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.app import Cornerstone
from tests.discord_standin.server import Standin
from tests.discord_standin.world import TOKEN


@contextlib.contextmanager
def pointed_at(standin: Standin) -> Iterator[None]:
    """discord.py's addresses, turned to the stand-in."""
    gateway = yarl.URL(standin.gateway.url)
    with (
        mock.patch.object(Route, "BASE", standin.base),
        mock.patch.object(DiscordWebSocket, "DEFAULT_GATEWAY", gateway),
    ):
        yield


@contextlib.asynccontextmanager
async def running(bot: Cornerstone, standin: Standin) -> AsyncIterator[Cornerstone]:
    """The bot, connected, until the block ends."""
    with pointed_at(standin):
        async with bot:
            await bot.login(TOKEN)
            task = asyncio.create_task(bot.connect())
            async with asyncio.timeout(5):
                await standin.gateway.connected.wait()
            yield bot
            await bot.close()
            await task
