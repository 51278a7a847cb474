"""Numbers of a text with what they measure: money, shares, counts, lengths of time, ages, the clock, distances, weights.

A number is found by its core (digits, or a number spelled out); what stands behind and before it tells
what it measures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.models import Span


class Amount(StrEnum):
    """What a number measures."""

    MONEY = "money"
    PERCENT = "percent"
    DURATION = "duration"
    AGE = "age"
    CLOCK = "clock"
    MEASURE = "measure"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed, with its unit where that is part of it: "two", "$55 billion", "seven decades", "30 miles"."""

    span: Span
    text: str
    amount: Amount


_SPELLED = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands dozen dozens million millions billion "
    "billions trillion half several a an"
).split()
_CORE = re.compile(
    r"(?<![\w.,-])(?P<currency>(?:US|A|C|NZ|HK)?[$€£¥₩]\s?)?(?P<digits>\d+(?:,\d{3})*(?:\.\d+)?)(?![Gg]\b)"
    rf"|(?<![\w-])(?P<spelled>{'|'.join(sorted(_SPELLED, key=len, reverse=True))})(?![\w’'])"
    r"|(?<![\w-])(?P<bare>week|day|month|year|hour|decade)(?=-?long\b)",
    re.IGNORECASE,
)
_SCALE = re.compile(
    r"(?:[ -](?:hundred|thousand|million|billion|trillion|bn|mn|dozen|one|two|three|four|five|six|seven|eight|nine)\b){0,3}",
    re.IGNORECASE,
)
_UNITS = (
    (Amount.PERCENT, re.compile(r"\s?%|[ -](?:percent|per\s+cent|percentage\s+points?)\b", re.IGNORECASE)),
    (Amount.CLOCK, re.compile(r":\d\d(?:\s?[ap]\.?m\b\.?)?|\s?[ap]\.?m\b\.?|\s+o['’]clock\b", re.IGNORECASE)),
    (Amount.AGE, re.compile(r"[ -]years?(?:(?:\s+and|,)\s+\d{1,3}\s+(?:days|months))?[ -]old\b", re.IGNORECASE)),
    (
        Amount.DURATION,
        re.compile(
            r"[ -](?:full\s+|straight\s+|consecutive\s+)?(?:second|minute|hour|day|night|week|month|year|decade|generation)s?\b(?:-long)?"
            r"|[ -]centur(?:y|ies)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Amount.MONEY,
        re.compile(r"\s+(?:U\.?S\.?\s+)?(?:dollars?|yen|euros?|pounds|won|yuan|rupees?|cents?)\b", re.IGNORECASE),
    ),
    (
        Amount.MEASURE,
        re.compile(
            r"[ -](?:square\s+|cubic\s+|nautical\s+|metric\s+)?"
            r"(?:(?:kilo|centi|milli)?met(?:er|re)s?|miles?|f(?:ee|oo)t|inch(?:es)?|yards?|acres?|hectares?"
            r"|(?:kilo)?grams?|ton(?:ne)?s?|lit(?:er|re)s?|gallons?|barrels?|knots?|degrees?|(?:kilo|mega|giga)watts?)\b"
            r"(?:\s+per\s+(?:hour|second|day)\b|\s+an\s+hour\b)?"
            r"|\s?(?:km/h|km|kg|mph|kph|mm|cm)\b",
            re.IGNORECASE,
        ),
    ),
)
_LONG = re.compile(r"-?long\b", re.IGNORECASE)
_HEDGE = re.compile(
    r"(?:(?:more|less|fewer)\s+than|at\s+least|up\s+to|over|about|around|some|nearly|almost|roughly|approximately)\s+(?:an?\s+)?$",
    re.IGNORECASE,
)
_AGED = re.compile(r"(?:\baged?\s+(?:of\s+)?|,\s)$", re.IGNORECASE)


def find_numbers(text: str, offset: int = 0) -> tuple[Number, ...]:
    """The numbers of ``text`` in order, none inside another; ``offset`` is added to each span."""
    out: list[Number] = []
    reached = 0
    for core in _CORE.finditer(text):
        if core.start() < reached:
            continue
        number = _read(text, core, reached)
        if number:
            out.append(Number(Span(number.span.start + offset, number.span.end + offset), number.text, number.amount))
            reached = number.span.end
    return tuple(out)


def _read(text: str, core: re.Match[str], reached: int) -> Number | None:
    """The number whose core was found, with its scale, unit and hedge."""
    if core["bare"]:
        long = _LONG.match(text, core.end())
        return _number(text, core.start(), long.end() if long else core.end(), Amount.DURATION, reached)
    scaled = _SCALE.match(text, core.end())
    end = scaled.end() if scaled else core.end()
    article = (core["spelled"] or "").lower() in ("a", "an")
    if core["currency"]:
        return _number(text, core.start(), end, Amount.MONEY, reached)
    for amount, unit in _UNITS:
        found = unit.match(text, end)
        if found:
            return _number(text, core.start(), found.end(), amount, reached)
    if article and end == core.end():
        return None
    aged = _AGED.search(text, max(reached, core.start() - 12), core.start())
    if aged and core["digits"] and len(core["digits"]) == 2 and text[end : end + 1] in (",", ".", ""):
        return _number(text, core.start(), end, Amount.AGE, reached)
    return _number(text, core.start(), end, Amount.COUNT, reached)


def _number(text: str, start: int, end: int, amount: Amount, reached: int) -> Number:
    hedge = _HEDGE.search(text, max(reached, start - 22), start)
    begin = hedge.start() if hedge else start
    return Number(Span(begin, end), text[begin:end], amount)
