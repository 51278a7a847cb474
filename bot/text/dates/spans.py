"""Arithmetic of days: weeks, months, seasons, quarters and parts of them, as stretches of days."""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, MINYEAR, date, timedelta

from bot.models import Days

PARTS = {  # share of a stretch, from and to, in hundredths
    "early": (0, 40),
    "mid": (30, 70),
    "late": (60, 100),
    "end": (75, 100),
    "first half": (0, 50),
    "second half": (50, 100),
}
YEAR_PARTS = {
    "early": (1, 4),
    "mid": (5, 8),
    "late": (9, 12),
    "end": (11, 12),
    "first half": (1, 6),
    "second half": (7, 12),
}


def a_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def moved(day: date, by: int) -> date | None:
    """``by`` days on (or back), None outside the calendar."""
    ordinal = day.toordinal() + by
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def month_of(year: int, month: int) -> Days:
    """All days of a month; ``month`` may run over 12 or under 1, ``year`` is held inside the calendar."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    year = min(max(year, MINYEAR), MAXYEAR)
    return Days(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def months_from(year: int, month: int, count: int) -> Days:
    """``count`` months from the given one."""
    return Days(month_of(year, month).first, month_of(year, month + count - 1).last)


def year_of(year: int) -> Days:
    """All days of a year."""
    return months_from(year, 1, 12)


def week_of(day: date, shift: int = 0) -> Days | None:
    """Monday to Sunday of the week ``shift`` weeks from the day's."""
    monday = moved(day, 7 * shift - day.weekday())
    sunday = moved(monday, 6) if monday else None
    return Days(monday, sunday) if monday and sunday else None


def part_of(days: Days, part: str | None) -> Days:
    """The early, middle or late part of a stretch; a year's parts fall on months."""
    if part is None:
        return days
    whole_year = (days.first.month, days.first.day, days.last.month) == (1, 1, 12) and days.first.year == days.last.year
    if whole_year and part in YEAR_PARTS:
        first, last = YEAR_PARTS[part]
        return months_from(days.first.year, first, last - first + 1)
    if (days.first.month, days.first.day, days.last.month, days.last.day) == (1, 1, 12, 31):
        return _part_of_years(days.first.year, days.last.year, part)
    low, high = PARTS[part]
    length = (days.last - days.first).days + 1
    return Days(days.first + timedelta(length * low // 100), days.first + timedelta(max(length * high // 100 - 1, 0)))


def _part_of_years(first: int, last: int, part: str) -> Days:
    low, high = PARTS[part]
    count = last - first + 1
    begin = first + count * low // 100
    return Days(year_of(begin).first, year_of(max(begin, first + count * high // 100 - 1)).last)


def unit_of(day: date, unit: str, shift: int) -> Days | None:
    """The week, weekend, month, quarter, year, decade or century ``shift`` units from the day's."""
    if unit == "day":
        there = moved(day, shift)
        return Days.single(there) if there else None
    if unit in {"week", "weekend"}:
        week = week_of(day, shift)
        return Days(week.last - timedelta(1), week.last) if week and unit == "weekend" else week
    if unit == "month":
        return month_of(day.year, day.month + shift)
    if unit == "quarter":
        return months_from(day.year, (day.month - 1) // 3 * 3 + 1 + 3 * shift, 3)
    size = {"year": 1, "decade": 10, "century": 100}[unit]
    first = max((day.year // size + shift) * size, MINYEAR)
    return Days(year_of(first).first, year_of(first + size - 1).last)
