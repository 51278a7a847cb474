"""Small records for the store's tests, made without the text engine."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from bot.models import (
    DateMention,
    DayChoice,
    Days,
    EntityKind,
    Fact,
    Found,
    Header,
    Kind,
    NameMention,
    Passage,
    PassageKind,
    Precision,
    Quotation,
    Record,
    Removed,
    Span,
    Stamp,
)

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
_SENTENCE = re.compile(r"[^.。]+[.。]*[”\"]?")
_QUOTED = re.compile(r"“([^“”]{1,500})”")


def passages(body: str) -> tuple[Passage, ...]:
    found = []
    for match in _SENTENCE.finditer(body):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        if match[0].strip():
            found.append(Passage(Span(start, start + len(match[0].strip())), PassageKind.SENTENCE, 0))
    return tuple(found)


def name(body: str, text: str, key: str, kind: EntityKind = EntityKind.PERSON) -> NameMention:
    start = body.index(text)
    return NameMention(Span(start, start + len(text)), text, text, key, kind)


def record(
    source: str,
    body: str,
    *,
    title: str = "A title",
    outlet: str | None = "Outlet",
    day: date | None = date(2024, 1, 13),
    speaker: str | None = "Ada Lovelace",
    named: dict[str, str] | None = None,
    days: tuple[Days, ...] = (),
    kind: Kind = Kind.DIRECT,
    joint: tuple[str, ...] = (),
) -> Record:
    """An article whose words in “…” are quotations of ``speaker``; ``named`` maps names in the body to keys."""
    key = speaker.casefold() if speaker else None
    quotations = tuple(
        Quotation(kind, (Span(*match.span(1)),), speaker, key, EntityKind.PERSON, joint=joint, confidence=0.9)
        for match in _QUOTED.finditer(body)
    )
    choices = tuple(DayChoice(each, Precision.DAY, Found.STATED, "stated") for each in days)
    header = Header(
        title=Fact(title, title),
        outlet=Fact(outlet, f"By {outlet}") if outlet else None,
        published=Stamp(day, Precision.DAY, Found.STATED) if day else None,
        published_line=str(day) if day else None,
    )
    return Record(
        source,
        header,
        body,
        passages(body),
        removed=(Removed(1, "loading…", "furniture"),),
        dates=(DateMention(Span(0, 1), body[:1], choices),) if choices else (),
        names=tuple(name(body, text, key) for text, key in (named or {}).items()),
        quotations=quotations,
        ignored=("x-key",),
    )
