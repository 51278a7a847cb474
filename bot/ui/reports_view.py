"""Complaints: in the moderators' queue, and as a note in the channel that they chose for them."""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.store.reports import Complaint, Report
from bot.ui import ids
from bot.ui.escape import fit
from bot.ui.layout import SILENT, Shown, button, text
from bot.ui.limits import length
from bot.ui.phrases import Say, english

if TYPE_CHECKING:
    from bot.app import Cornerstone

log = logging.getLogger(__name__)

SETTLE, REPORTS = "settle", "reports"
SHOWN = 4
COMMENT, ASKED, ANSWERED = 350, 200, 250  # how much of a report's words is shown
FILE = "reports.txt"


def reports_layout(reports: Sequence[Report], say: Say) -> Shown:
    """The open reports, oldest first, each with a button that takes it out of the queue."""
    shown = reports[:SHOWN]
    items: list[ui.Item[Shown]] = [text(f"### {say('Open reports')}")]
    items += [text(report_text(report, say)) for report in shown] or [text(say("There are none."))]
    items += [ui.File(f"attachment://{FILE}")] if whole_reports(reports) else []
    buttons = [button(say("Settle #{number}", number=one.id), ids.make(SETTLE, one.id)) for one in shown]
    if len(reports) > SHOWN:
        buttons.append(button(say("More"), ids.make(REPORTS, shown[-1].id)))
    rows = [ui.ActionRow(*buttons)] if buttons else []
    return Shown(ui.Container(*items, accent_colour=SILENT), *rows)


def whole_reports(reports: Sequence[Report]) -> tuple[discord.File, ...]:
    """The reports that `reports_layout` shows, whole, where there is not room for all of their words."""
    told = [report.complaint for report in reports[:SHOWN]]
    if all(length(one.comment) <= COMMENT and length(one.question) <= ASKED and length(one.answer) <= ANSWERED
           for one in told):  # fmt: skip
        return ()
    parts = [
        f"#{report.id} {report.at:%Y-%m-%d %H:%M} UTC\n\n{one.comment}\n\n{one.question}\n\n{one.answer}\n"
        for report, one in zip(reports, told, strict=False)
    ]
    return (discord.File(io.BytesIO("\n---\n\n".join(parts).encode("utf-8", "replace")), FILE),)


def report_text(report: Report, say: Say) -> str:
    """One report: what was asked, answered and objected to."""
    told = report.complaint
    lines = [f"**#{report.id}** {report.at:%Y-%m-%d %H:%M} UTC", *complaint_lines(told, say)]
    return "\n".join(lines)


def complaint_lines(told: Complaint, say: Say) -> list[str]:
    """A complaint's parts, a line each."""
    lines = [
        say("Objection: {words}", words=fit(told.comment, COMMENT) or "—"),
        say("Question: {words}", words=fit(told.question, ASKED) or "—"),
        say("Answer: {words}", words=fit(told.answer, ANSWERED)),
    ]
    if told.articles:
        lines.append(say("Articles: {numbers}", numbers=", ".join(f"#{number}" for number in told.articles)))
    return lines


async def announce(bot: Cornerstone, guild: int | None, complaint: Complaint) -> None:
    """Post a complaint in the server's channel for reports; where that can't be done, it waits in the queue alone."""
    channel = (await bot.services.settings(guild)).report_channel if guild else None
    if channel is None:
        return
    lines = complaint_lines(complaint, english)
    view = Shown(
        ui.Container(text("### An answer was reported"), text("\n".join(lines)), text("-# /reports shows the queue."))
    )
    try:
        await bot.get_partial_messageable(channel).send(view=view)
    except discord.HTTPException as err:
        log.warning("a report could not be posted in channel %d: %s", channel, err)
