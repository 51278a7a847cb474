"""The day on which a story was filed, by its dateline, where no stamp tells one: "SEOUL, Aug. 19 (Agency) --"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bot.models import Found, Stamp
from bot.text.stamps import StampReader

SOON = timedelta(days=31)  # between the dateline's day and a day printed in full, from which it has its year
_LONGEST = 20_000  # characters of a body that are looked through for a day in full
_DAY = re.compile(r",\s(?P<day>[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8}\.?)(?P<year>,\s\d{4})?(?!\w)")


def filed(dateline: str, body: str, stamps: StampReader) -> Stamp | None:
    """The day of a dateline; one without a year has it from a day near by that the body prints in full."""
    found = _DAY.search(dateline)
    if found is None:
        return None
    if found["year"]:
        stamp = stamps.value(found["day"] + found["year"])
        return replace(stamp, found=Found.INFERRED) if stamp else None
    told = [each.day for each in stamps.days(body[:_LONGEST])]
    years = dict.fromkeys(year for day in told for year in (day.year, day.year + 1, day.year - 1))
    for stamp in (stamps.value(f"{found['day']}, {year}") for year in years):
        if stamp and any(abs(stamp.day - day) <= SOON for day in told):
            return replace(stamp, found=Found.INFERRED)
    return None
