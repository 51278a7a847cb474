"""Fiscal years: each country has its own, and the words around tell whose is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.models import DayChoice, Days, Found, Precision
from bot.text.dates.context import Base
from bot.text.dates.printed import Printed
from bot.text.dates.show import MONTHS
from bot.text.dates.spans import YEAR_PARTS, months_from
from bot.text.dates.words import Fiscal

AROUND = 120  # characters on either side that may tell whose fiscal year it is


class FiscalYears:
    """Places "fiscal 2027", "the end of fiscal 2024", "the next fiscal year", "fiscal 2023-27"."""

    def __init__(self, known: Sequence[Fiscal]) -> None:
        """``known``: the fiscal years of calendar.toml."""
        self._known = tuple(known)
        self._words = [re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, f.words))})(?!\w)") for f in known]

    def place(self, p: Printed, base: Base | None, body: str) -> tuple[DayChoice, ...]:
        """A reading for the country that is told nearest to the words, for each country where none is."""
        distances = [self._distance(pattern, p, body) for pattern in self._words]
        nearest = min(distances, default=None)
        told = [f for f, d in zip(self._known, distances, strict=True) if d == nearest and d <= AROUND]
        choices = (self._choice(p, base, fiscal) for fiscal in told or self._known)
        return tuple(choice for choice in choices if choice)

    @staticmethod
    def _distance(pattern: re.Pattern[str], p: Printed, body: str) -> int:
        low = max(0, p.start - AROUND)
        before = [p.start - low - m.end() for m in pattern.finditer(body[low : p.start])]
        after = pattern.search(body[p.end : p.end + AROUND])
        return min([*before, after.start() if after else AROUND + 1, AROUND + 1])

    @staticmethod
    def _choice(p: Printed, base: Base | None, fiscal: Fiscal) -> DayChoice | None:
        year, found = p.year, Found.STATED
        if year is None:
            if base is None:
                return None
            began = base.day.year - (1 if base.day.month < fiscal.month else 0)
            year, found = began - fiscal.shift + (p.side or 0), Found.RELATIVE
        first, last = YEAR_PARTS.get(p.part or "", (1, 12))
        days = months_from(year + fiscal.shift, fiscal.month + first - 1, last - first + 1)
        if p.until is not None and p.until.year is not None:
            days = Days(days.first, months_from(p.until.year + fiscal.shift, fiscal.month, 12).last)
        how = f"a fiscal year from {MONTHS[fiscal.month - 1]}, as in {fiscal.country}"
        return DayChoice(days, Precision.SPAN, found, how)
