"""A time as it is printed, before it is placed: the parts that the words give, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Form(Enum):
    """What kind of time the words tell."""

    DAY = auto()  # year, month and day
    NUMERIC = auto()  # 11/1/2023: two orders
    MONTH_DAY = auto()
    MONTH = auto()  # with or without a year
    YEAR = auto()
    DECADE = auto()
    SEASON = auto()
    QUARTER = auto()
    FISCAL = auto()
    WEEKDAY = auto()
    NEAR_DAY = auto()  # today, yesterday, two days ago: `shift` days from publication
    NEAR_STRETCH = auto()  # this week, last month: `shift` units from publication
    ANAPHORA = auto()  # the same day: `shift` days from the day spoken of last
    DURATION = auto()


@dataclass(frozen=True, slots=True)
class Printed:
    """The parts of a printed time; ``start`` and ``end`` are its characters in the body.

    ``other`` is the other (month, day) of a numeric date. ``side`` is -1 for "last", 0 for "this",
    1 for "next". ``until`` is the end of a range.
    """

    start: int
    end: int
    form: Form
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    other: tuple[int, int] | None = None
    part: str | None = None
    side: int | None = None
    shift: int = 0
    years: int = 0  # counted back before that: "ten years ago today"
    unit: str | None = None
    until: Printed | None = None

    @property
    def names_day(self) -> bool:
        """Whether the words name a single day, with or without its year."""
        return self.form in {Form.DAY, Form.NUMERIC, Form.MONTH_DAY}
