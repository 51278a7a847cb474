"""For everyone: /sources, /timeline, /about, /help, and reading on in an article."""

from __future__ import annotations

import io
import logging

import discord
from discord import app_commands
from discord.app_commands import Range
from discord.ext import commands

from bot.answer.timelines import Timeline
from bot.app import Cornerstone
from bot.chart.timeline import draw
from bot.child import ChildFailed
from bot.text.dates import show_day
from bot.ui import ids, suggest
from bot.ui.article_view import outlets_text
from bot.ui.desk import Interaction, Visitor
from bot.ui.help_view import about_layout, help_layout
from bot.ui.ids import Press
from bot.ui.layout import FOUND, note
from bot.ui.options import typed
from bot.ui.places import everywhere
from bot.ui.presses import chosen
from bot.ui.reply import Reply
from bot.ui.timeline_view import chart_of, described

log = logging.getLogger(__name__)

Subject = Range[str, 1, 100]
MODERATORS = frozenset({
    "article add", "article add-url", "article edit", "article remove", "article restore", "article history",
    "article list", "article export", "quotation", "reports", "settings",
})  # fmt: skip
PICTURE = "timeline.png"


class Reading(commands.Cog):
    """What there is to read, and how."""

    def __init__(self, bot: Cornerstone) -> None:
        self._bot = bot
        self._desk = bot.desk
        bot.presses.add(ids.PICK_SUBJECT, self.pick)

    @everywhere
    @app_commands.command(description="Who said what when, as a chart and a list")
    @app_commands.describe(subject="A person or a topic")
    @app_commands.autocomplete(subject=suggest.subjects)
    @app_commands.checks.cooldown(3, 60)
    async def timeline(self, interaction: Interaction, subject: Subject) -> None:
        """A timeline of a person or topic."""
        await self._timeline(interaction, subject)

    async def pick(self, interaction: Interaction, press: Press) -> None:
        """The timeline of the name that was chosen."""
        del press
        await self._timeline(interaction, chosen(interaction) or "")

    async def _timeline(self, interaction: Interaction, subject: str) -> None:
        async def work() -> Reply:
            visitor = await self._desk.visitor(interaction)
            found = await self._desk.library.timeline(subject, visitor.scopes)
            question = typed("timeline", subject=subject)
            if not found.moments:
                return await self._desk.answer_reply(found.answer, question, visitor, pick=ids.PICK_SUBJECT)
            return await self._with_chart(found, question, visitor)

        await self._desk.reply(interaction, work(), ephemeral=False)

    async def _with_chart(self, found: Timeline, question: str, visitor: Visitor) -> Reply:
        """The list with its chart; where that can't be drawn, the list alone."""
        chart = chart_of(found, visitor.say)
        try:
            picture = await draw(chart, self._bot.services.children)
        except ChildFailed as err:
            log.warning("a timeline could not be drawn, its list is shown alone: %s", err.__cause__ or err)
            return await self._desk.answer_reply(found.answer, question, visitor)
        shown = discord.File(io.BytesIO(picture), PICTURE), described(found, chart, visitor.say)
        return await self._desk.answer_reply(found.answer, question, visitor, picture=shown)

    @everywhere
    @app_commands.command(description="Which outlets and articles the answers come from")
    async def sources(self, interaction: Interaction) -> None:
        """What there is to read."""

        async def work() -> Reply:
            visitor = await self._desk.visitor(interaction)
            say = visitor.say
            corpus = await self._desk.library.facts(visitor.scopes)
            if not corpus.articles:
                return Reply(note(say("There are no articles here yet. Moderators add them with /article add.")))
            lines = [f"### {say('Articles: {count}', count=f'{corpus.articles:,}')}"]
            if corpus.earliest and corpus.latest:
                first, last = show_day(corpus.earliest), show_day(corpus.latest)
                lines.append(say("Published from {first} to {last}.", first=first, last=last))
            if corpus.undated:
                lines.append(say("Of these, without a day: {count}.", count=f"{corpus.undated:,}"))
            lines.append(outlets_text(corpus.outlets[:60], say))
            return Reply(note(*lines, tint=FOUND), ephemeral=visitor.private)

        await self._desk.reply(interaction, work(), ephemeral=False)

    @everywhere
    @app_commands.command(description="What I am, and what I promise")
    async def about(self, interaction: Interaction) -> None:
        """About the bot."""

        async def work() -> Reply:
            visitor = await self._desk.visitor(interaction)
            corpus = await self._desk.library.facts(visitor.scopes)
            first, last = (show_day(day) if day else None for day in (corpus.earliest, corpus.latest))
            return Reply(about_layout(corpus.articles, first, last, visitor.say))

        await self._desk.reply(interaction, work())

    @everywhere
    @app_commands.command(description="What you can ask")
    async def help(self, interaction: Interaction) -> None:
        """All commands."""

        async def work() -> Reply:
            return Reply(help_layout(self._bot.tree.get_commands(), MODERATORS, self._desk.say(interaction)))

        await self._desk.reply(interaction, work())


async def setup(bot: Cornerstone) -> None:
    """Called by discord.py."""
    await bot.add_cog(Reading(bot))
