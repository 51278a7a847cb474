"""For moderators: /quotation fix, /reports, /settings."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.app import Cornerstone
from bot.errors import QuestionRefused
from bot.models import Kind
from bot.moderation import Mend, NotThere
from bot.ui import suggest
from bot.ui.desk import Interaction
from bot.ui.guard import moderator, queue_of
from bot.ui.history_view import fixed_text, settings_text
from bot.ui.ids import Press
from bot.ui.layout import FOUND, note
from bot.ui.options import number_of
from bot.ui.places import for_hosts, in_servers
from bot.ui.reply import Reply
from bot.ui.reports_view import REPORTS, SETTLE, SHOWN, reports_layout, whole_reports

NONE, AS_READ = "none", "read"
KINDS = [
    Choice(name="direct speech", value="direct"),
    Choice(name="reported speech", value="reported"),
    Choice(name="not a quotation", value=NONE),
    Choice(name="as it was read: take corrections back", value=AS_READ),
]
ANSWERS = [Choice(name="shown to all", value="public"), Choice(name="shown to the asker alone", value="private")]
ROLE, CHANNEL = "role", "channel"
UNSET = [Choice(name="the moderators' role", value=ROLE), Choice(name="the channel for reports", value=CHANNEL)]
UNSETS = {ROLE: "moderator_role", CHANNEL: "report_channel"}
STARTER = [Choice(name="shown", value="shown"), Choice(name="hidden", value="hidden")]


class Moderating(commands.Cog):
    """What a server's moderators put right and choose."""

    quotation = in_servers(
        app_commands.default_permissions(manage_messages=True)(
            app_commands.Group(name="quotation", description="Moderators: quotations put right")
        )
    )

    def __init__(self, bot: Cornerstone) -> None:
        self._desk = bot.desk
        self._services = bot.services
        bot.presses.add(SETTLE, self.settle)
        bot.presses.add(REPORTS, self.reports_on)

    @quotation.command(name="fix", description="Moderators: put right who said it, or what kind of quotation it is")
    @app_commands.describe(
        article="Words of its title, or its number",
        quotation="Choose it from what is offered",
        speaker="Who said it",
        kind="The speaker's own words, the article's, or no quotation at all",
    )
    @app_commands.choices(kind=KINDS)
    @app_commands.autocomplete(article=suggest.own_articles, quotation=suggest.quotations, speaker=suggest.speakers)
    async def fix(
        self, interaction: Interaction, article: Range[str, 1, 100], quotation: Range[str, 1, 100],
        speaker: Range[str, 1, 100] | None = None, kind: str | None = None,
    ) -> None:  # fmt: skip
        """Put a quotation right."""

        async def work() -> Reply:
            who = await moderator(interaction, self._services)
            within, number = number_of(article), number_of(quotation)
            if number is None or within is None:
                raise NotThere("Choose the article and the quotation from what is offered while you type.")
            if speaker is None and kind is None:
                raise QuestionRefused("Say what is to be put right: the speaker, or the kind.")
            if speaker and kind in {NONE, AS_READ}:
                raise QuestionRefused("Give either a speaker or this kind, not both.")
            mended = await self._services.mending.fix(who, within, number, _mend(speaker, kind))
            return Reply(note(*fixed_text(mended, self._desk.say(interaction)), tint=FOUND))

        await self._desk.reply(interaction, work())

    @for_hosts
    @app_commands.command(description="Moderators: answers that were reported as wrong")
    @app_commands.default_permissions(manage_messages=True)
    async def reports(self, interaction: Interaction) -> None:
        """The queue."""
        await self._desk.reply(interaction, self._reports(interaction, 0))

    async def reports_on(self, interaction: Interaction, press: Press) -> None:
        """The next page of the queue."""
        await self._desk.reply(interaction, self._reports(interaction, int(press.arguments[0])))

    async def settle(self, interaction: Interaction, press: Press) -> None:
        """Take a report out of the queue."""
        number = int(press.arguments[0])

        async def work() -> Reply:
            queue = await queue_of(interaction, self._services)
            say = self._desk.say(interaction)
            if not await self._services.settle(number, queue, interaction.user.id):
                raise NotThere("This report is not open any more.")
            return Reply(note(say("Report #{number} is settled.", number=number), tint=FOUND))

        await self._desk.reply(interaction, work())

    @in_servers
    @app_commands.command(description="Moderators: who moderates, where reports go, who sees answers")
    @app_commands.default_permissions(manage_messages=True)
    @app_commands.describe(
        moderator_role="A role that may look after articles, besides Manage Messages",
        report_channel="A channel where reports are posted",
        answers="Whether everyone sees answers",
        starter="Whether the starter articles are read here",
        unset="What is to be chosen no more",
    )
    @app_commands.choices(answers=ANSWERS, starter=STARTER, unset=UNSET)
    async def settings(
        self, interaction: Interaction, moderator_role: discord.Role | None = None,
        report_channel: discord.TextChannel | None = None, answers: str | None = None, starter: str | None = None,
        unset: str | None = None,
    ) -> None:  # fmt: skip
        """What this server chose."""

        async def work() -> Reply:
            who = await moderator(interaction, self._services)
            if moderator_role is not None and moderator_role.is_default():
                raise QuestionRefused("Choose a role that not everyone has.")
            chosen: dict[str, Any] = {
                "moderator_role": moderator_role and moderator_role.id,
                "report_channel": report_channel and report_channel.id,
                "private_answers": None if answers is None else answers == "private",
                "hide_starter": None if starter is None else starter == "hidden",
            }
            given = {name: value for name, value in chosen.items() if value is not None}
            let_go = {} if unset is None else {UNSETS[unset]: None}
            kept = await self._services.choose(who.guild, given | let_go, who.user)
            return Reply(note(settings_text(kept, self._desk.say(interaction)), tint=FOUND))

        await self._desk.reply(interaction, work())

    async def _reports(self, interaction: Interaction, after: int) -> Reply:
        queue = await queue_of(interaction, self._services)
        found = await self._services.open_reports(queue, after, SHOWN + 1)
        return Reply(reports_layout(found, self._desk.say(interaction)), files=whole_reports(found))


def _mend(speaker: str | None, kind: str | None) -> Mend:
    """What was chosen to be put right."""
    if kind in {NONE, AS_READ}:
        return Mend(withdrawn=kind == NONE, undo=kind == AS_READ)
    return Mend(speaker, Kind(kind) if kind else None)


async def setup(bot: Cornerstone) -> None:
    """Called by discord.py."""
    await bot.add_cog(Moderating(bot))
