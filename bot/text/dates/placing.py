"""Places a printed time in the calendar: every reading that the article alone leaves open, the likeliest first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.models import DayChoice, Days, Found, Precision
from bot.text.dates.context import Base
from bot.text.dates.fiscal import FiscalYears
from bot.text.dates.nearest import nearest, nearest_season, nearest_year, three_months, weekday_steps
from bot.text.dates.printed import Form, Printed
from bot.text.dates.show import WEEKDAYS
from bot.text.dates.spans import a_day, month_of, moved, part_of, unit_of, year_of
from bot.text.dates.tense import Tense
from bot.text.dates.words import Fiscal

Choices = tuple[DayChoice, ...]


def choice(days: Days, precision: Precision, found: Found, how: str) -> Choices:
    """One reading."""
    return (DayChoice(days, precision, found, how),)


class Placer:
    """Turns printed parts into days, given where the article counts from."""

    def __init__(self, fiscal: tuple[Fiscal, ...]) -> None:
        """``fiscal``: the fiscal years that are known, by country."""
        self._fiscal = FiscalYears(fiscal)

    def place(self, printed: Printed, base: Base | None, tense: Callable[[], Tense], body: str = "") -> Choices:
        """The readings of ``printed``; none where the article alone does not place it.

        ``tense`` is asked for only where it matters; ``body`` is looked at around a fiscal year.
        """
        if printed.until is not None and printed.form is not Form.FISCAL:
            return self._range(printed, printed.until, base, tense)
        match printed.form:
            case Form.DAY | Form.NUMERIC:
                return self._full(printed, base, tense)
            case Form.MONTH_DAY:
                return self._month_day(printed, base, tense)
            case Form.MONTH:
                return self._month(printed, base, tense)
            case Form.YEAR | Form.DECADE:
                return self._year(printed)
            case Form.SEASON | Form.QUARTER:
                return self._quarter(printed, base, tense)
            case Form.FISCAL:
                return self._fiscal.place(printed, base, body)
            case Form.WEEKDAY:
                return self._weekday(printed, base, tense)
            case Form.NEAR_DAY | Form.NEAR_STRETCH:
                return self._near(printed, base)
            case _:
                return ()

    def _full(self, p: Printed, base: Base | None, tense: Callable[[], Tense]) -> Choices:
        orders = [(p.month, p.day), *([p.other] if p.other else [])]
        days = [day for month, number in orders if (day := a_day(p.year or 0, month or 0, number or 0))]
        said = [day for day in days if p.weekday is None or day.weekday() == p.weekday] or days
        settled = (
            "the weekday printed with it decides" if p.weekday is not None and len(said) < len(days) else "as printed"
        )
        if (
            len(said) > 1
            and base
            and tense() is not Tense.FUTURE
            and (past := [d for d in said if d <= base.day])
            and len(past) < len(said)
        ):
            said, settled = past, f"the other order would be after publication ({base.label})"
        if len(said) == 1:
            return choice(Days.single(said[0]), Precision.DAY, Found.STATED, settled)
        found = ("month before day", "day before month")
        return tuple(
            DayChoice(Days.single(d), Precision.DAY, Found.STATED, how) for d, how in zip(said, found, strict=False)
        )

    def _month_day(self, p: Printed, base: Base | None, tense: Callable[[], Tense]) -> Choices:
        if base is None:
            return ()
        if p.side is not None:
            told = a_day(base.day.year + p.side, p.month or 0, p.day or 0)
            return self._one_day(told, base) if told else ()
        leap = (p.month, p.day) == (2, 29)
        around = range(base.day.year - (8 if leap else 1), base.day.year + 2)
        days = [day for year in around if (day := a_day(year, p.month or 0, p.day or 0))]
        if p.weekday is not None:
            days = [day for day in days if day.weekday() == p.weekday] or days
        day = nearest(days, base.day, tense(), strict=base.strict)
        return self._one_day(day, base) if day else ()

    @staticmethod
    def _one_day(day: date, base: Base) -> Choices:
        return choice(Days.single(day), Precision.DAY, Found.RELATIVE, f"the year from publication ({base.label})")

    def _month(self, p: Printed, base: Base | None, tense: Callable[[], Tense]) -> Choices:
        month = p.month or 1
        if p.year is not None:
            return self._whole(month_of(p.year, month), Precision.MONTH, p.part, Found.STATED, "as printed")
        if base is None:
            return ()
        how = f"the year from publication ({base.label})"
        if p.unit == "year":
            return self._whole(
                month_of(base.day.year + (p.side or 0), month), Precision.MONTH, p.part, Found.RELATIVE, how
            )
        year = nearest_year(month, base.day, p.side, tense)
        return self._whole(month_of(year, month), Precision.MONTH, p.part, Found.RELATIVE, how)

    def _year(self, p: Printed) -> Choices:
        year = p.year or 0
        if not 1 <= year <= 9990:
            return ()
        if p.form is Form.DECADE:
            days = Days(year_of(year).first, year_of(year + 9).last)
            return choice(part_of(days, p.part), Precision.SPAN, Found.STATED, "as printed")
        return self._whole(year_of(year), Precision.YEAR, p.part, Found.STATED, "as printed")

    def _quarter(self, p: Printed, base: Base | None, tense: Callable[[], Tense]) -> Choices:
        """Seasons and quarters are three months each; winter begins in December of the year before."""
        if p.year is not None:
            return choice(part_of(three_months(p, p.year), p.part), Precision.SPAN, Found.STATED, "as printed")
        if base is None:
            return ()
        if p.unit == "year" or p.form is Form.QUARTER:
            days = three_months(p, base.day.year + (p.side or 0))
        else:
            days = nearest_season(p, base.day, tense)
        return choice(part_of(days, p.part), Precision.SPAN, Found.RELATIVE, f"counted from publication ({base.label})")

    def _weekday(self, p: Printed, base: Base | None, tense: Callable[[], Tense]) -> Choices:
        if base is None or not base.exact or p.weekday is None:
            return ()
        back = (base.day.weekday() - p.weekday) % 7
        ahead = (p.weekday - base.day.weekday()) % 7
        steps = weekday_steps(p.side, back, ahead, base.day.weekday(), tense)
        choices = []
        for step in steps:
            if day := moved(base.day, step):
                how = f"{which_weekday(WEEKDAYS[p.weekday], step)} publication ({base.label})"
                choices.append(DayChoice(Days.single(day), Precision.DAY, Found.RELATIVE, how))
        return tuple(choices)

    def _near(self, p: Printed, base: Base | None) -> Choices:
        if base is None or (not base.exact and p.unit in {None, "day", "week", "weekend"}):
            return ()
        how = f"counted from publication ({base.label})"
        today = a_day(base.day.year - p.years, base.day.month, base.day.day)
        if today is None:
            return ()
        if p.form is Form.NEAR_DAY:
            day = moved(today, p.shift)
            return choice(Days.single(day), Precision.DAY, Found.RELATIVE, how) if day else ()
        days = unit_of(today, p.unit or "year", p.shift)
        if days is None:
            return ()
        if p.part == "earlier":
            return choice(Days(days.first, base.day), Precision.SPAN, Found.RELATIVE, how)
        if p.part == "later":
            return choice(Days(base.day, days.last), Precision.SPAN, Found.RELATIVE, how)
        precision = {"month": Precision.MONTH, "year": Precision.YEAR}.get(p.unit or "", Precision.SPAN)
        return self._whole(days, precision, p.part, Found.RELATIVE, how)

    @staticmethod
    def _whole(days: Days, precision: Precision, part: str | None, found: Found, how: str) -> Choices:
        return choice(part_of(days, part), Precision.SPAN if part else precision, found, how)

    def _range(self, first: Printed, last: Printed, base: Base | None, tense: Callable[[], Tense]) -> Choices:
        """From the first to the last; what the first lacks of a year or month it has from the last."""
        year = first.year
        if year is None and last.year is not None:
            year = last.year - (1 if (first.month or 0) > (last.month or 12) else 0)
        start = Printed(
            first.start,
            first.end,
            _with_year(first.form, year),
            year=year,
            month=first.month,
            day=first.day,
            weekday=first.weekday,
        )
        begins = self.place(start, base, tense)
        if len(begins) != 1:
            return ()
        ends = self._range_end(last, begins[0].days.first)
        if ends is None or ends < begins[0].days.first:
            return ()
        return choice(Days(begins[0].days.first, ends), Precision.SPAN, begins[0].found, begins[0].how)

    @staticmethod
    def _range_end(last: Printed, first: date) -> date | None:
        if last.form is Form.WEEKDAY:
            return moved(first, ((last.weekday or 0) - first.weekday()) % 7)
        if last.form is Form.YEAR:
            return year_of(last.year).last if last.year and last.year < 9990 else None
        month = last.month or first.month
        year = last.year or first.year + (1 if month < first.month else 0)
        if last.form is Form.MONTH:
            return month_of(year, month).last
        return a_day(year, month, last.day or 0)


def _with_year(form: Form, year: int | None) -> Form:
    return Form.DAY if form is Form.MONTH_DAY and year is not None else form


def which_weekday(name: str, step: int) -> str:
    """The words for a weekday ``step`` days from publication, up to the "publication" that follows."""
    if step == 0:
        return "the day of"
    week = "second " if abs(step) > 7 else ""
    return f"the {week}{name} {'before' if step < 0 else 'after'}"
