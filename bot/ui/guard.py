"""Who may change a server's articles: checked for every command, button and form, whatever Discord shows."""

from __future__ import annotations

import discord

from bot.guild_services import GuildServices
from bot.moderation import Who
from bot.ui.desk import Interaction, home
from bot.ui.failures import NotAllowed


async def moderator(interaction: Interaction, services: GuildServices) -> Who:
    """Who acts, if they may: Manage Messages, or the role that the server chose. Raises `NotAllowed`."""
    guild = home(interaction)
    if guild is None:
        raise NotAllowed("This works in a server that I am a member of.")
    if not _may_by_permission(interaction.permissions):
        role = (await services.settings(guild)).moderator_role
        if role is None or not _has_role(interaction.user, role):
            raise NotAllowed(
                "Only moderators may do this: whoever has Manage Messages, or the role chosen in /settings."
            )
    return Who(guild, interaction.user.id, str(interaction.id))


async def queue_of(interaction: Interaction, services: GuildServices) -> int | None:
    """The server whose reports whoever interacts may read; None for the host, who reads those of direct messages.

    Raises `NotAllowed`.
    """
    if home(interaction) is None and await interaction.client.is_owner(interaction.user):
        return None
    return (await moderator(interaction, services)).guild


def _may_by_permission(permissions: discord.Permissions) -> bool:
    return permissions.manage_messages or permissions.administrator


def _has_role(user: discord.User | discord.Member, role: int) -> bool:
    return isinstance(user, discord.Member) and user.get_role(role) is not None
