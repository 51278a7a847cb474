"""Between a command and the services: who asks, what they may see, and the reply in time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import discord

from bot.errors import StoreError
from bot.health.measures import SILENT
from bot.models import Answer, Ask
from bot.ui import ids
from bot.ui.layout import answer_layout
from bot.ui.library import Library
from bot.ui.pages import pages
from bot.ui.phrases import Phrases, Say
from bot.ui.reply import OUTCOME, Reply, reply_in_time

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]

AT_ONCE = 2  # questions that are answered side by side: acknowledging the others must find the processor free
KEEPING = 1.0  # seconds that an answer waits for its later pages to be kept
CROWD, CROWDED = 6, 0.1  # from so many replies under way on, the next is deferred after so many seconds


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks from where. ``guild`` is None outside of servers that the bot is a member of."""

    user: int
    guild: int | None
    scopes: tuple[str, ...]
    private: bool  # answers are shown to the asker alone
    say: Say


class Desk:
    """Takes a question from an interaction to its reply."""

    def __init__(self, library: Library, phrases: Phrases, *, defer_after: float, today: Callable[[], date]) -> None:
        self.library = library
        self.phrases = phrases
        self.today = today
        self._defer_after = defer_after
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._under_way = 0

    def say(self, interaction: Interaction) -> Say:
        """The bot's words in the language of whoever interacts."""
        return self.phrases.speaker(interaction.locale.value)

    async def visitor(self, interaction: Interaction) -> Visitor:
        """Who interacts, and what they may see here."""
        guild = home(interaction)
        private = (await self.library.settings(guild)).private_answers if guild else False
        scopes = await self.library.scopes(guild)
        return Visitor(interaction.user.id, guild, scopes, private, self.say(interaction))

    async def answer(self, interaction: Interaction, ask: Ask, question: str) -> None:
        """Answer ``ask`` within the asker's scopes; ``question`` is it in words, as it is shown."""

        async def work() -> Reply:
            async with self._turns:
                visitor = await self.visitor(interaction)
                answer = await self.library.answer(replace(ask, scopes=visitor.scopes, pages=True))
                if not answer.answered:
                    interaction.extras[OUTCOME] = SILENT
                return await self.answer_reply(answer, question, visitor)

        await self.reply(interaction, work(), ephemeral=False)

    async def answer_reply(
        self,
        answer: Answer,
        question: str,
        visitor: Visitor,
        *,
        picture: tuple[discord.File, str] | None = None,
        pick: str = ids.PICK,
    ) -> Reply:
        """An answer as its asker sees it: silence and doubtful names to the asker alone.

        ``picture`` is a file with its description in words, ``pick`` the custom id of a choice among names.
        """
        ephemeral = visitor.private or not answer.answered
        more = await self._more(answer, visitor) if len(pages(answer, visitor.say)) > 1 else None
        file, described = picture or (None, "")
        shown = (file.filename, described) if file else None
        view = answer_layout(answer, question, visitor.say, more=more, public=not ephemeral, picture=shown, pick=pick)
        return Reply(view, ephemeral, (file,) if file else ())

    async def _more(self, answer: Answer, visitor: Visitor) -> str | None:
        """The way to the later pages; None where they can't be kept now: the first is shown all the same."""
        try:
            async with asyncio.timeout(KEEPING):
                number = await self.library.keep_answer(without_question(answer), visitor.guild)
        except (StoreError, TimeoutError) as err:
            log.warning("the later pages of an answer were not kept: %s", str(err) or "the database is busy")
            return None
        return ids.make(ids.MORE, number, 2)

    async def reply(
        self, interaction: Interaction, work: Coroutine[Any, Any, Reply], *, ephemeral: bool = True
    ) -> None:
        """Show what ``work`` makes, deferred with that visibility where it takes long, or many are waiting."""
        self._under_way += 1
        after = self._defer_after if self._under_way <= CROWD else min(self._defer_after, CROWDED)
        try:
            await reply_in_time(interaction, work, after=after, ephemeral=ephemeral)
        finally:
            self._under_way -= 1


def home(interaction: Interaction) -> int | None:
    """The server that an interaction comes from, if the bot is a member there."""
    return interaction.guild_id if interaction.is_guild_integration() else None


def without_question(answer: Answer) -> Answer:
    """What later pages need of an answer: nothing that the asker wrote."""
    blocks = tuple(replace(block, difference=()) for block in answer.blocks)
    return replace(answer, headline="", blocks=blocks, hints=(), choices=(), quotations=())
