"""Clocks and zones as they are printed: "5:27 p.m.", "1430hrs", "GMT+9"."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

CLOCK = re.compile(
    r"(?<![\d:.])(?P<h>\d{1,2})(?:[:.時h](?P<min>\d\d)分?(?::\d\d)?)?\s?(?P<half>[ap]\.?\s?m\b\.?)?(?![\d:])",
    re.IGNORECASE,
)
_MILITARY = re.compile(r"(?<!\d)(?P<h>[012]\d)(?P<min>[0-5]\d)\s?(?:hrs|hours|(?=[A-Z]{3}\b))")
SHIFT = re.compile(r"\b(?:GMT|UTC)\s?(?P<sign>[+\-−–])\s?(?P<h>\d{1,2}):?(?P<min>\d\d)?|(?P<iso>[+-]\d\d:?\d\d)\b")


def find_clock(text: str) -> time | None:
    """The first clock that a text prints."""
    military = _MILITARY.search(text)
    if military:
        return clock_of(int(military["h"]), int(military["min"]), None)
    for match in CLOCK.finditer(text):
        if match["min"] or match["half"]:
            clock = clock_of(int(match["h"]), int(match["min"] or 0), match["half"])
            if clock:
                return clock
    return None


def clock_of(hour: int, minute: int, half: str | None) -> time | None:
    """The clock of an hour and minute; ``half`` is "am" or "pm", or None in 24 hours."""
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def minutes_of(shift: re.Match[str]) -> int | None:
    """The minutes from UTC that a match of `SHIFT` tells."""
    iso = shift["iso"]
    sign, hours, minutes = (iso[0], iso[1:3], iso[-2:]) if iso else (shift["sign"], shift["h"], shift["min"] or "0")
    distance = int(hours) * 60 + int(minutes)
    return (distance if sign == "+" else -distance) if distance <= 14 * 60 else None


def offset_on(name: str, day: date) -> int | None:
    """The minutes from UTC of a zone of IANA on a day."""
    try:
        distance = datetime.combine(day, time(12), ZoneInfo(name)).utcoffset()
    except ZoneInfoNotFoundError:
        return None
    return int(distance.total_seconds()) // 60 if distance is not None else None
