"""Chooses among the readings of a time when a question is answered: by the same event elsewhere, by who held office.

Nothing depends on the order of the articles. Where nothing decides, the time stays open, and that is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.models import DateMention, DayChoice, Days, Found, Precision, Record
from bot.text.dates.show import show_days
from bot.text.dates.spans import a_day, month_of
from bot.text.events import Telling
from bot.text.people import Roster
from bot.text.people.incumbents import Incumbents

SAME_EVENT = 0.5  # likeness from which two sentences tell of one event, when month and day are alike
CLEAR = 1.25  # how much likelier the best day has to be than the next
ONE_STORY = 60  # days between the dates of an article that tells of one event
MONTHS_OFF = 3  # a month farther from the event than this may be of either year
PLAIN_MONTH = re.compile(r"[A-Za-z]+\.?")  # not "late January", "this June"
OPEN = "open: the article has no date of its own"
NEAREST = 5  # days of the article that may tell the year of a month
YEARS = 30  # how far back a year is looked for by offices alone


@dataclass(frozen=True, slots=True)
class Settled:
    """A time as it stands after comparison. ``days`` None: open, ``how`` says between what, or why.

    ``sources`` are the articles that decided beside its own.
    """

    days: Days | None
    precision: Precision
    how: str
    found: Found = Found.INFERRED
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Support:
    """What another article says for a day: how like its sentence is, and where it stands."""

    day: date
    likeness: float
    source: str
    text: str
    exact: bool = False  # the year is printed


def settle(mention: DateMention, article: Record, others: Sequence[Record], roster: Roster) -> Settled:
    """The day or days that a mention means, as far as the articles that may be seen decide."""
    if mention.duration:
        return Settled(None, Precision.SPAN, "a length of time, not a day", Found.STATED)
    if len(mention.candidates) == 1:
        return _as_chosen(mention.candidates[0])
    incumbents = Incumbents(article, roster)
    apart = [other for other in others if (other.source, other.body) != (article.source, article.body)]
    if mention.day is None and mention.month is not None and not mention.candidates:
        return _month(mention, article, apart, roster, incumbents)
    supports = _supports(mention, article, apart, roster)
    if mention.candidates:
        return _between(mention, supports, incumbents)
    return _unplaced(mention, supports, incumbents)


def _as_chosen(choice: DayChoice) -> Settled:
    return Settled(choice.days, choice.precision, choice.how, choice.found)


def _between(mention: DateMention, supports: Sequence[Support], incumbents: Incumbents) -> Settled:
    """Two or more readings: the one that the offices allow and that the same event has elsewhere."""
    choices = mention.candidates
    allowed, why = incumbents.narrow([c.days for c in choices])
    told = _told(supports, [c.days.first for c in choices if c.days.is_day])
    by_office = [c for c in choices if c.days in allowed] if len(allowed) < len(choices) else []
    if told and (not by_office or told.day in {c.days.first for c in by_office}):
        choice = next(c for c in choices if c.days.first == told.day)
        reasons = [_elsewhere(told), *([why] if by_office else [])]
        return Settled(
            choice.days, choice.precision, f"{choice.how}: {'; '.join(reasons)}", Found.INFERRED, (told.source,)
        )
    if len(by_office) == 1 and not told:
        return Settled(by_office[0].days, by_office[0].precision, f"{by_office[0].how}: {why}", Found.INFERRED)
    named = " or ".join(f"{show_days(c.days, c.precision)} ({c.how})" for c in by_office or choices)
    return Settled(None, choices[0].precision, f"open: {named}; nothing in these articles decides", Found.INFERRED)


def _unplaced(mention: DateMention, supports: Sequence[Support], incumbents: Incumbents) -> Settled:
    """A day without its year, or a weekday alone, in an article that has no date."""
    days = sorted({s.day for s in supports})
    allowed = [d.first for d in incumbents.fitting([Days.single(day) for day in days])]
    told = _told(supports, allowed)
    if told:
        return Settled(Days.single(told.day), Precision.DAY, _elsewhere(told), Found.INFERRED, (told.source,))
    if not days and mention.month and mention.day:
        years = range(incumbents.as_of.year + 1, incumbents.as_of.year - YEARS, -1)
        every = [Days.single(day) for year in years if (day := a_day(year, mention.month, mention.day))]
        only = incumbents.only([d for d in every if mention.weekday is None or d.first.weekday() == mention.weekday])
        if only:
            return Settled(only[0], Precision.DAY, f"the only year that fits: {only[1]}", Found.INFERRED)
    why = OPEN + (", and the others differ" if len(days) > 1 else "")
    return Settled(None, Precision.DAY, why, Found.INFERRED)


def _month(
    mention: DateMention, article: Record, others: Sequence[Record], roster: Roster, incumbents: Incumbents
) -> Settled:
    """A month without its year: the year nearest to the days that the article tells of, else the one that the offices allow."""
    if PLAIN_MONTH.fullmatch(mention.text) is None:
        return Settled(None, Precision.SPAN, OPEN, Found.INFERRED)
    month = mention.month or 1
    dated = sorted(
        (m for m in article.dates if m.day and m.month), key=lambda m: abs(m.span.start - mention.span.start)
    )
    anchors = [(near, at) for near in dated[:NEAREST] if (at := settle(near, article, others, roster)).days]
    anchors = [(m, at) for m, at in anchors if at.sources or m.weekday is not None]  # not a date of long ago
    days = [at.days.first for _, at in anchors if at.days]
    if days and (max(days) - min(days)).days <= ONE_STORY:
        near, at = anchors[0]
        gap = (month - days[0].month + 6) % 12 - 6
        if abs(gap) <= MONTHS_OFF:
            year = days[0].year + (days[0].month + gap - 1) // 12
            how = f"the year of {near.text} in this article ({show_days(Days.single(days[0]), at.precision)}; {at.how})"
            return Settled(month_of(year, month), Precision.MONTH, how, Found.INFERRED, at.sources)
    years = range(incumbents.as_of.year + 1, incumbents.as_of.year - YEARS, -1)
    only = incumbents.only([month_of(year, month) for year in years])
    if only and not days:
        return Settled(only[0], Precision.MONTH, f"the only year that fits: {only[1]}", Found.INFERRED)
    return Settled(None, Precision.MONTH, OPEN, Found.INFERRED)


def _supports(mention: DateMention, article: Record, others: Sequence[Record], roster: Roster) -> list[Support]:
    """What the others say for each day that the mention can mean, from sentences on the same event."""
    here = Telling(article)
    found = []
    for other in others:
        days = [(m, d) for m in other.dates for d in _days(m, other, roster) if _agrees(mention, d)]
        there = Telling(other) if days else None
        for theirs, day in days:
            if there and (like := _likeness(mention, here, theirs, there)):
                found.append(Support(day, like, other.source, theirs.text, exact=theirs.year is not None))
    return sorted(found, key=lambda s: (-s.likeness, s.source, s.day, s.text))


def _likeness(mention: DateMention, here: Telling, theirs: DateMention, there: Telling) -> float:
    """How like the two sentences and their articles are; 0 where that is too little for one event."""
    like = here.likeness(mention.span, there, theirs.span)
    return like if like >= SAME_EVENT else 0.0


def _days(mention: DateMention, record: Record, roster: Roster) -> list[date]:
    """The day that a mention means by its own article alone; all its parts where it has no year."""
    days = [c.days for c in mention.candidates if c.days.is_day]
    if len(days) > 1:
        days = Incumbents(record, roster).narrow(days)[0]
    return [d.first for d in days] if len(days) == 1 else []


def _agrees(mention: DateMention, day: date) -> bool:
    if mention.candidates:
        return any(c.days == Days.single(day) for c in mention.candidates)
    if mention.day and mention.month:
        return (mention.month, mention.day) == (day.month, day.day) and mention.weekday in {None, day.weekday()}
    return False  # a weekday alone: one in seven days has it, and serial stories repeat their sentences


def _told(supports: Sequence[Support], days: Sequence[date]) -> Support | None:
    """The day best supported, if it is clearly so."""
    best: dict[date, Support] = {}
    for support in supports:
        if support.day in days:
            best.setdefault(support.day, support)
    ranked = sorted(best.values(), key=lambda s: (-s.likeness, s.source, s.day))
    if not ranked or (len(ranked) > 1 and ranked[0].likeness < CLEAR * ranked[1].likeness):
        return None
    same = (s for s in supports if (s.day, s.source) == (ranked[0].day, ranked[0].source))
    return next((s for s in same if s.exact), ranked[0])


def _elsewhere(support: Support) -> str:
    return f"the same event is dated “{support.text}” in {support.source}"
