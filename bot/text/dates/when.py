"""Reads the time of a question: "in January 2023", "since March", "last week", "Jan. 7", "the Friday after"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.models import Days, Precision, Span
from bot.text.dates.context import Base
from bot.text.dates.grammar import Grammar
from bot.text.dates.placing import Placer
from bot.text.dates.printed import Form, Printed
from bot.text.dates.show import show_day
from bot.text.dates.spans import moved
from bot.text.dates.tense import Tense, TenseReader
from bot.text.dates.words import Calendar

RELATION = re.compile(
    r"(?<!\w)(since|from|after|before|until|till|by|up to|as of|in|on|during|between|around)\s{1,3}(?:the\s{1,3})?$",
    re.IGNORECASE,
)
BEFORE_TIME = 20
OTHER_EVENT = re.compile(r"\s{1,3}(?:after|before|following|preceding)(?!\w)", re.IGNORECASE)
LATELY = re.compile(r"(?:the\s)?(?:last|past)\s{1,2}(?:(\w{1,8})[\s-])?(day|week|month|year|decade)s?", re.IGNORECASE)
UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3652}
MEANT = {"from": "since", "as of": "since", "till": "until", "by": "until", "up to": "until"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A time in a question. ``days`` None: only parts are told ("the Friday after the talks").

    ``relation`` is "in", "since", "after", "before" or "until"; ``days`` already answers to it.
    ``assumed``: the year, or the day itself, was counted from now, and may not be what was meant.
    """

    span: Span
    text: str
    days: Days | None
    precision: Precision
    relation: str = "in"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    assumed: bool = False
    duration: bool = False


class WhenReader:
    """Reads times as people type them, small letters too."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        """``table`` is calendar.toml."""
        calendar = Calendar(table)
        self._calendar = calendar
        self._grammar = Grammar(calendar, loose=True)
        self._placer = Placer(calendar.fiscal)
        self._tense = TenseReader(table["tense"])

    @classmethod
    def from_tables(cls, read: Callable[[str], dict[str, Any]]) -> WhenReader:
        """The reader from data/lexicon/, read by ``read`` (`bot.lexicon.read_table`)."""
        return cls(read("calendar"))

    def parse(self, text: str, now: date) -> Asked | None:
        """The time that ``text`` asks about: the first that names days, else the first that tells parts."""
        every = [asked for asked in self.every(text, now) if not asked.duration]
        return next((asked for asked in every if asked.days), every[0] if every else None)

    def every(self, text: str, now: date) -> tuple[Asked, ...]:
        """All times of ``text``, in order."""
        return tuple(self._asked(text, printed, now) for printed in self._grammar.read(text))

    def _asked(self, text: str, p: Printed, now: date) -> Asked:
        before = RELATION.search(text[max(0, p.start - BEFORE_TIME) : p.start])
        word = before[1].lower() if before else "in"
        relation = MEANT.get(word, word if word in {"since", "after", "before", "until"} else "in")
        open_weekday = p.form is Form.WEEKDAY and p.side is None and bool(OTHER_EVENT.match(text, p.end))
        days, precision = (None, Precision.DAY) if open_weekday else self._days(text, p, now)
        if p.until is None and days:
            days = _related(days, relation, now)
            precision = precision if relation == "in" else Precision.SPAN
        start = p.start - len(before[0]) if before else p.start
        numeric = p.form is Form.NUMERIC
        return Asked(
            span=Span(start, p.end), text=text[start : p.end], days=days, precision=precision, relation=relation, year=p.year,
            month=None if numeric else p.month, day=None if numeric else p.day, weekday=p.weekday,
            assumed=numeric or (p.year is None and p.until is None), duration=p.form is Form.DURATION and days is None,
        )  # fmt: skip

    def _lately(self, words: str, now: date) -> Days | None:
        """The days of "the last two weeks", up to now."""
        m = LATELY.fullmatch(words)
        count = self._calendar.count(m[1]) if m and m[1] else 1
        first = moved(now, 1 - count * UNIT_DAYS[m[2].lower()]) if m and count else None
        return Days(first, now) if first else None

    def _days(self, text: str, p: Printed, now: date) -> tuple[Days | None, Precision]:
        def tense() -> Tense:
            return Tense.FUTURE if self._tense.at(text, p.start, p.end) is Tense.FUTURE else Tense.PAST

        if p.form is Form.DURATION:
            return self._lately(text[p.start : p.end], now), Precision.SPAN
        choices = self._placer.place(p, Base(now, show_day(now), strict=True), tense, text)
        return (choices[0].days, choices[0].precision) if choices else (None, Precision.DAY)


def _related(days: Days, relation: str, now: date) -> Days | None:
    if relation == "since":
        return Days(days.first, max(now, days.last))
    if relation == "after":
        return Days(days.last + timedelta(1), max(now, days.last + timedelta(1))) if days.last < date.max else None
    if relation == "until":
        return Days(date.min, days.last)
    if relation == "before":
        return Days(date.min, days.first - timedelta(1)) if days.first > date.min else None
    return days
