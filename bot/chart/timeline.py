"""What a timeline shows, and how it is handed to the child that draws it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import pairwise

from bot.child import Children

ROWS = 8
MODULE = "bot.chart"


@dataclass(frozen=True, slots=True)
class Mark:
    """One remark: who, on which day, and whether the words are the speaker's own."""

    who: str
    day: date
    direct: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """A title, and remarks in rows by speaker: the busiest `ROWS` have a row of their own."""

    title: str
    marks: tuple[Mark, ...]
    direct: str = "direct speech"
    reported: str = "reported speech"
    others: str = "others"
    tick: str = ""  # a day on the axis, of `year`, `month` and `day`; empty: "13 Jan" over the year

    def spoken(self) -> list[tuple[str, int]]:
        """The busiest speakers with the number of their remarks."""
        return Counter(mark.who for mark in self.marks).most_common(ROWS)

    def in_latin(self) -> Chart:
        """The chart with its own words in English, for fonts that have no others."""
        return Chart(self.title, self.marks)

    def dump(self) -> bytes:
        """As the child reads it."""
        return json.dumps(asdict(self), default=str).encode()

    @classmethod
    def load(cls, data: bytes) -> Chart:
        """From `dump`."""
        table = json.loads(data)
        marks = tuple(Mark(one["who"], date.fromisoformat(one["day"]), one["direct"]) for one in table.pop("marks"))
        return cls(marks=marks, **table)

    def rows(self) -> list[str]:
        """The rows' names, busiest first; what has no row of its own is under ``others``."""
        counts = Counter(mark.who for mark in self.marks)
        names = [name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
        return names if len(names) <= ROWS else [*names[: ROWS - 1], self.others]


async def draw(chart: Chart, children: Children) -> bytes:
    """The chart as a PNG. Raises `ChildFailed`."""
    return await children.run(MODULE, chart.dump())


def gaps(days: Sequence[date], least: timedelta = timedelta(days=60)) -> list[tuple[date, date]]:
    """Stretches of at least ``least`` without a remark."""
    ordered = sorted(set(days))
    return [(one, other) for one, other in pairwise(ordered) if other - one >= least]
