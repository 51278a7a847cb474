"""Figures that answer: the numbers of a passage that measure what is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.answer.things import Candidate
from bot.models import Span
from bot.retrieve.figures import SIGNS
from bot.retrieve.query import Query
from bot.retrieve.question import Wants
from bot.text.numbers import Amount, Number, find_numbers
from bot.text.tokens import Token, stem

NUMBERS = {
    Wants.MONEY: (Amount.MONEY, Amount.PERCENT),
    Wants.PERCENT: (Amount.PERCENT,),
    Wants.DURATION: (Amount.DURATION,),
    Wants.AGE: (Amount.AGE,),
    Wants.CLOCK: (Amount.CLOCK,),
    Wants.MEASURE: (Amount.MEASURE, Amount.PERCENT),
    Wants.COUNT: (Amount.COUNT, Amount.DURATION, Amount.PERCENT),
}
_CURRENCIES = {
    name: re.compile(rf"{re.escape(sign)}|\b{name}s?\b", re.IGNORECASE) for name, sign in (*SIGNS.items(), ("won", "₩"))
}
_VERBS = {"won": re.compile(r"\b(?:in|many|of|Korean)\s+won\b", re.IGNORECASE)}  # what is a currency there alone
_FAST = r"\b(?:knots?|mph|kph|km/h)\b|\b(?:per|an)\s+(?:hour|second)\b"
_LONG = (
    rf"^(?!.*(?:{_FAST})).*\b(?:(?:kilo|centi|milli)?met(?:er|re)s?|miles?|f(?:ee|oo)t|inch(?:es)?|yards?|km|cm|mm)\b"
)
_MEASURES = {
    "heavy": re.compile(r"(?:gram|ton(?:ne)?)s?\b|kg\b", re.IGNORECASE),
    "fast": re.compile(_FAST, re.IGNORECASE),
    **dict.fromkeys(("hot", "cold"), re.compile(r"\bdegrees?\b", re.IGNORECASE)),
    **dict.fromkeys(("far", "tall", "deep", "wide"), re.compile(_LONG, re.IGNORECASE)),
}
_HOW = re.compile(rf"\bhow\s+({'|'.join(_MEASURES)})\b", re.IGNORECASE)
OF_THEM = 0.6  # what a number of those named before is worth
_FROM = re.compile(r"(?<![\w.,$€£¥-])[$€£¥]?\d[\d,.]*(?:\sto\s|[–-])$")
_UP_TO = re.compile(r"(?:\sto\s|[–-])[$€£¥]?\d[\d,.]*\d?(?:\s(?:thousand|million|billion|trillion|percent))?")
_CHANGE = re.compile(r"\bfrom\s+(?:about\s+|some\s+)?$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
OF_ALL = 0.5  # … and of all of them, where a part is asked for
_OF_WHOM = re.compile(r"\bof\s+(?:whom|which|them|these|those)\s+(?:about\s+|some\s+|only\s+)?$", re.IGNORECASE)
_OF_THEM = re.compile(r"\s+of\s+(?:them|those|these|whom|which)\b")
_NEXT = re.compile(r"\s+([\w’'-]+)")
_ADJECTIVE = re.compile(r"-(?:second|minute|hour|day|night|week|month|year)(?:-long)?$", re.IGNORECASE)


def figures(
    query: Query, wants: Wants, text: str, offset: int, words: Sequence[Token], counted: set[str]
) -> Iterable[Candidate]:
    """Numbers of the wanted measure; for a count, those that stand right before what is counted."""
    kinds = NUMBERS[wants]
    unit = _currency(query) if wants is Wants.MONEY else _measure(query) if wants is Wants.MEASURE else None
    for number in find_numbers(text, offset):
        amount = Amount.COUNT if wants is Wants.COUNT and number.amount is Amount.MEASURE else number.amount
        if amount not in kinds:
            continue
        worth = 1.0 - 0.35 * kinds.index(amount)
        if wants is Wants.COUNT and counted:
            at = number.span.start - offset
            some = _OF_THEM.match(text, number.span.end - offset) or _OF_WHOM.search(text, max(0, at - 24), at)
            part = query.focus.part
            worth *= (
                (1.0 if part else OF_THEM) if some else _counts(number.span, counted, words) * (OF_ALL if part else 1)
            )
        if wants is Wants.DURATION and _measures_another(query, number, text, offset):
            continue
        if unit and not unit.search(number.text):
            continue
        if worth > 0:
            span = _range(number.span, text, offset)
            printed = text[span.start - offset : span.end - offset]
            yield Candidate(printed, span, worth, printed.casefold())


def _range(span: Span, text: str, offset: int) -> Span:
    """The span of a number with the one before or behind it where both bound a range: "30 to 40", "$1.5 to $2 billion"."""
    at = span.start - offset
    before = _FROM.search(text, 0, at)
    if _CHANGE.search(text, 0, before.start() if before else at):  # "rose from 30 to 40"
        return span
    if behind := _UP_TO.match(text, span.end - offset):
        return Span(span.start, behind.end() + offset)
    return Span(before.start() + offset, span.end) if before and not _YEAR.match(before[0]) else span


def _currency(query: Query) -> re.Pattern[str] | None:
    """What a sum in the currency that the question names looks like; None where it names none."""
    asked = {term.stem for term in query.terms}
    named = (name for name in _CURRENCIES if name in asked)
    return next((_CURRENCIES[n] for n in named if n not in _VERBS or _VERBS[n].search(query.question)), None)


def _measure(query: Query) -> re.Pattern[str] | None:
    """What a measure looks like that answers "how heavy"; None for "how high", which may ask for a share as well."""
    asked = _HOW.search(query.question)
    return _MEASURES[asked[1].lower()] if asked else None


def _measures_another(query: Query, number: Number, text: str, offset: int) -> bool:
    """Whether a length is that of something the question does not name: "one-hour talks" is no length of a trip."""
    behind = _NEXT.match(text, number.span.end - offset)
    return behind is not None and _ADJECTIVE.search(number.text) is not None and stem(behind[1]) not in query.lookup


def _counts(span: Span, counted: set[str], words: Sequence[Token]) -> float:
    """How well a number counts the noun: by how soon one of its words follows, or stands in the number's own words."""
    inside = [word.stem for word in words if span.covers(word.span)]
    if counted & set(inside):
        return 1.0
    after = [word.stem for word in words if word.span.start >= span.end][:5]
    best = max((1.0 - 0.1 * i for i, word in enumerate(after) if word in counted), default=0.0)
    return best or (0.3 if inside and not after else 0.0)
