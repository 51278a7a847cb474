"""A day told by another: what the fleet grounded on Wednesday "a week after it fell" fell a week before that Wednesday."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.models import Days, Span
from bot.retrieve.query import Query
from bot.text.chronology import Settled
from bot.text.dates.spans import moved
from bot.text.tokens import tokens

_NUMBERS = {word: at for at, word in enumerate("a one two three four five six seven eight nine ten".split())}
_APART = re.compile(
    rf"\b(?P<long>(?P<count>an|{'|'.join(_NUMBERS)}|\d{{1,2}})\s+(?P<unit>day|week)s?)\s+(?P<side>after|before)\b",
    re.IGNORECASE,
)
_DAYS = {"day": 1, "week": 7}
_BOUND = re.compile(r"\b(?:by|until|till|before|after|since|from|through)\s+(?:the\s+)?$", re.IGNORECASE)
_CLAUSE_ENDS = re.compile(r"[,;:.]\s")


@dataclass(frozen=True, slots=True)
class Shift:
    """How far what is asked about is from a time printed beside it; ``words`` tell it from that time: "a week before".

    ``bound``: that time ends or begins something ("by March 3"), so that nothing is told from it.
    """

    days: int
    words: str
    bound: bool = False

    def of(self, settled: Settled) -> Settled:
        """The time moved; one that is no day, or open, stays."""
        if settled.days is None or not settled.days.is_day:
            return settled
        day = moved(settled.days.first, self.days)
        return replace(settled, days=Days.single(day)) if day else settled


def shift(query: Query, text: str, offset: int, mention: Span) -> Shift | None:
    """The shift from ``mention`` in ``text`` (at ``offset`` of the body), where a clause holds the question that is told by it."""
    for found in _APART.finditer(text):
        ends = _CLAUSE_ENDS.search(text, found.end())
        clause = Span(found.end() + offset, (ends.start() if ends else len(text)) + offset)
        if clause.overlaps(mention) or not _holds_more(query, text, offset, clause):
            continue
        count = found["count"].lower()
        number = 1 if count in {"a", "an"} else _NUMBERS.get(count) or int(count)
        after = found["side"].lower() == "after"
        length = number * _DAYS[found["unit"].lower()]
        bound = _BOUND.search(text, 0, mention.start - offset) is not None
        return Shift(-length if after else length, f"{found['long']} {'before' if after else 'after'}", bound)
    return None


def _holds_more(query: Query, text: str, offset: int, clause: Span) -> bool:
    """Whether a clause holds more of the question than the rest of the sentence."""
    inside: set[int] = set()
    outside: set[int] = set()
    for token in tokens(text, offset):
        terms = {at for at, _ in query.lookup.get(token.stem, ())}
        (inside if clause.covers(token.span) else outside).update(terms)
    weights = [term.weight for term in query.terms]
    return sum(weights[at] for at in inside) > sum(weights[at] for at in outside)
