"""Finds every mention of a time in an article's body, with every day it can mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.models import DateMention, Span, Stamp
from bot.text.dates.agreement import agree
from bot.text.dates.context import Base, ZoneOf, base_of
from bot.text.dates.grammar import Grammar
from bot.text.dates.placing import Placer
from bot.text.dates.printed import Form, Printed
from bot.text.dates.tense import Tense, TenseReader
from bot.text.dates.words import Calendar


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

    def find(self, body: str, published: Stamp | None = None, dateline: str | None = None) -> tuple[DateMention, ...]:
        """Every mention of a time, in order. Days are counted where the dateline is."""
        base = self._base(published, dateline)
        printed = list(self._grammar.read(body))
        mentions = [self._mention(body, one, base) for one in printed]
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
