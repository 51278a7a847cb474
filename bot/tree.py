"""The command tree: every error of a command becomes words, and commands are synced when they changed."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import TYPE_CHECKING, Any, Protocol

import discord
from discord import app_commands

if TYPE_CHECKING:
    from bot.app import Cornerstone

log = logging.getLogger(__name__)


class Kept(Protocol):
    """Remembers small things between runs."""

    async def kept(self, key: str) -> str | None:
        """What was kept under ``key``."""

    async def keep(self, key: str, value: str) -> None:
        """Keep ``value`` under ``key``."""


class Tree(app_commands.CommandTree["Cornerstone"]):
    """Slash commands and context menus of the bot."""

    async def interaction_check(self, interaction: discord.Interaction[Cornerstone], /) -> bool:
        """Refuse new work once the bot is stopping."""
        return await interaction.client.takes_work(interaction)

    async def on_error(
        self, interaction: discord.Interaction[Cornerstone], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the user in words."""
        await interaction.client.failures.tell(interaction, error)

    async def _call(self, interaction: discord.Interaction[Cornerstone]) -> None:
        with interaction.client.under_way(interaction):
            try:
                await super()._call(interaction)
            except app_commands.AppCommandError as error:  # a command that is not known, or not as it was
                await self._dispatch_error(interaction, error)

    async def sync_if_changed(self, kept: Kept, guild: discord.Object | None) -> bool:
        """Sync where the commands differ from the ones that Discord got last; whether they were sent."""
        if guild is not None:
            self.copy_global_to(guild=guild)
        key = f"commands:{self.client.application_id}:{guild.id if guild else 'global'}"
        now = await self._digest(guild)
        if await kept.kept(key) == now:
            log.info("commands are as Discord has them")
            return False
        synced = await self.sync(guild=guild)
        await kept.keep(key, now)
        log.info("%d commands synced", len(synced))
        return True

    async def _digest(self, guild: discord.Object | None) -> str:
        payload: list[dict[str, Any]] = []
        for command in self._get_all_commands(guild=guild):
            if self.translator is not None:
                payload.append(await command.get_translated_payload(self, self.translator))
            else:
                payload.append(command.to_dict(self))
        return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
