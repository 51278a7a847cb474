"""Questions: /ask and its kin, and the two entries of a message's menu."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.app import Cornerstone
from bot.errors import QuestionRefused
from bot.models import Ask, Kind, QuestionKind
from bot.ui import readback, suggest
from bot.ui.desk import Desk, Interaction
from bot.ui.ids import PICK, Press
from bot.ui.options import as_typed, reread, span_of, typed
from bot.ui.places import everywhere
from bot.ui.presses import chosen

Question = Range[str, 1, 300]
Name = Range[str, 1, 100]
Words = Range[str, 1, 1500]
Day = Range[str, 4, 12]
KINDS = [Choice(name="direct speech", value="direct"), Choice(name="reported speech", value="reported")]
CHECK_QUOTE, ASK_ABOUT = "Check this quote", "Ask about this"


class Asking(commands.Cog):
    """Takes questions; every answer comes from the answering service."""

    def __init__(self, bot: Cornerstone) -> None:
        self._bot = bot
        self._desk: Desk = bot.desk
        menus = ((CHECK_QUOTE, self.check_quote), (ASK_ABOUT, self.ask_about))
        bot.presses.add(PICK, self.pick)
        self._menus = [everywhere(app_commands.ContextMenu(name=name, callback=callback)) for name, callback in menus]

    async def cog_load(self) -> None:
        """Put the entries into the menu of messages."""
        for menu in self._menus:
            self._bot.tree.add_command(menu)

    @everywhere
    @app_commands.command(description="Ask anything about the articles; every answer shows where it stands")
    @app_commands.describe(question="Your question, such as: What did Blinken say about Taiwan?")
    async def ask(self, interaction: Interaction, question: Question) -> None:
        """A question of any kind."""
        await self._ask(interaction, QuestionKind.ASK, question)

    @everywhere
    @app_commands.command(description="Ask for a person or a body")
    @app_commands.describe(question="Such as: Who met in Washington?")
    async def who(self, interaction: Interaction, question: Question) -> None:
        """A question for a person."""
        await self._ask(interaction, QuestionKind.WHO, question)

    @everywhere
    @app_commands.command(description="Ask for a day: when it happened, was said or was published")
    @app_commands.describe(question="Such as: When did the ministers meet?")
    async def when(self, interaction: Interaction, question: Question) -> None:
        """A question for a day."""
        await self._ask(interaction, QuestionKind.WHEN, question)

    @everywhere
    @app_commands.command(description="Ask what happened or what something is")
    @app_commands.describe(question="Such as: What did they agree on?")
    async def what(self, interaction: Interaction, question: Question) -> None:
        """A question for a thing."""
        await self._ask(interaction, QuestionKind.WHAT, question)

    @everywhere
    @app_commands.command(description="What a person or body said, on a topic and in a span of time if you like")
    @app_commands.describe(
        speaker="A person or body; part of a name will do",
        topic="What it was about; leave it out to see what they speak on",
        kind="The speaker's own words, or the article's for them",
        since="From this day on: 2024-01-13, 2024-01 or 2024",
        until="Up to this day: 2024-01-13, 2024-01 or 2024",
    )
    @app_commands.choices(kind=KINDS)
    @app_commands.autocomplete(speaker=suggest.speakers, topic=suggest.topics)
    async def said(
        self, interaction: Interaction, speaker: Name, topic: Name | None = None, kind: str | None = None,
        since: Day | None = None, until: Day | None = None,
    ) -> None:  # fmt: skip
        """What someone said."""
        first, last = span_of(since, until)
        ask = Ask(
            QuestionKind.SAID, self._desk.today(), speaker=speaker, topic=topic,
            quote_kind=Kind(kind) if kind else None, since=first, until=last,
        )  # fmt: skip
        question = typed("said", speaker=speaker, topic=topic, kind=kind, since=since, until=until)
        await self._desk.answer(interaction, ask, question)

    @everywhere
    @app_commands.command(description="Find a quotation from what you remember of it")
    @app_commands.describe(words="The words as you remember them; they need not be exact")
    async def quote(self, interaction: Interaction, words: Words) -> None:
        """A quotation, from remembered words."""
        await self._desk.answer(
            interaction, Ask(QuestionKind.QUOTE, self._desk.today(), words=words), typed("quote", words=words)
        )

    @everywhere
    @app_commands.command(description="Check whether a quotation is as the articles have it")
    @app_commands.describe(quote="The quotation to check", speaker="Who is said to have said it")
    @app_commands.autocomplete(speaker=suggest.speakers)
    async def verify(self, interaction: Interaction, quote: Words, speaker: Name | None = None) -> None:
        """A verdict on a quotation."""
        ask = Ask(QuestionKind.VERIFY, self._desk.today(), words=quote, speaker=speaker)
        await self._desk.answer(interaction, ask, typed("verify", quote=quote, speaker=speaker))

    async def pick(self, interaction: Interaction, press: Press) -> None:
        """The question once more, with the name that was chosen."""
        del press
        assert interaction.message is not None
        question = readback.question(interaction.message, self._desk.say(interaction))
        doubted = readback.doubted(interaction.message)
        ask = reread(question, chosen(interaction) or "", self._desk.today(), doubted)
        await self._desk.answer(interaction, ask, as_typed(ask))

    async def check_quote(self, interaction: Interaction, message: discord.Message) -> None:
        """Verify what a message says."""
        words = _words(readback.quoted(message), 1500)
        await self._desk.answer(
            interaction, Ask(QuestionKind.VERIFY, self._desk.today(), words=words), typed("verify", quote=words)
        )

    async def ask_about(self, interaction: Interaction, message: discord.Message) -> None:
        """Take what a message says as a question."""
        await self._ask(interaction, QuestionKind.ASK, _words(readback.words(message), 300))

    async def _ask(self, interaction: Interaction, kind: QuestionKind, question: str) -> None:
        await self._desk.answer(interaction, Ask(kind, self._desk.today(), question=question), question)


def _words(said: str, most: int) -> str:
    """What a message says. Raises `QuestionRefused` where it is nothing, or more than can be looked up."""
    words = said.strip()
    if not words:
        raise QuestionRefused("This message has no words to look up.")
    if len(words) > most:
        raise QuestionRefused(f"This message is longer than {most} characters. Use a command with the part you mean.")
    return words


async def setup(bot: Cornerstone) -> None:
    """Called by discord.py."""
    await bot.add_cog(Asking(bot))
