"""Replies in time: at once where the answer is ready, deferred before Discord's three seconds where it is not."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

import discord
from discord.utils import MISSING

from bot.errors import DatabaseBusy
from bot.ui.layout import Shown

log = logging.getLogger(__name__)

T = TypeVar("T")

ALREADY_ACKNOWLEDGED = 40060  # a first answer that came through although Discord said 5xx to it
UNKNOWN_MESSAGE = 10008
GONE = frozenset(
    {10062, 10015, UNKNOWN_MESSAGE, 50027}
)  # too late: unknown interaction, webhook, message; expired token
FORM_SECONDS = 2.0
STATE = "acknowledged"
ACKNOWLEDGED_AT = "acknowledged at"  # seconds of the monotonic clock
OUTCOME = "outcome"  # how it ended, where that is not plainly an answer


@dataclass(frozen=True, slots=True)
class Reply:
    """What a user gets to see; ``ephemeral``: only the one who asked."""

    view: Shown
    ephemeral: bool = True
    files: tuple[discord.File, ...] = ()


async def reply_in_time(
    interaction: discord.Interaction[Any],
    work: Coroutine[Any, Any, Reply],
    *,
    after: float,
    ephemeral: bool,
) -> None:
    """Send what ``work`` makes. After ``after`` seconds of waiting the reply is deferred, with that visibility."""
    task = asyncio.create_task(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=_left(interaction, after))
        if not done:
            await defer(interaction, ephemeral=ephemeral)
        await send(interaction, await task)
    finally:
        task.cancel()


def _left(interaction: discord.Interaction[Any], after: float) -> float:
    """What is left of ``after`` since the interaction was made; a clock that is off can only shorten it."""
    age = (discord.utils.utcnow() - interaction.created_at).total_seconds()
    return after - min(max(age, 0.0), after)


async def defer(interaction: discord.Interaction[Any], *, ephemeral: bool) -> None:
    """Acknowledge now, answer later."""
    await _once(interaction, interaction.response.defer(ephemeral=ephemeral, thinking=True))
    interaction.extras[STATE] = "private" if ephemeral else "public"


async def send(interaction: discord.Interaction[Any], reply: Reply) -> None:
    """Show a reply, whatever was said to the interaction before.

    A public defer that ends in an ephemeral reply is deleted first: its visibility can't change.
    """
    state = interaction.extras.get(STATE)
    files = list(reply.files)
    if state is None:
        await _once(
            interaction,
            interaction.response.send_message(view=reply.view, ephemeral=reply.ephemeral, files=files or MISSING),
        )
        interaction.extras[STATE] = "sent"
    elif state == "sent" or (state == "public" and reply.ephemeral):
        if state == "public":
            await _delete(interaction)
        await interaction.followup.send(view=reply.view, ephemeral=reply.ephemeral, files=files or MISSING)
        interaction.extras[STATE] = "sent"
    else:
        await interaction.edit_original_response(view=reply.view, attachments=files)
        interaction.extras[STATE] = "sent"


async def _delete(interaction: discord.Interaction[Any]) -> None:
    """Take back a public defer; one that is gone already, as after a 5xx of Discord's, counts as done."""
    try:
        await interaction.delete_original_response()
    except discord.NotFound as err:
        if err.code != UNKNOWN_MESSAGE:
            raise


async def send_to_all(interaction: discord.Interaction[Any], view: discord.ui.LayoutView) -> None:
    """Answer a press with a message that everyone sees."""
    await _once(interaction, interaction.response.send_message(view=view))
    interaction.extras[STATE] = "sent"


async def update(interaction: discord.Interaction[Any], view: Shown) -> None:
    """Change the message whose button was pressed or whose form was submitted."""
    await _once(interaction, interaction.response.edit_message(view=view))
    interaction.extras[STATE] = "sent"


async def open_form(interaction: discord.Interaction[Any], form: discord.ui.Modal) -> None:
    """Open a modal; its submission comes back by its custom id."""
    form.stop()
    await _once(interaction, interaction.response.send_modal(form))
    interaction.extras[STATE] = "sent"


async def before_form(work: Coroutine[Any, Any, T]) -> T:
    """What ``work`` finds before a form can open: a form can't be deferred. Raises `DatabaseBusy` where it takes long."""
    try:
        async with asyncio.timeout(FORM_SECONDS):
            return await work
    except TimeoutError:
        raise DatabaseBusy("The database is busy. Try again in a moment.") from None


async def choices(interaction: discord.Interaction[Any], found: list[discord.app_commands.Choice[str]]) -> None:
    """Answer an autocomplete."""
    await _once(interaction, interaction.response.autocomplete(found))


async def _once(interaction: discord.Interaction[Any], call: Awaitable[object]) -> None:
    """Await a first answer; one that Discord has already counts as done."""
    try:
        await call
    except discord.HTTPException as err:
        if err.code != ALREADY_ACKNOWLEDGED:
            raise
        log.info("Discord had the acknowledgement already")
    interaction.extras[ACKNOWLEDGED_AT] = time.monotonic()


def is_gone(error: BaseException) -> bool:
    """Whether an error only says that the interaction is over."""
    return isinstance(error, discord.HTTPException) and error.code in GONE
