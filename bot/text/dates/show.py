"""Days in words: "12 January 2024", "January 2024", "early 2024", "10–13 January 2024"."""

from __future__ import annotations

from datetime import date, timedelta

from bot.models import Days, Precision
from bot.text.dates.spans import YEAR_PARTS, months_from, part_of

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def show_day(day: date) -> str:
    """The day as "12 January 2024"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def show_days(days: Days, precision: Precision) -> str:
    """A day, month, year or stretch as a reader would write it."""
    if days.is_day:
        return show_day(days.first)
    if precision is Precision.SPAN:
        return _part_of_year(days) or _part_of_month(days) or _stretch(days)
    if days == months_from(days.first.year, days.first.month, 1):
        return f"{MONTHS[days.first.month - 1]} {days.first.year}"
    if days == months_from(days.first.year, 1, 12):
        return str(days.first.year)
    return _stretch(days)


def _part_of_year(days: Days) -> str | None:
    year = days.first.year
    whole = months_from(year, 1, 12)
    if days == whole:
        return str(year)
    for part in YEAR_PARTS:
        if days == part_of(whole, part):
            return _named(part, str(year))
    return None


def _part_of_month(days: Days) -> str | None:
    whole = months_from(days.first.year, days.first.month, 1)
    name = f"{MONTHS[days.first.month - 1]} {days.first.year}"
    if days == whole:
        return name
    for part in ("early", "mid", "late", "end"):
        if days == part_of(whole, part):
            return _named(part, name)
    return None


def _named(part: str, whole: str) -> str:
    if part in {"end", "first half", "second half"}:
        return f"the {part} of {whole}"
    return f"{part}-{whole}" if part == "mid" else f"{part} {whole}"


def _stretch(days: Days) -> str:
    first, last = days.first, days.last
    if first.day == 1 and (last + timedelta(1) if last < date.max else last).day == 1:
        return _months(first, last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{show_day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {show_day(last)}"
    return f"{show_day(first)} – {show_day(last)}"


def _months(first: date, last: date) -> str:
    if (first.month, last.month) == (1, 12):
        return f"{first.year}–{last.year}"
    if first.year == last.year:
        return f"{MONTHS[first.month - 1]}–{MONTHS[last.month - 1]} {last.year}"
    return f"{MONTHS[first.month - 1]} {first.year} – {MONTHS[last.month - 1]} {last.year}"
