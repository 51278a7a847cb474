"""Who did what to an article, and a server's settings, in words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.models import Kind
from bot.moderation import Listing
from bot.store.events import Event
from bot.store.settings import ServerSettings
from bot.ui.escape import fit
from bot.ui.limits import length
from bot.ui.phrases import Say

ROOM = 3500


def history_text(number: int, events: Sequence[Event], say: Say) -> tuple[str, int]:
    """A line a deed, the newest first, and how many deeds those are; a user is named without being pinged."""
    lines = [f"### {say('History of #{number}', number=number)}"]
    room = ROOM
    for event in reversed(events):
        who = f"<@{event.by}>" if event.by and event.by.isdecimal() else fit(say(event.by or "the host"), 40)
        deed = say(event.deed)
        if event.detail.isdecimal():  # of a version
            deed += f" {event.detail}"
        line = f"{event.at:%Y-%m-%d %H:%M} UTC — {deed} — {who}"
        line += f" — {fit(event.detail, 160)}" if event.detail and not event.detail.isdecimal() else ""
        room -= length(line) + 1
        if room < 0:
            break
        lines.append(line)
    return "\n".join(lines), len(lines) - 1


def fixed_text(mended: Listing, say: Say) -> list[str]:
    """What a correction did, with the quotation as it is shown from now on."""
    quotation = mended.stored.quotation
    words = f"> {fit(mended.stored.text, 500)}"
    if mended.withdrawn:
        return [say("Put right: this is not taken for a quotation any more."), words, say(BACK)]
    kind = say("direct speech") if quotation.kind is Kind.DIRECT else say("reported speech")
    shown = f"**{fit(quotation.speaker or say('nobody named'), 100)}** ({kind})\n{words}"
    if not mended.mended:
        return [say("The corrections are taken back. It is shown as it was read."), shown]
    return [say("Put right. It stays so when the article is read anew."), shown]


BACK = "To take that back, choose it once more, with the kind “as it was read”."


def settings_text(chosen: ServerSettings, say: Say) -> str:
    """What a server has chosen, a line each."""
    role = f"<@&{chosen.moderator_role}>" if chosen.moderator_role else say("whoever has Manage Messages")
    channel = f"<#{chosen.report_channel}>" if chosen.report_channel else say("none; /reports shows the queue")
    answers = say("shown to the asker alone") if chosen.private_answers else say("shown to all")
    starter = say("hidden") if chosen.hide_starter else say("shown")
    lines = [
        f"### {say('Settings of this server')}",
        say("Moderators: {who}", who=role),
        say("Channel for reports: {channel}", channel=channel),
        say("Answers: {how}", how=answers),
        say("Starter articles: {how}", how=starter),
    ]
    return "\n".join(lines)
