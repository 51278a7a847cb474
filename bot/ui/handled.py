"""What became of an interaction, for the counters: the bot's own names and times, nothing that was typed."""

from __future__ import annotations

import time
from collections.abc import Container
from typing import Any

import discord

from bot.health.measures import ANSWERED, FAILED, Handled
from bot.ui import ids
from bot.ui.reply import ACKNOWLEDGED_AT, OUTCOME

UNKNOWN = "unknown"  # a command or button that the bot doesn't have (any more)
_KINDS = {
    discord.InteractionType.component: "button",
    discord.InteractionType.modal_submit: "form",
    discord.InteractionType.autocomplete: "autocomplete",
}


def handled(interaction: discord.Interaction[Any], begun: float, verbs: Container[str]) -> Handled:
    """How an interaction went whose handling began at ``begun`` of the monotonic clock.

    ``verbs`` are the buttons' and forms' that the bot knows. Discord's own time of making an
    interaction counts, as its three seconds do; a clock that is behind can't make it less than none.
    """
    now = time.monotonic()
    age = (discord.utils.utcnow() - interaction.created_at).total_seconds()
    before = max(0.0, age - (now - begun))
    at = interaction.extras.get(ACKNOWLEDGED_AT, now if interaction.response.is_done() else None)
    return Handled(
        kind=_kind(interaction),
        name=_name(interaction, verbs),
        outcome=interaction.extras.get(OUTCOME) or (FAILED if at is None else ANSWERED),
        acknowledged=None if at is None else before + at - begun,
        answered=before + now - begun,
    )


def _kind(interaction: discord.Interaction[Any]) -> str:
    menu = isinstance(interaction.command, discord.app_commands.ContextMenu)
    return _KINDS.get(interaction.type, "menu" if menu else "command")


def _name(interaction: discord.Interaction[Any], verbs: Container[str]) -> str:
    if interaction.type in {discord.InteractionType.component, discord.InteractionType.modal_submit}:
        data: Any = interaction.data
        verb = ids.parse(data["custom_id"]).verb
        return verb if verb in verbs else UNKNOWN
    return interaction.command.qualified_name if interaction.command else UNKNOWN
