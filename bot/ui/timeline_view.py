"""A timeline's chart in the user's language, and the same in words for those who don't see it."""

from __future__ import annotations

from bot.answer.timelines import NOBODY, Timeline
from bot.chart.timeline import Chart, Mark, gaps
from bot.models import Kind
from bot.text.dates import show_day
from bot.ui.phrases import Say


def chart_of(found: Timeline, say: Say) -> Chart:
    """What is drawn of a timeline that has remarks."""
    marks = tuple(
        Mark(say("nobody named") if one.who == NOBODY else one.who, one.day, one.kind is Kind.DIRECT)
        for one in found.moments
    )
    return Chart(found.subject, marks, say("direct speech"), say("reported speech"), say("others"), say.tick)


def described(found: Timeline, chart: Chart, say: Say) -> str:
    """From when to when, how often each spoke, and where nobody did."""
    spoken = ", ".join(f"{name} {count}" for name, count in chart.spoken())
    lines = [say.reword(found.answer.headline), say("Remarks: {names}.", names=spoken)]
    empty = gaps([mark.day for mark in chart.marks])
    if empty:
        first, last = max(empty, key=lambda gap: gap[1] - gap[0])
        lines.append(say("Longest gap: {first} to {last}.", first=show_day(first), last=show_day(last)))
    return " ".join(lines)
