"""/privacy: what is kept of a user, shown and deleted."""

from __future__ import annotations

import io

import discord
from discord import ButtonStyle, app_commands
from discord.ext import commands

from bot.app import Cornerstone
from bot.ui.desk import Interaction
from bot.ui.escape import fit
from bot.ui.ids import Press
from bot.ui.layout import button, note
from bot.ui.limits import length
from bot.ui.places import everywhere
from bot.ui.reply import Reply

FORGET = "forget"
FILE = "reports.txt"
SHOWN, ENTRY = 8, 300  # reports that stand in the message, and how much of each; all of them are in the file


class PrivacyCog(commands.Cog, name="Privacy"):
    """What the bot keeps of those who use it."""

    def __init__(self, bot: Cornerstone) -> None:
        self._desk = bot.desk
        bot.presses.add(FORGET, self.forget)

    @everywhere
    @app_commands.command(description="See and delete what is kept of you")
    async def privacy(self, interaction: Interaction) -> None:
        """What is kept of whoever asks."""
        say = self._desk.say(interaction)

        async def work() -> Reply:
            kept = await self._desk.library.kept_of(interaction.user.id)
            told = [f"{question} — {comment}" for question, comment in kept.reports]
            lines = [f"### {say('What is kept of you')}", say("Your questions are not stored.")]
            lines.append(say("Reports you sent: {count}.", count=len(kept.reports)))
            lines += [f"> {fit(one, ENTRY)}" for one in told[:SHOWN]]
            lines.append(say("Changes to articles and settings that carry your id: {count}.", count=kept.deeds))
            lines.append(say("Drafts of articles not saved yet: {count}.", count=kept.drafts))
            if not kept.reports and not kept.deeds and not kept.drafts:
                return Reply(note(*lines))
            delete = button(say("Delete all of it"), FORGET, ButtonStyle.danger)
            if len(told) <= SHOWN and all(length(one) <= ENTRY for one in told):
                return Reply(note(*lines, buttons=[delete]))
            file = discord.File(io.BytesIO("\n\n".join(told).encode("utf-8", "replace")), FILE)
            return Reply(note(*lines, buttons=[delete], file=FILE), files=(file,))

        await self._desk.reply(interaction, work())

    async def forget(self, interaction: Interaction, press: Press) -> None:
        """Delete what is kept of whoever presses; what they did to articles stays, without their id."""
        del press
        say = self._desk.say(interaction)

        async def work() -> Reply:
            gone = await self._desk.library.forget(interaction.user.id)
            return Reply(
                note(
                    say(
                        "Reports deleted: {reports}. Drafts deleted: {drafts}. Changes that your id was taken off: {deeds}.",
                        reports=len(gone.reports), drafts=gone.drafts, deeds=gone.deeds,
                    )
                )
            )  # fmt: skip

        await self._desk.reply(interaction, work())


async def setup(bot: Cornerstone) -> None:
    """Called by discord.py."""
    await bot.add_cog(PrivacyCog(bot))
