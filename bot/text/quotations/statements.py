"""Statements and prepared remarks: the text is what somebody says, and the title alone tells who.

"Statement from President Ruth Cole on the Earthquake"; a spokesperson's, which tells of others, is a report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.models import EntityKind, Kind, NameMention, Quotation, Span
from bot.text.quotations.signed import FIRST_PERSON

_TITLE = re.compile(
    r"^(?:full\s+text\s*:?\s+(?:of\s+)?(?:the\s+)?)?(?:statement|message|letter|op-ed|remarks)"
    r"(?:\s+\(?as\s+prepared(?:\s+for\s+delivery)?\)?)?\s+(?:by|from|of)\s+",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:I|I['’](?:m|ve|ll|d)|[Mm]y|me)\b")
_ON = re.compile(
    r"\s+(?:on|at|in|marking|to|for|before|after|following|about|regarding|during|ahead\s+of|upon)\s", re.IGNORECASE
)
_MARKS = re.compile(r"[“”\"«»]|''")
_LONGEST = 80  # characters of a title in which the name stands
_SHARE = 0.5  # of the paragraphs, that speak in the first person


def speaker_in(title: str, names: Sequence[NameMention]) -> NameMention | None:
    """Who alone speaks by a title, ``names`` being those in it; None where it tells of no statement, or what became of one."""
    found = _TITLE.match(title)
    if found is None:
        return None
    people = [name for name in names if name.kind is EntityKind.PERSON and " " in name.name]
    first = next((name for name in people if found.end() <= name.span.start < found.end() + _LONGEST), None)
    if first is None:
        return None
    rest = title[first.span.end :].removeprefix(", Jr.").removeprefix(" Jr.")
    return first if not rest.strip() or _ON.match(rest) else None


def stated(body: str, paragraphs: Sequence[tuple[int, int]], speaker: NameMention | None) -> list[Quotation]:
    """The body as one remark of ``speaker``, a part for each paragraph.

    None where it is not in the first person, quotes somebody, or speaks of the speaker.
    """
    parts = [Span(start, start + len(body[start:end].rstrip())) for start, end in paragraphs if body[start:end].strip()]
    own = sum(FIRST_PERSON.search(part.of(body)) is not None for part in parts)
    if speaker is None or not parts or own < _SHARE * len(parts) or not _ONE.search(body) or _MARKS.search(body):
        return []
    if re.search(rf"(?<!\w){re.escape(speaker.name.rpartition(' ')[2])}(?!\w)", body):
        return []
    office = speaker.title
    return [
        Quotation(Kind.DIRECT, tuple(parts), speaker.name, speaker.key, speaker.kind, office=office, confidence=0.9)
    ]
