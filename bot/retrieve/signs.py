"""Quick signs that a sentence holds something of the type that a question wants; the answer's own search comes later."""

from __future__ import annotations

import re

from bot.retrieve.query import Query
from bot.retrieve.question import Wants
from bot.text.tokens import stem

_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|billions?)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[$€£¥₩]\s?\d|\d\s+(?:(?:m|b|tr)illion\s+)?(?:dollars|yen|euros|pounds|won|yuan)\b", re.IGNORECASE)
_PERCENT = re.compile(r"\d\s?%|\b(?:percent|per\s+cent|percentage\s+points?)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_DAY = re.compile(
    r"\b(?:1[5-9]|20)\d\d\b|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b\.?|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b(?:yesterday|today|tomorrow|week|month|year|spring|summer|autumn|fall|winter)\b"
)
_CLOCK = re.compile(r"\d\s?[ap]\.?m\b|\d:\d\d|\bnoon\b|\bmidnight\b", re.IGNORECASE)
_LENGTH = re.compile(r"\b(?:second|minute|hour|day|week|month|year|decade|centur)", re.IGNORECASE)
_REASON = re.compile(
    r"\b(?:because|due to|owing to|in order to|so that|since|after|amid|over|to (?:help|prevent|protect|ensure|avoid|deter|address))\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"(?<=[\w,;:”’\"')] )[“\"'(]?([A-Z][\w’'-]+)(?: (?:[a-z]{1,3} )?([A-Z][\w’'-]+))?")
_TITLED = re.compile(r"^[“\"']?([A-Z][\w’'-]+) ([A-Z][\w’'-]+)")

_SIGNS = {
    Wants.COUNT: _NUMBER,
    Wants.AGE: _NUMBER,
    Wants.MEASURE: _NUMBER,
    Wants.MONEY: _MONEY,
    Wants.PERCENT: _PERCENT,
    Wants.YEAR: _YEAR,
    Wants.MONTH: _DAY,
    Wants.DAY: _DAY,
    Wants.CLOCK: _CLOCK,
    Wants.DURATION: _LENGTH,
    Wants.REASON: _REASON,
}


def has_type(query: Query, text: str) -> bool:
    """Whether ``text`` may hold what the query wants; for a passage or a thing, whether a new name is in it."""
    sign = _SIGNS.get(query.focus.wants)
    if sign is not None:
        return sign.search(text) is not None
    if query.focus.wants is Wants.PASSAGE:
        return False
    return _new_name(query, text)


def _new_name(query: Query, text: str) -> bool:
    """Whether the text prints a name whose words the question does not have."""
    known = query.stems
    first = _TITLED.match(text)
    if first and not {stem(first[1]), stem(first[2])} & known:
        return True
    return any(stem(found[1]) not in known for found in _CAPITAL.finditer(text))
