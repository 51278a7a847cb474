"""Reads the line that tells when an article was published: "15:15 JST, January 13, 2024"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from bot.models import Found, Precision, Stamp
from bot.text.clocks import CLOCK, SHIFT, clock_of, find_clock, minutes_of, offset_on

_LONGEST = 200
_STRAY_WORDS, _STRAY_NAMES = 3, 7
_TAIL = 40  # characters beside a date in which its clock and zone stand
_ISO = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)"
    r"(?:[T ]{1,2}(?P<h>\d{1,2}):(?P<min>\d\d)(?::\d\d(?:[.,]\d{1,9})?)?\s?(?P<z>Z|[+-]\d\d:?\d\d)?)?"
)
_EAST = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?[年./]\s?(?P<m>\d{1,2})\s?[月./]\s?(?P<d>\d{1,2})(?!\d)日?")
_NUMERIC = re.compile(r"(?<!\d)(?P<one>\d{1,2})[/.-](?P<two>\d{1,2})[/.-](?P<y>(?:19|20)\d\d)(?!\d)")
_SHORT = re.compile(r"(?<![\d/])(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<y>\d\d)(?![\d/])")  # "Posted 6/19/25"
_UNIX = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d{1,9})?")
_DIGITS = re.compile(r"(?P<y>(?:19|20)\d\d)(?:-?(?P<m>\d\d)(?:-?(?P<d>\d\d))?)?")
_READING = re.compile(r"\b\d{1,3}[- ]?min(?:ute)?s?(?: read)?\b")  # how long the article takes
_PARTS = re.compile(r"\s+[|•·]\s+")
_WORDS = re.compile(r"[^\W_]+(?:['.][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class StampLine:
    """What a line of the header tells of time: the stamp (None: not settled by itself), and whether of an update."""

    stamp: Stamp | None
    updated: bool
    labelled: bool


@dataclass(frozen=True, slots=True)
class _Day:
    start: int
    end: int
    day: date | None
    precision: Precision = Precision.DAY
    found: Found = Found.STATED
    clock: time | None = None
    zone: str | None = None
    offset: int | None = None


class StampReader:
    """Constructed with zones.toml, header.toml and calendar.toml (for the names of months and weekdays)."""

    def __init__(self, zones: Mapping[str, Any], header: Mapping[str, Any], calendar: Mapping[str, Any]) -> None:
        self._zones: dict[str, int | str] = dict(zones["zones"])
        self._month_first = frozenset(zones["numeric"]["month_first"])
        self._day_first = frozenset(zones["numeric"]["day_first"])
        self._months = _months(calendar["months"], header["months"])
        names = "|".join(sorted(map(re.escape, self._months), key=len, reverse=True))
        ordinal, year = r"(?:st|nd|rd|th)?", r"(?P<y>(?:19|20)\d\d)(?=\b|\d{1,2}:\d\d)"  # "20245:27 PM", glued
        self._named = (
            re.compile(
                rf"\b(?P<mon>{names})\b\.?\s?(?:-\s)?(?P<d>\d{{1,2}}){ordinal},?\s{{1,3}}(?:-\s)?{year}", re.IGNORECASE
            ),
            re.compile(
                rf"(?<!\d)(?P<d>\d{{1,2}}){ordinal}[\s-](?:of\s|de\s)?(?P<mon>{names})\b\.?,?[\s-](?:de\s)?{year}",
                re.IGNORECASE,
            ),
        )
        self._yearless = re.compile(
            rf"\b(?:{names})\b\.?\s?\d{{1,2}}(?!\d)|(?<!\d)\d{{1,2}}\s(?:{names})\b\.?", re.IGNORECASE
        )
        self._month_only = re.compile(rf"\b(?P<mon>{names})\b\.?,?\s(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE)
        self._zone = re.compile(
            "|".join(
                rf"(?<![^\W_]){re.escape(name)}(?=$|[\W_]|(?-i:[A-Z][a-z]))"
                for name in sorted(self._zones, key=len, reverse=True)
                if name != "z"
            ),
            re.IGNORECASE,
        )
        self._by = re.compile(rf"(?:{'|'.join(map(re.escape, header['byline']['labels']))})\b", re.IGNORECASE)
        weekdays = {word.lower(): int(day) for day, names in calendar["weekdays"].items() for word in names}
        self._weekday = re.compile(rf"\b(?:{'|'.join(map(re.escape, weekdays))})\b", re.IGNORECASE)
        self._weekdays = weekdays
        stamp = header["stamp"]
        self._published, self._updated = _phrases(stamp["published"]), _phrases(stamp["updated"])
        self._fillers = weekdays.keys() | {word for phrase in stamp["fillers"] for word in phrase.split()}

    def read(self, line: str) -> StampLine | None:
        """What the line tells of time, or None where it is not a stamp: other words stand in it too."""
        if len(line) > _LONGEST or not any(char.isdigit() for char in line):
            return None
        days = list(self._days(line))
        if not days:
            return self._without_year(line)
        if not self._is_stamp(line, days):
            return self._in_parts(line)
        labels = [self._label(line, days, number) for number in range(len(days))]
        chosen = next((number for number, label in enumerate(labels) if label != "updated"), 0)
        stamp = _stamp(days[chosen])
        updated = labels[chosen] == "updated"
        if stamp is not None and updated:
            stamp = replace(stamp, found=Found.INFERRED)
        return StampLine(stamp, updated, labels[chosen] is not None)

    def _in_parts(self, line: str) -> StampLine | None:
        """The stamp among parts that a bar sets apart ("Edited by Ann Lee | Updated: 22/09/2024"): labelled, with a clock, or by a byline."""
        parts = _PARTS.split(line)
        signed = any(map(self._by.match, parts))
        read = ((self.read(part), signed and self._is_bare(part)) for part in parts if len(parts) > 1)
        told = (each for each, bare in read if each and each.stamp and (bare or each.labelled or each.stamp.clock))
        return next(told, None)

    def _is_bare(self, part: str) -> bool:
        """Whether a part of a line is a day and nothing else."""
        return not self._stray_words(part, list(self._days(part)))

    def _without_year(self, line: str) -> StampLine | None:
        """A day and a clock and nothing else, without a year: a stamp that settles nothing."""
        days = [_Day(found.start(), found.end(), None) for found in self._yearless.finditer(line)]
        if not days or find_clock(line) is None or self._stray_words(line, days):
            return None
        return StampLine(None, updated=False, labelled=False)

    def value(self, text: str) -> Stamp | None:
        """The stamp of a field's value (ISO 8601, RFC 2822, Unix time or as a page prints it); None if it is none."""
        text = text.strip()[:_LONGEST]
        days = list(self._days(text))
        return _stamp(days[0]) if days else _of_digits(text)

    def days(self, text: str) -> list[Stamp]:
        """The days that a text prints in full, with their years, by time."""
        found = [stamp for day in self._bare_days(text) if day.precision is Precision.DAY and (stamp := _stamp(day))]
        return sorted(found, key=lambda stamp: stamp.day)

    def _days(self, line: str) -> Iterator[_Day]:
        """The days of a line in order, each with the clock and zone that stand beside it."""
        found = sorted(self._bare_days(line), key=lambda day: (day.start, -day.end))
        end = 0
        for number, day in enumerate(found):
            if day.start < end:
                continue
            until = found[number + 1].start if number + 1 < len(found) else len(line)
            yield self._timed(line, day, end, until)
            end = day.end

    def _bare_days(self, line: str) -> Iterator[_Day]:
        for match in (*_ISO.finditer(line), *_EAST.finditer(line)):
            day = _day(match["y"], int(match["m"]), match["d"])
            if day:
                yield _Day(match.start(), match.end(), day)
        named = [match for pattern in self._named for match in pattern.finditer(line)]
        for match in named:
            day = _day(match["y"], self._months[match["mon"].lower()], match["d"])
            if day:
                yield _Day(match.start(), match.end(), day)
        if not named:
            for match in self._month_only.finditer(line):
                first = _day(match["y"], self._months[match["mon"].lower()], "1")
                yield _Day(match.start(), match.end(), first, Precision.MONTH)
        for match in _NUMERIC.finditer(line):
            yield self._numeric(line, match, match["y"])
        if self._is_labelled(line):
            for match in _SHORT.finditer(line):
                yield self._numeric(line, match, f"20{match['y']}")

    def _is_labelled(self, line: str) -> bool:
        lower = line.lower()
        return self._published.search(lower) is not None or self._updated.search(lower) is not None

    def _numeric(self, line: str, match: re.Match[str], year: str) -> _Day:
        """11/1/2023: settled where one number is over 12 or both are the same, else by the zone printed."""
        one, two = int(match["one"]), int(match["two"])
        zone = self._zone.search(line)
        name = zone.group().lower() if zone else ""
        found = Found.STATED if one > 12 or two > 12 or one == two else Found.INFERRED
        day_first, month_first = _day(year, two, match["one"]), _day(year, one, match["two"])
        if weekday := self._weekday.search(line):
            wanted = self._weekdays[weekday[0].lower()]
            fitting = {day for day in (day_first, month_first) if day and day.weekday() == wanted}
            if len(fitting) == 1:
                return _Day(match.start(), match.end(), fitting.pop(), found=Found.INFERRED)
        if one > 12 or (two <= 12 and name in self._day_first):
            day = day_first
        elif two > 12 or one == two or name in self._month_first:
            day = month_first
        else:
            day = None
        return _Day(match.start(), match.end(), day, found=found)

    def _timed(self, line: str, day: _Day, since: int, until: int) -> _Day:
        if day.precision is not Precision.DAY or day.day is None:
            return day
        iso = _ISO.match(line, day.start)
        if iso and iso["h"]:
            clock = clock_of(int(iso["h"]), int(iso["min"]), None)
            zone, offset = self._zone_of(iso["z"] or line[day.end : day.end + 12], day.day)
            return replace(day, clock=clock, zone=zone, offset=offset)
        after, before = line[day.end : min(until, day.end + _TAIL)], line[max(since, day.start - _TAIL) : day.start]
        for beside in (after, before):
            clock = find_clock(beside)
            if clock:
                zone, offset = self._zone_of(beside, day.day)
                return replace(day, clock=clock, zone=zone, offset=offset)
        return day

    def _zone_of(self, text: str, day: date) -> tuple[str | None, int | None]:
        shift = SHIFT.search(text)
        if shift:
            return shift.group().strip(), minutes_of(shift)
        if text.strip() == "Z":
            return "UTC", 0
        match = self._zone.search(text)
        if match is None:
            return None, None
        meaning = self._zones[match.group().lower()]
        if isinstance(meaning, int):
            return match.group(), meaning
        return match.group(), None if meaning == "?" else offset_on(meaning, day)

    def _label(self, line: str, days: Sequence[_Day], number: int) -> str | None:
        """Tells "updated" or "published" where a word before the day says so."""
        since = days[number - 1].end if number else 0
        lead = line[since : days[number].start].lower()
        if self._updated.search(lead):
            return "updated"
        return "published" if self._published.search(lead) else None

    def _is_stamp(self, line: str, days: Sequence[_Day]) -> bool:
        """Whether few other words stand in the line; beside a clock, names may ("KYODO NEWS - …")."""
        stray = self._stray_words(line, days)
        if len(stray) <= _STRAY_WORDS:
            return True
        return days[0].clock is not None and len(stray) <= _STRAY_NAMES and not any(word in line for word in stray)

    def _stray_words(self, line: str, days: Sequence[_Day]) -> list[str]:
        """The words of the line that belong to no stamp, in lower case."""
        pieces, end = [], 0
        for day in days:
            pieces.append(line[end : day.start])
            end = day.end
        rest = " ".join([*pieces, line[end:]]).lower()
        for pattern in (_READING, self._updated, self._published, SHIFT, self._zone, CLOCK):
            rest = pattern.sub(" ", rest)
        return [word for word in _WORDS.findall(rest) if word not in self._fillers]


