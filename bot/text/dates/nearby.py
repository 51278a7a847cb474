"""The rules for times told from where one stands (last month, two days ago, early this year), and for stretches."""

from __future__ import annotations

import re

from bot.text.dates.patterns import Patterns
from bot.text.dates.printed import Form, Printed
from bot.text.dates.words import Calendar

SIDES = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "upcoming": 1,
    "following": 1,
}
THE = re.compile(r"\bthe\s$", re.IGNORECASE)
MID_SENTENCE_NAME = re.compile(r"[\w,]\s[A-Z]$")  # "the Today show"


def side_of(word: str) -> int:
    """-1 for "last" and its kin, 0 for "this", 1 for "next"; "this past" is -1."""
    return SIDES[word.lower().split()[-1]]


class NearbyRules:
    """Each rule is tried at one place and gives a printed time or None."""

    def __init__(self, calendar: Calendar, patterns: Patterns) -> None:
        """The rules share the grammar's patterns."""
        self._calendar = calendar
        self._patterns = patterns

    def number(self, body: str, at: int) -> Printed | None:
        """What begins with digits: "3 days ago", "the 1990s", "2013-17", "2024 fiscal year", "20 years"."""
        if m := self._patterns.year_fiscal.match(body, at):
            return Printed(at, m.end(), Form.FISCAL, year=int(m["y"]))
        return self._ago(body, at) or self._duration(body, at) or self.span_of_years(body, at)

    def span_of_years(self, body: str, at: int) -> Printed | None:
        """A decade, "2013-17", a season or a quarter with its year, or a fiscal year."""
        if m := self._patterns.decade.match(body, at):
            return Printed(at, m.end(), Form.DECADE, year=int(m["y"]))
        if m := self._patterns.years.match(body, at):
            first, last = int(m["y"]), int(m["y"][:2] + m["y2"])
            if last > first:
                return Printed(
                    at, m.end(), Form.YEAR, year=first, until=Printed(m.start("y2"), m.end(), Form.YEAR, year=last)
                )
        return self._season(body, at) or self._quarter(body, at) or self._fiscal(body, at)

    def word(self, body: str, at: int) -> Printed | None:
        """What begins with a word that is neither a month nor a weekday."""
        if day := self.near_day(body, at):
            return day
        if m := self._patterns.anaphora.match(body, at):
            shift = self._calendar.anaphora[" ".join(m["word"].lower().split())]
            return Printed(at, m.end(), Form.ANAPHORA, shift=shift, unit="day")
        if m := self._patterns.stretch.match(body, at):
            unit, step = self._calendar.stretches[m["word"]]
            return Printed(at, m.end(), Form.NEAR_STRETCH, unit=unit, shift=step)
        return self._ago(body, at) or self._duration(body, at) or self.span_of_years(body, at)

    def near_day(self, body: str, at: int) -> Printed | None:
        """A word for a day near to now: "yesterday", "last night" (but not "the last night")."""
        m = self._patterns.near_day.match(body, at)
        if (
            m is None
            or MID_SENTENCE_NAME.search(body[max(0, at - 3) : at + 1])
            or THE.search(body[max(0, at - 5) : at])
        ):
            return None
        return Printed(at, m.end(), Form.NEAR_DAY, shift=self._calendar.days[" ".join(m["word"].lower().split())])

    def sided(self, body: str, at: int) -> Printed | None:
        """From here: "last Friday", "next week", "this spring", "earlier this month", "the past four years"."""
        if m := self._patterns.moment.match(body, at):
            return self._moment(m)
        m = self._patterns.sided.match(body, at)
        the = body[max(0, at - 4) : at].lower() == "the "
        if (
            m
            and not (the and m["unit"] and m["side"].lower() in {"last", "past"})
            and not (m["unit"] and m["side"].lower() == "past")
        ):
            return self._sided_thing(m)
        if span := self._patterns.sided_span.match(body, at):
            return Printed(at - 4 if the else at, span.end(), Form.DURATION)
        return None

    @staticmethod
    def _moment(m: re.Match[str]) -> Printed:
        if m["when"]:
            return Printed(m.start(), m.end(), Form.NEAR_STRETCH, unit=m["unit"].lower(), part=m["when"].lower())
        part = "early" if m["part"].lower() == "early" else "late"
        return Printed(
            m.start(), m.end(), Form.NEAR_STRETCH, unit=m["unit2"].lower(), part=part, shift=side_of(m["near"])
        )

    def _sided_thing(self, m: re.Match[str]) -> Printed:
        side = side_of(m["side"])
        if m["wd"]:
            return Printed(m.start(), m.end(), Form.WEEKDAY, weekday=self._calendar.weekday(m["wd"]), side=side)
        if m["mon"]:
            return Printed(m.start(), m.end("mon"), Form.MONTH, month=self._calendar.month(m["mon"]), side=side)
        if m["season"]:
            return Printed(
                m.start(), m.end(), Form.SEASON, month=self._calendar.seasons[m["season"].lower()], side=side
            )
        if m["fiscal"]:
            return Printed(m.start(), m.end(), Form.FISCAL, side=side)
        return Printed(m.start(), m.end(), Form.NEAR_STRETCH, unit=m["unit"].lower(), shift=side)

    def _ago(self, body: str, at: int) -> Printed | None:
        m = self._patterns.ago.match(body, at)
        count = self._calendar.count(m["n"]) if m and "." not in m["n"] else None
        if m is None or count is None:
            return None
        unit, then = m["unit"].lower(), (m["then"] or "").lower()
        if then and unit == "year":
            return self._years_before(m, then, count)
        end = m.end("then") - len(then) - 1 if then else m.end()
        if unit == "day":
            return Printed(at, end, Form.NEAR_DAY, shift=-count)
        return Printed(at, end, Form.NEAR_STRETCH, unit=unit, shift=-count)

    def _years_before(self, m: re.Match[str], then: str, years: int) -> Printed:
        """A day or stretch some years before: "ten years ago today", "sixty years ago this week"."""
        if then in self._calendar.days:
            return Printed(m.start(), m.end(), Form.NEAR_DAY, shift=self._calendar.days[then], years=years)
        return Printed(m.start(), m.end(), Form.NEAR_STRETCH, unit=then.split()[1], years=years)

    def _duration(self, body: str, at: int) -> Printed | None:
        m = self._patterns.duration.match(body, at)
        return Printed(at, m.end(), Form.DURATION) if m else None

    def _season(self, body: str, at: int) -> Printed | None:
        m = self._patterns.season.match(body, at)
        if m is None:
            return None
        year, side = (int(m["y"]), None) if m["y"] else (None, side_of(m["near"]))
        return Printed(
            at,
            m.end(),
            Form.SEASON,
            year=year,
            month=self._calendar.seasons[m["season"].lower()],
            side=side,
            unit="year",
        )

    def _quarter(self, body: str, at: int) -> Printed | None:
        m = self._patterns.quarter.match(body, at)
        if m is None or not (m["y"] or m["near"] or m["nth"]):
            return None
        nth = int(m["q"]) if m["q"] else self._calendar.ordinals[m["nth"].lower()]
        side = side_of(m["near"]) if m["near"] else None
        return Printed(at, m.end(), Form.QUARTER, year=int(m["y"]) if m["y"] else None, month=3 * nth - 2, side=side)

    def _fiscal(self, body: str, at: int) -> Printed | None:
        m = self._patterns.fiscal.match(body, at)
        if m is None:
            return None
        year = int(m["y"]) if len(m["y"]) == 4 else 2000 + int(m["y"])
        last = year // 100 * 100 + int(m["y2"]) if m["y2"] else year
        until = Printed(m.start("y2"), m.end(), Form.FISCAL, year=last) if last > year else None
        return Printed(at, m.end(), Form.FISCAL, year=year, until=until)
