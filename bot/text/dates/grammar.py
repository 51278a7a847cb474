"""Finds the printed times of a text: where an anchor word stands, the rules for it are tried in turn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.text.dates.nearby import NearbyRules, side_of
from bot.text.dates.patterns import Patterns
from bot.text.dates.printed import Form, Printed
from bot.text.dates.words import Calendar

WHOLE_SHORT = frozenset({"may", "june", "july"})  # names as short as abbreviations
ABBREVIATED = 4  # letters of the longest short form, "Sept"
LEAD = re.compile(r"(\w+)[\s\"“(-]{1,3}$")
NAME_AFTER = re.compile(r"\s[A-Z]|-[a-z]")  # "April Smith", "Mar-a-Lago"
BETWEEN = re.compile(r"(?:between|from)\s{1,2}(?:the\s)?$", re.IGNORECASE)


class Grammar:
    """Reads printed times; `read` yields them in order, never overlapping."""

    def __init__(self, calendar: Calendar, *, loose: bool = False) -> None:
        """``loose`` takes names in small letters, as people type them in questions."""
        self._calendar = calendar
        self._loose = loose
        self._patterns = Patterns(calendar, loose=loose)
        self._nearby = NearbyRules(calendar, self._patterns)
        self._leads = frozenset(calendar.table["bare_months"]["leads"])

    def read(self, body: str) -> Iterator[Printed]:
        """Every printed time of ``body``, in order."""
        behind_blank = f" {body}"  # the anchor's place in the body is that of the character before it in here
        position = 0
        while anchor := self._patterns.anchor.search(behind_blank, position):
            found = self._at(body, anchor.start(), anchor.lastgroup or "word")
            position = anchor.end() - 1
            if found is not None:
                found = self._ranged(body, found)
                yield found
                position = max(found.end, position)

    def _at(self, body: str, at: int, kind: str) -> Printed | None:
        if kind == "weekday":
            return self._from_weekday(body, at)
        if kind == "month":
            return self._with_weekday_after(body, self._date(body, at)) or self._bare_month(body, at)
        if kind == "number":
            return (
                self._days_of_month(body, at)
                or self._with_weekday_after(body, self._date(body, at))
                or self._nearby.number(body, at)
                or self._year(body, at)
            )
        if kind == "part":
            return self._part(body, at) or self._nearby.word(body, at)
        if kind == "side":
            return self._nearby.near_day(body, at) or self._nearby.sided(body, at) or self._nearby.word(body, at)
        return self._japanese(body, at) or self._named(body, at) or self._nearby.word(body, at)

    def _from_weekday(self, body: str, at: int) -> Printed | None:
        """A weekday ("Friday"), or one with the date it belongs to: "Friday, Jan. 12", "Wednesday (11/1/2023)"."""
        if beside := self._patterns.weekday_beside.match(body, at):
            dated = self._date(body, beside.end())
            if dated and dated.names_day:
                closed = "(" in beside["open"] or "（" in beside["open"]
                end = dated.end + (1 if closed and body[dated.end : dated.end + 1] in {")", "）"} else 0)
                return replace(dated, start=at, end=end, weekday=self._calendar.weekday(beside["wd"]))
        if (plain := self._patterns.weekday.match(body, at)) and not self._is_name(body, at):
            return Printed(at, plain.end(), Form.WEEKDAY, weekday=self._calendar.weekday(plain["wd"]))
        return None

    def _is_name(self, body: str, at: int) -> bool:
        """Whether the weekday belongs to a name: "Super Tuesday"."""
        before = LEAD.search(body[max(0, at - 12) : at])
        return before is not None and before[1] in self._calendar.named_weekdays

    def _with_weekday_after(self, body: str, dated: Printed | None) -> Printed | None:
        if dated and dated.names_day and (after := self._patterns.weekday_after.match(body, dated.end)):
            word = next(group for group in after.groups() if group)
            return replace(dated, end=after.end(), weekday=self._calendar.weekday(word))
        return dated

    def _date(self, body: str, at: int) -> Printed | None:
        """A date in any order, or a month with its year."""
        return self._month_first(body, at) or self._digits_first(body, at) or self._japanese(body, at)

    def _month_first(self, body: str, at: int) -> Printed | None:
        if m := self._patterns.month_day.match(body, at):
            return self._day_of(m, self._calendar.month(m["mon"]), int(m["d"]), m["y"], m["near"])
        if m := self._patterns.month_year.match(body, at):
            month = self._calendar.month(m["mon"])
            if m["y"]:
                return Printed(at, m.end(), Form.MONTH, year=int(m["y"]), month=month)
            return Printed(
                at,
                m.end(),
                Form.MONTH,
                month=month,
                side=side_of(m["near"]),
                unit="year",
            )
        return None

    @staticmethod
    def _day_of(m: re.Match[str], month: int, day: int, year: str | None, near: str | None = None) -> Printed:
        form = Form.DAY if year else Form.MONTH_DAY
        side = side_of(near) if near else None
        end = ending(m.string, m) if m.group().endswith(".") else m.end()
        return Printed(m.start(), end, form, year=int(year) if year else None, month=month, day=day, side=side)

    def _digits_first(self, body: str, at: int) -> Printed | None:
        if m := self._patterns.day_month.match(body, at):
            return self._day_of(m, self._calendar.month(m["mon"]), int(m["d"]), m["y"], m["near"])
        if m := self._patterns.iso.match(body, at):
            return self._day_of(m, int(m["m"]), int(m["d"]), m["y"])
        if m := self._patterns.numeric.match(body, at):
            return self._numeric(m)
        return None

    def _days_of_month(self, body: str, at: int) -> Printed | None:
        """A range of days before their month: "11–13 January 2024"."""
        m = self._patterns.days_month.match(body, at)
        if m is None or int(m["first"]) >= int(m["d"]):
            return None
        last = self._day_of(m, self._calendar.month(m["mon"]), int(m["d"]), m["y"])
        return replace(last, day=int(m["first"]), until=last)

    @staticmethod
    def _numeric(m: re.Match[str]) -> Printed | None:
        """11/1/2023 with both orders, 13/1/2023 with the one that is possible; the American order first."""
        a, b = int(m["a"]), int(m["b"] or m["b2"])
        year = int(m["y"] or f"20{m['y2']}")
        orders = [(month, day) for month, day in ((a, b), (b, a)) if 1 <= month <= 12 and 1 <= day <= 31]
        if not orders:
            return None
        month, day = orders[0]
        if len(set(orders)) == 1:
            return Printed(m.start(), m.end(), Form.DAY, year=year, month=month, day=day)
        return Printed(m.start(), m.end(), Form.NUMERIC, year=year, month=month, day=day, other=orders[1])

    def _japanese(self, body: str, at: int) -> Printed | None:
        """2024年1月12日, 令和6年1月, 1月12日, Reiwa 6."""
        if m := self._patterns.japanese.match(body, at):
            month, day = m["m"] or m["m2"], m["d"] or m["d2"]
            year = (m["y"] and int(m["y"])) or self._era_year(m)
            form = (Form.DAY if year else Form.MONTH_DAY) if day else Form.MONTH if month else Form.YEAR
            return Printed(
                at, m.end(), form, year=year, month=int(month) if month else None, day=int(day) if day else None
            )
        if m := self._patterns.era.match(body, at):
            return Printed(at, m.end(), Form.YEAR, year=self._era_year(m))
        return None

    def _era_year(self, m: re.Match[str]) -> int | None:
        if not m["era"]:
            return None
        return self._calendar.eras[m["era"].lower()] + (1 if m["n"] == "元" else int(m["n"])) - 1

    def _named(self, body: str, at: int) -> Printed | None:
        if m := self._patterns.named.match(body, at):
            month, day = self._calendar.named[" ".join(m["name"].lower().split())]
            return self._day_of(m, month, day, m["y"])
        return None

    def _bare_month(self, body: str, at: int) -> Printed | None:
        """A month alone; one that may be a word or a name only after "in", "since" and their kin."""
        m = self._patterns.month.match(body, at)
        if m is None:
            return None
        word = m["mon"].lower()
        if word in self._calendar.doubtful or m.end("mon") - at < 4:
            lead = LEAD.search(body[max(0, at - 20) : at])
            if not lead or lead[1].lower() not in self._leads or NAME_AFTER.match(body, m.end("mon")):
                return None
        return Printed(at, ending(body, m), Form.MONTH, month=self._calendar.month(word))

    def _year(self, body: str, at: int) -> Printed | None:
        if m := self._patterns.year.match(body, at):
            return Printed(at, m.end(), Form.YEAR, year=int(m["y"]))
        return None

    def _part(self, body: str, at: int) -> Printed | None:
        """Parts: "early January", "mid-2023", "the end of the year", "late last month"."""
        m = self._patterns.part.match(body, at)
        if m is None:
            return None
        part = self._calendar.parts[" ".join(m["part"].lower().split())]
        whole = self._whole(body, m.end())
        return replace(whole, start=at, part=part) if whole else None

    def _whole(self, body: str, at: int) -> Printed | None:
        near = self._patterns.part_near.match(body, at)
        if near:
            shift = side_of(near["near"]) if near["near"] else 0
            return Printed(at, near.end(), Form.NEAR_STRETCH, unit=near["unit"].lower(), shift=shift)
        if m := self._patterns.weekday.match(body, at):
            return Printed(at, m.end(), Form.WEEKDAY, weekday=self._calendar.weekday(m["wd"]))
        found = self._month_first(body, at) or self._nearby.span_of_years(body, at) or self._year(body, at)
        if found is None and (m := self._patterns.month.match(body, at)):
            found = Printed(at, ending(body, m), Form.MONTH, month=self._calendar.month(m["mon"]))
        return None if found and found.names_day else found

    def _ranged(self, body: str, first: Printed) -> Printed:
        """The range that begins with ``first`` ("Jan. 11-13", "from 2013 to 2017"), else ``first``."""
        if first.until or first.form in {Form.DURATION, Form.ANAPHORA, Form.NEAR_DAY, Form.NEAR_STRETCH}:
            return first
        joiner = self._patterns.joiner.match(body, first.end)
        if joiner is None and BETWEEN.search(body[max(0, first.start - 14) : first.start]):
            joiner = self._patterns.and_joiner.match(body, first.end)
        last = self._range_end(body, joiner.end(), first) if joiner else None
        return replace(first, end=last.end, until=last) if last else first

    def _range_end(self, body: str, at: int, first: Printed) -> Printed | None:
        if first.form in {Form.MONTH_DAY, Form.DAY} and (m := self._patterns.bare_day.match(body, at)):
            full = self._date(body, at)
            if full is None:
                return self._bare_end(body, m, first)
        last = self._date(body, at) if not self._patterns.weekday.match(body, at) else self._from_weekday(body, at)
        last = last or (self._year(body, at) if first.form is Form.YEAR else None)
        if last is None and first.form is Form.MONTH and (m := self._patterns.month.match(body, at)):
            last = Printed(at, ending(body, m), Form.MONTH, month=self._calendar.month(m["mon"]))
        return last if last and fits(first, last) else None

    def _bare_end(self, body: str, m: re.Match[str], first: Printed) -> Printed | None:
        """The 13 of "Jan. 11-13, 2024": the month is the first one's, the year may follow."""
        if first.year is not None:
            return None
        year = re.compile(r",?\s{1,2}(20\d\d|19\d\d)(?!\w|[.,]\d)").match(body, m.end())
        end, printed = (year.end(), int(year[1])) if year else (m.end(), None)
        return Printed(
            m.start(), end, Form.DAY if printed else Form.MONTH_DAY, year=printed, month=first.month, day=int(m["d"])
        )


def ending(body: str, month: re.Match[str]) -> int:
    """Where a month's name ends: the full stop of "Jan." belongs to it, that of a sentence not."""
    short = month["mon"].lower() not in WHOLE_SHORT and len(month["mon"]) <= ABBREVIATED
    return month.end() if short and body[month.end() - 1] == "." else month.end("mon")


def fits(first: Printed, last: Printed) -> bool:
    """Whether the two can be the ends of one range: days with days, months with months, years with years."""
    days = {Form.DAY, Form.MONTH_DAY}
    if first.form in days and last.form in days:
        return not (first.form is Form.DAY and last.form is Form.MONTH_DAY and first.year is None)
    return first.form is last.form and first.form in {Form.MONTH, Form.YEAR, Form.WEEKDAY}