def _months(*tables: Mapping[str, Sequence[str]]) -> dict[str, int]:
    return {name.lower(): int(number) for table in tables for number, names in table.items() for name in names}


def _phrases(phrases: Sequence[str]) -> re.Pattern[str]:
    longest = sorted(phrases, key=len, reverse=True)
    return re.compile("|".join(rf"(?<![^\W_]){re.escape(phrase)}(?![^\W_a-z])" for phrase in longest))


def _day(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


def _of_digits(text: str) -> Stamp | None:
    """The stamp of "2024", "2024-01", "20240112" or seconds or milliseconds since 1970."""
    if _UNIX.fullmatch(text):
        moment = datetime.fromtimestamp(int(text[:10]), UTC)
        return Stamp(moment.date(), Precision.MINUTE, Found.STATED, moment.time().replace(second=0), "UTC", 0)
    found = _DIGITS.fullmatch(text)
    day = _day(found["y"], int(found["m"] or 1), found["d"] or "1") if found else None
    if found is None or day is None:
        return None
    precision = Precision.DAY if found["d"] else Precision.MONTH if found["m"] else Precision.YEAR
    return Stamp(day, precision, Found.STATED)


def _stamp(day: _Day) -> Stamp | None:
    if day.day is None:
        return None
    precision = Precision.MINUTE if day.clock else day.precision
    return Stamp(day.day, precision, day.found, day.clock, day.zone, day.offset)
