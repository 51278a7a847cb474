"""Where presses of buttons, choices from lists and submitted forms go: by the verb of their custom id."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, KeysView
from typing import Any

import discord

from bot.ui import ids
from bot.ui.failures import Stale
from bot.ui.ids import Press

Handler = Callable[[discord.Interaction[Any], Press], Awaitable[None]]


class Presses:
    """Handlers by verb. No state: a message from before a restart works as a fresh one does."""

    def __init__(self) -> None:
        self._handlers: dict[str, Handler] = {}

    def add(self, verb: str, handler: Handler) -> None:
        """Let ``handler`` answer custom ids of that verb."""
        self._handlers[verb] = handler

    def verbs(self) -> KeysView[str]:
        """What the custom ids begin with that can be answered."""
        return self._handlers.keys()

    async def handle(self, interaction: discord.Interaction[Any]) -> None:
        """Answer a press or form. Raises `Stale` where no handler knows it."""
        data: Any = interaction.data
        press = ids.parse(data["custom_id"])
        handler = self._handlers.get(press.verb)
        if handler is None:
            raise Stale("This button is from an earlier version. Ask again for a fresh answer.")
        await handler(interaction, press)


def chosen(interaction: discord.Interaction[Any]) -> str | None:
    """The first value that was chosen from a list, or None for a button."""
    data: Any = interaction.data
    values = data.get("values") or [None]
    value: str | None = values[0]
    return value
