"""The answers about several speakers as one: each one's remarks in turn, the citations counted through."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.models import Answer, Block, Citation, QuotedPart

_AND = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s+as\s+well\s+as\s+", re.IGNORECASE)
_BOTH = re.compile(r"^(?:both|either|each\s+of)\s+", re.IGNORECASE)
_PLURAL_Y = re.compile(r"\b([a-z]{4,})ies\b")
_PLURAL = re.compile(r"\b([a-z]{4,}[^s\W])s\b")
SHORTEST = 3  # letters of a name


def names_apart(text: str) -> tuple[str, ...]:
    """The speakers that a list names: "both Kishida and Ishiba"; empty where it is no list."""
    names = tuple(dict.fromkeys(name.strip() for name in _AND.split(_BOTH.sub("", text))))
    return names if len(names) > 1 and all(len(name) >= SHORTEST for name in names) else ()


def singular(text: str) -> str:
    """One of those that a plural names: "U.S. defense secretary" for "U.S. defense secretaries"."""
    return _PLURAL.sub(r"\1", _PLURAL_Y.sub(r"\1y", text))


def together(answers: Sequence[Answer], *notes: str) -> Answer:
    """One answer of several, in their order; of those that are silent the headlines end its own. ``notes`` are added."""
    told = [answer for answer in answers if answer.answered]
    blocks: list[Block] = []
    citations: list[Citation] = []
    quotations: list[QuotedPart] = []
    for answer in told:
        before, groups = len(citations), max((part.group for part in quotations), default=0)
        blocks += [replace(b, citations=tuple(number + before for number in b.citations)) for b in answer.blocks]
        citations += [replace(citation, number=citation.number + before) for citation in answer.citations]
        quotations += [replace(part, group=part.group + groups) for part in answer.quotations]
    return Answer(
        kind=answers[0].kind,
        answered=True,
        headline=" ".join(answer.headline for answer in sorted(answers, key=lambda answer: not answer.answered)),
        confidence=min(answer.confidence for answer in told),
        blocks=tuple(blocks),
        citations=tuple(citations),
        quotations=tuple(quotations),
        hints=tuple(dict.fromkeys((*(hint for answer in told for hint in answer.hints), *notes))),
    )
