"""What the times of one article tell of each other: the order of numeric dates, a weekday's date, the same day."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace

from bot.models import DateMention, DayChoice, Days, Found, Precision
from bot.text.dates.context import Base
from bot.text.dates.printed import Form, Printed
from bot.text.dates.show import WEEKDAYS
from bot.text.dates.spans import moved
from bot.text.dates.tense import Tense

TenseAt = Callable[[Printed], Tense]


def agree(
    body: str, printed: Sequence[Printed], mentions: Sequence[DateMention], base: Base | None, tense: TenseAt
) -> tuple[DateMention, ...]:
    """The mentions with what they learn from each other; nothing that the article states is changed."""
    agreed = _same_order(body, printed, mentions)
    agreed = _years(printed, agreed)
    agreed = _weekdays(printed, agreed, base, tense)
    return tuple(_same_day(printed, agreed))


def _same_order(body: str, printed: Sequence[Printed], mentions: Sequence[DateMention]) -> list[DateMention]:
    """One order of numbers in an article: 13/1/2023 settles 11/1/2023."""
    orders = {_order(body[p.start : p.end]): body[p.start : p.end] for p in printed if p.form is Form.DAY}
    told = {order: text for order, text in orders.items() if order}
    if len(told) != 1:
        return list(mentions)
    order, text = next(iter(told.items()))
    return [
        _kept(m, order, text) if p.form is Form.NUMERIC and len(m.candidates) > 1 else m
        for p, m in zip(printed, mentions, strict=True)
    ]


def _order(text: str) -> str | None:
    """The order that a numeric date shows by itself: "day" or "month" first."""
    numbers = text.strip("()").replace("-", "/").replace(".", "/").split("/")
    if len(numbers) != 3 or not (numbers[0].isdecimal() and numbers[1].isdecimal()) or len(numbers[0]) > 2:
        return None
    if numbers[0] == numbers[1]:
        return None
    return "day before month" if int(numbers[0]) > 12 else "month before day" if int(numbers[1]) > 12 else None


def _kept(mention: DateMention, order: str, text: str) -> DateMention:
    kept = [c for c in mention.candidates if c.how == order]
    return (
        replace(mention, candidates=(replace(kept[0], how=f"{order}, as in {text} in this article"),))
        if kept
        else mention
    )


def _years(printed: Sequence[Printed], mentions: list[DateMention]) -> list[DateMention]:
    """A day without its year that the article gives the year of elsewhere: "Jan. 6" where "Jan. 6, 2021" is printed."""
    told = _alike(
        ((p.month, p.day), m) for p, m in zip(printed, mentions, strict=True) if p.form is Form.DAY and p.until is None
    )
    agreed = []
    for p, m in zip(printed, mentions, strict=True):
        bare = p.form is Form.MONTH_DAY and p.until is None and p.side is None
        first = told.get((p.month, p.day)) if bare else None
        how = f"the year as in {first.text} in this article" if first else ""
        agreed.append(replace(m, candidates=_copied(first, how)) if first else m)
    return agreed


def _alike(pairs: Iterable[tuple[Hashable, DateMention]]) -> dict[Hashable, DateMention]:
    """The first mention of each key whose mentions all have the same readings."""
    first: dict[Hashable, DateMention] = {}
    differ = set()
    for key, mention in pairs:
        if mention.candidates:
            known = first.setdefault(key, mention)
            if [c.days for c in known.candidates] != [c.days for c in mention.candidates]:
                differ.add(key)
    return {key: mention for key, mention in first.items() if key not in differ}


def _weekdays(
    printed: Sequence[Printed], mentions: list[DateMention], base: Base | None, tense: TenseAt
) -> list[DateMention]:
    """A weekday that the article gives a date for elsewhere, or that stands near the one day it dates."""
    full = {Form.DAY, Form.NUMERIC}
    dated = [
        m
        for p, m in zip(printed, mentions, strict=True)
        if p.form in full and p.until is None and p.weekday is not None
    ]
    by_weekday = _alike((m.weekday, m) for m in dated)
    alone = _alike(("", m) for m in dated).get("") if base is None else None
    agreed = []
    for p, m in zip(printed, mentions, strict=True):
        plain = p.form is Form.WEEKDAY and p.until is None and p.side is None
        same = by_weekday.get(p.weekday) if plain else None
        if same and (base is None or not m.candidates or _near(m, same)):
            agreed.append(replace(m, candidates=_copied(same, f"as {same.text} in this article")))
        elif plain and alone:
            agreed.append(replace(m, candidates=_beside(p, alone, tense(p))))
        else:
            agreed.append(m)
    return agreed


def _near(mention: DateMention, anchor: DateMention) -> bool:
    """Whether the date given for the weekday is within a week of what publication makes of it."""
    return any(abs((a.days.first - c.days.first).days) <= 7 for a in anchor.candidates for c in mention.candidates)


def _copied(anchor: DateMention, how: str) -> tuple[DayChoice, ...]:
    return tuple(
        DayChoice(c.days, c.precision, Found.INFERRED, f"{how} ({c.how})" if len(anchor.candidates) > 1 else how)
        for c in anchor.candidates
    )


def _beside(p: Printed, anchor: DateMention, tense: Tense) -> tuple[DayChoice, ...]:
    """In an undated article: the weekday after, or before, the day that it dates."""
    choices = []
    for c in anchor.candidates:
        gap = ((p.weekday or 0) - c.days.first.weekday()) % 7
        day = moved(c.days.first, gap if tense is Tense.FUTURE else gap - 7 if gap else 0)
        if day and tense is not Tense.OPEN:
            where = "after" if tense is Tense.FUTURE else "before"
            order = f" ({c.how})" if len(anchor.candidates) > 1 else ""
            choices.append(
                DayChoice(
                    Days.single(day),
                    Precision.DAY,
                    Found.INFERRED,
                    f"the {WEEKDAYS[day.weekday()]} {where} {anchor.text} in this article{order}",
                )
            )
    return tuple(choices)


def _same_day(printed: Sequence[Printed], mentions: list[DateMention]) -> list[DateMention]:
    """Anaphora such as "the same day", "the next day": counted from the day spoken of last."""
    agreed: list[DateMention] = []
    last: DateMention | None = None
    for p, m in zip(printed, mentions, strict=True):
        if p.form is Form.ANAPHORA and last is not None:
            m = replace(m, candidates=_shifted(last, p.shift))  # noqa: PLW2901
        single = bool(m.candidates) and all(c.days.is_day for c in m.candidates)
        if single:
            last = m
        elif p.form is Form.WEEKDAY or p.names_day:
            last = None  # a day that is spoken of, but not placed
        agreed.append(m)
    return agreed


def _shifted(anchor: DateMention, shift: int) -> tuple[DayChoice, ...]:
    how = f"counted from {anchor.text!r} before it"
    days = [day for c in anchor.candidates if (day := moved(c.days.first, shift))]
    return tuple(DayChoice(Days.single(day), Precision.DAY, Found.INFERRED, how) for day in days)
