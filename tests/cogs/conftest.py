from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.app import Cornerstone
from bot.config import DiscordSettings
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
