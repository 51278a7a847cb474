"""Errors as words for a user: kind, short, ephemeral; what is ours to mend gets a reference for the log."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands

from bot.errors import (
    CornerstoneError,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseFull,
    DatabaseMoved,
    StoreError,
)
from bot.health.measures import FAILED, LATE, REFUSED
from bot.log import PRIVATE
from bot.ui.escape import fit
from bot.ui.layout import note
from bot.ui.phrases import Phrases, Say
from bot.ui.reply import OUTCOME, Reply, is_gone, send

log = logging.getLogger(__name__)

MESSAGE = 900


class NotAllowed(CornerstoneError):
    """Someone who may not do this; the text says who may."""


class Stale(CornerstoneError):
    """A button or form whose article or state is no longer there; the text says what to do."""


class Failures:
    """Tells users what went wrong. Commands, buttons and forms all end here."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases

    async def tell(self, interaction: discord.Interaction[Any], error: Exception) -> None:
        """Say it to the one who asked, and log the trace under the same reference. Never raises for Discord's sake."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        if is_gone(cause):
            log.info("interaction %s was over before its answer", interaction.id)
            interaction.extras[OUTCOME] = LATE
            return
        interaction.extras[OUTCOME] = REFUSED if _is_users(cause) else FAILED
        words = self.words(cause, self._phrases.speaker(interaction.locale.value), _written(interaction.data))
        try:
            await send(interaction, Reply(note(words)))
        except discord.HTTPException as err:
            log.warning("interaction %s: the error could not be told: %s", interaction.id, err)

    def words(self, error: Exception, say: Say, private: Sequence[str] = ()) -> str:
        """What to show, as ready markdown; ``private`` is what the log leaves out."""
        match error:
            case StoreError():
                reference = say("(Reference {reference})", reference=_logged(error, private))
                return f"{_of_store(error, say)} {reference}"
            case CornerstoneError():
                return fit(say.reword(str(error)), MESSAGE)
            case app_commands.CommandOnCooldown():
                seconds = max(1, round(error.retry_after))
                return say("That was quick. Please try again in {seconds} seconds.", seconds=seconds)
            case app_commands.NoPrivateMessage():
                return say("This works in a server only.")
            case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
                return say("This command has just changed. Reload Discord (Ctrl+R) and try again.")
            case app_commands.TransformerError():
                return say("I can't read {value} there.", value=fit(str(error.value), 80))
            case app_commands.CheckFailure():
                return say("You may not do this here.")
        reference = _logged(error, private)
        return say(
            "Something failed on our side; it is not your question. Try again, and if it stays, report reference {reference}.",
            reference=reference,
        )


def _of_store(error: StoreError, say: Say) -> str:
    """What a failing store means for whoever asked; where its file is, and what SQLite said, the log tells."""
    match error:
        case DatabaseBusy():
            return say("The database is busy. Try again in a moment.")
        case DatabaseFull():
            return say(
                "Nothing can be saved now: the bot's disk is full or read-only. Nothing was lost. Tell whoever runs the bot."
            )
        case DatabaseDamaged():
            return say("The bot's database is damaged. Whoever runs the bot has to restore a backup; tell them.")
        case DatabaseMoved():
            return say("Nothing can be saved now: the bot has to be started anew. Tell whoever runs it.")
    return fit(say.reword(str(error)), MESSAGE)


def _is_users(error: Exception) -> bool:
    """Whether it is for the user to do it otherwise, not for the host to mend."""
    return isinstance(error, (CornerstoneError, app_commands.AppCommandError)) and not isinstance(error, StoreError)


def _written(data: Any) -> tuple[str, ...]:
    """Every text of an interaction that a user wrote: options, what a form was filled with, a message's words."""
    if isinstance(data, dict):
        own = tuple(text for key in ("value", "content") if isinstance(text := data.get(key), str))
        return own + tuple(text for inner in data.values() for text in _written(inner))
    return tuple(text for inner in data for text in _written(inner)) if isinstance(data, list) else ()


def _logged(error: Exception, private: Sequence[str]) -> str:
    """Log the error, with the trace where the trace tells more than its words; the reference that it stands under."""
    reference = secrets.token_hex(3).upper()
    told = isinstance(error, (DatabaseBusy, DatabaseFull, DatabaseDamaged, DatabaseMoved))
    log.error(
        "reference %s: %s: %s", reference, type(error).__name__, error,
        exc_info=None if told else error, extra={PRIVATE: private},
    )  # fmt: skip
    return reference
