"""Where commands may be used: everywhere, or by a server's moderators in their server."""

from __future__ import annotations

from typing import Any, TypeVar

from discord import app_commands

T = TypeVar("T")


def everywhere(command: T) -> T:
    """For servers and direct messages, also for those who installed the bot for themselves alone."""
    placed: Any = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)(command)
    made: T = app_commands.allowed_installs(guilds=True, users=True)(placed)
    return made


def for_hosts(command: T) -> T:
    """For servers that the bot is a member of, and for direct messages with it, where the host reads what came there."""
    placed: Any = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)(command)
    made: T = app_commands.allowed_installs(guilds=True, users=False)(placed)
    return made


def in_servers(command: T) -> T:
    """For servers that the bot is a member of."""
    placed: Any = app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)(command)
    made: T = app_commands.allowed_installs(guilds=True, users=False)(placed)
    return made
