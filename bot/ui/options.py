"""What users type into options: days, and the whole command in one line, as it is shown under its answer."""

from __future__ import annotations

import calendar
import re
from datetime import date

from bot.errors import QuestionRefused

_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?\Z")


def first_day(text: str | None) -> date | None:
    """The first day that a year, month or day stands for; None for None. Raises `QuestionRefused`."""
    return _days(text)[0] if text else None


def last_day(text: str | None) -> date | None:
    """The last day that a year, month or day stands for; None for None. Raises `QuestionRefused`."""
    return _days(text)[1] if text else None


def _days(text: str) -> tuple[date, date]:
    match = _DAY.match(text.strip())
    refused = QuestionRefused("Write a day as 2024-01-13, a month as 2024-01, a year as 2024.")
    if match is None:
        raise refused
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        return first, date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except ValueError:
        raise refused from None


def typed(command: str, **options: object) -> str:
    """``/said speaker: Blinken topic: Taiwan``: a command as it was typed, without what was left out."""
    given = [f"{name}: {value}" for name, value in options.items() if value is not None]
    return " ".join([f"/{command}", *given])
