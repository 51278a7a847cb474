"""Chooses among the readings of a time when a question is answered: by the same event elsewhere, by who held office.

Nothing depends on the order of the articles. Where nothing decides, the time stays open, and that is said.
"""

from __future__ import annotations

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
SAME_WEEKDAY = 0.8  # the same where only the weekday is
CLEAR = 1.25  # how much likelier the best day has to be than the next
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
    why = "open: the article has no date of its own" + (", and the others differ" if len(days) > 1 else "")
    return Settled(None, Precision.DAY, why, Found.INFERRED)


def _month(
    mention: DateMention, article: Record, others: Sequence[Record], roster: Roster, incumbents: Incumbents
) -> Settled:
    """A month without its year: the year nearest to the days that the article tells of, else the one that the offices allow."""
    month = mention.month or 1
    dated = [m for m in article.dates if m.day and m.month]
    for near in sorted(dated, key=lambda m: abs(m.span.start - mention.span.start))[:NEAREST]:
        settled = settle(near, article, others, roster)
        if settled.days:
            first = settled.days.first
            year = min(
                (first.year - 1, first.year, first.year + 1),
                key=lambda y: (abs((y - first.year) * 12 + month - first.month), -y),
            )
            how = f"the year nearest to {near.text} in this article ({show_days(settled.days, settled.precision)}; {settled.how})"
            return Settled(month_of(year, month), Precision.MONTH, how, Found.INFERRED, settled.sources)
    only = incumbents.only(
        [month_of(y, month) for y in range(incumbents.as_of.year + 1, incumbents.as_of.year - YEARS, -1)]
    )
    if only:
        return Settled(only[0], Precision.MONTH, f"the only year that fits: {only[1]}", Found.INFERRED)
    return Settled(None, Precision.MONTH, "open: the article has no date of its own", Found.INFERRED)


def _supports(mention: DateMention, article: Record, others: Sequence[Record], roster: Roster) -> list[Support]:
    """What the others say for each day that the mention can mean, from sentences on the same event."""
    here = Telling(article)
    least = SAME_EVENT if mention.day or mention.candidates else SAME_WEEKDAY
    found = []
    for other in others:
        there: Telling | None = None
        for theirs in other.dates:
            for day in _days(theirs, other, roster):
                if not _agrees(mention, day):
                    continue
                there = there or Telling(other)
                like = here.likeness(mention.span, there, theirs.span)
                if like >= least:
                    found.append(Support(day, like, other.source, theirs.text, exact=theirs.year is not None))
    return sorted(found, key=lambda s: (-s.likeness, s.source, s.day, s.text))


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
    return mention.weekday == day.weekday()


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
