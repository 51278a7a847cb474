"""Which of several days, years or seasons is meant by words that leave it open: the nearest in the sense of the tense."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.models import Days
from bot.text.dates.printed import Form, Printed
from bot.text.dates.spans import months_from
from bot.text.dates.tense import Tense

FAR, SOON = 300, 45  # days: a day so long past is rather the coming one so near


def nearest(days: list[date], base: date, tense: Tense, *, strict: bool = False) -> date | None:
    """The nearest of the days in the sense of the tense; a past one a year off gives way to a coming one near by."""
    behind, ahead = [d for d in days if d <= base], [d for d in days if d >= base]
    if tense is Tense.PAST and behind:
        late = max(behind)
        soon = min(ahead, default=None)
        return soon if soon and not strict and (base - late).days > FAR and (soon - base).days < SOON else late
    if tense is Tense.FUTURE and ahead:
        soon = min(ahead)
        past = max(behind, default=None)
        return past if past and not strict and (soon - base).days > FAR and (base - past).days < SOON else soon
    return min(days, key=lambda d: (abs((d - base).days), d), default=None)


def nearest_year(month: int, base: date, side: int | None, tense: Callable[[], Tense]) -> int:
    """The year of a month told without one: this month's own year is never far from publication."""
    month = (month - 1) % 12 + 1
    if side == -1:
        return base.year if month < base.month else base.year - 1
    if side == 1:
        return base.year if month > base.month else base.year + 1
    if month == base.month:
        return base.year
    if side is None and tense() is Tense.PAST:
        return base.year if month < base.month else base.year - 1
    if side is None and tense() is Tense.FUTURE:
        return base.year if month > base.month else base.year + 1
    gaps = {
        year: abs((year - base.year) * 12 + month - base.month) for year in (base.year - 1, base.year, base.year + 1)
    }
    return min(gaps, key=lambda year: (gaps[year], year))


def three_months(p: Printed, year: int) -> Days:
    """A quarter or season of a year; a winter is called by the year in which it ends."""
    winter = p.form is Form.SEASON and p.month == 12
    return months_from(year - 1 if winter and year > 1 else year, p.month or 1, 3)


def nearest_season(p: Printed, base: date, tense: Callable[[], Tense]) -> Days:
    """The season told without a year: the last one that is over, the next one that has not begun, or the one nearest."""
    seasons = [three_months(p, year) for year in range(base.year - 1, base.year + 3)]
    over, ahead = [s for s in seasons if s.last < base], [s for s in seasons if s.first > base]
    now = next((s for s in seasons if s.first <= base <= s.last), None)
    if p.side == -1 or (p.side is None and now is None and tense() is Tense.PAST):
        return over[-1] if over else seasons[0]
    if p.side == 1:
        return ahead[0]
    if now is None and p.side == 0 and tense() is not Tense.FUTURE:
        return over[-1]
    return now or ahead[0]


def weekday_steps(side: int | None, back: int, ahead: int, today: int, tense: Callable[[], Tense]) -> tuple[int, ...]:
    """Days from publication to the weekday, the likeliest first; "last" and "next" may skip the nearest one."""
    if side == -1:
        back = back or 7
        return (-back, -back - 7) if back <= today else (-back,)
    if side == 1:
        ahead = ahead or 7
        return (ahead, ahead + 7) if today + ahead <= 6 else (ahead,)
    if tense() is Tense.FUTURE:
        return (ahead,)
    return (-back,)
