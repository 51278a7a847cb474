"""Finds every mention of a time in an article's body, with every day it can mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.models import DateMention, Days, Found, Precision, Span, Stamp
from bot.text.dates.agreement import agree
from bot.text.dates.context import Base, ZoneOf, base_of
from bot.text.dates.grammar import Grammar
from bot.text.dates.placing import Placer, choice
from bot.text.dates.printed import Form, Printed
from bot.text.dates.show import show_day
from bot.text.dates.tense import Tense, TenseReader
from bot.text.dates.words import Calendar

CHANGED_WITHIN = timedelta(days=3)  # after publication
LONG_BEFORE = timedelta(days=4)


class DateFinder:
    """Finds and places times; built once, used for every article."""

    def __init__(self, table: Mapping[str, Any], zone_of: ZoneOf | None = None) -> None:
        """``table`` is calendar.toml; ``zone_of`` tells a dateline's place and zone (`Places.zone_of`)."""
        calendar = Calendar(table)
        self._grammar = Grammar(calendar)
        self._placer = Placer(calendar.fiscal)
        self._tense = TenseReader(table["tense"])
        self._zone_of = zone_of

    @classmethod
    def from_tables(cls, read: Callable[[str], dict[str, Any]]) -> DateFinder:
        """The finder from data/lexicon/, read by ``read`` (`bot.lexicon.read_table`)."""
        from bot.text.places import Places  # noqa: PLC0415

        return cls(read("calendar"), Places(read("places")).zone_of)

    def find(
        self, body: str, published: Stamp | None = None, dateline: str | None = None, updated: Stamp | None = None
    ) -> tuple[DateMention, ...]:
        """Every mention of a time, in order. Days are counted where the dateline is; ``updated`` tells a later change."""
        base = self._base(published, dateline)
        printed = list(self._grammar.read(body))
        mentions = [_as_changed(self._mention(body, one, base), base, updated) for one in printed]
        return agree(body, printed, mentions, base, lambda at: self._tense.at(body, at.start, at.end))

    def _base(self, published: Stamp | None, dateline: str | None) -> Base | None:
        place = self._zone_of(dateline) if dateline and self._zone_of else None
        return base_of(published, *(place or (None, None)))

    def _mention(self, body: str, printed: Printed, base: Base | None) -> DateMention:
        def tense() -> Tense:
            if printed.form is Form.MONTH and body[max(0, printed.start - 4) : printed.start].lower() == "the ":
                return Tense.OPEN  # "the November election": no verb tells of it
            return self._tense.at(body, printed.start, printed.end)

        numeric = printed.form is Form.NUMERIC  # which number is the month is open
        return DateMention(
            span=Span(printed.start, printed.end),
            text=body[printed.start : printed.end],
            candidates=self._placer.place(printed, base, tense, body),
            year=printed.year or (printed.until.year if printed.until else None),
            month=None if numeric else printed.month,
            day=None if numeric else printed.day,
            weekday=printed.weekday,
            duration=printed.form is Form.DURATION,
        )


def _as_changed(mention: DateMention, base: Base | None, updated: Stamp | None) -> DateMention:
    """A weekday long before publication is the day of a change soon after it: "on Tuesday", put in on that Tuesday."""
    if base is None or updated is None or mention.weekday is None or len(mention.candidates) != 1:
        return mention
    days, day = mention.candidates[0].days, updated.day
    soon = timedelta(0) < day - base.day <= CHANGED_WITHIN
    if (
        mention.day
        or not days.is_day
        or not soon
        or day.weekday() != mention.weekday
        or base.day - days.first < LONG_BEFORE
    ):
        return mention
    how = f"the day of the last change ({show_day(day)})"
    return replace(mention, candidates=choice(Days.single(day), Precision.DAY, Found.RELATIVE, how))
