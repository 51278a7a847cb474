"""From where an article counts its days: the day of publication as it was at the place of the dateline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.models import Precision, Stamp
from bot.text.dates.show import show_day


@dataclass(frozen=True, slots=True)
class Base:
    """The day that "today" means; ``label`` names it for a reader.

    ``exact`` False: only month or year is known. ``strict``: a past tense is never bent (questions).
    """

    day: date
    label: str
    exact: bool = True
    strict: bool = False


def zone_named(name: str) -> tzinfo | None:
    """The zone of an IANA name, None where this machine has none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def base_of(published: Stamp | None, place: str | None, zone: str | None) -> Base | None:
    """Where days count from: publication, turned into the dateline's zone where the stamp has clock and offset."""
    if published is None:
        return None
    label = show_day(published.day)
    if published.clock is not None:
        label += f", {published.clock:%H:%M}" + (f" {published.zone}" if published.zone else "")
    if published.precision in {Precision.MONTH, Precision.YEAR, Precision.SPAN}:
        return Base(published.day, label, exact=False)
    there = zone_named(zone) if zone else None
    if published.clock is None or published.offset is None or there is None:
        return Base(published.day, label)
    try:
        instant = datetime.combine(published.day, published.clock, timezone(timedelta(minutes=published.offset)))
        local = instant.astimezone(UTC).astimezone(there).date()
    except (OverflowError, ValueError):
        return Base(published.day, label)
    label += f"; {'the same day' if local == published.day else show_day(local)} in {place}"
    return Base(local, label)


ZoneOf = Callable[[str], tuple[str, str] | None]
"""A dateline -> the place's name and its IANA zone, None where no place of the dateline is known."""
