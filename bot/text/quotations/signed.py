"""Quotations without marks, signed at their end.

"…, Antony Blinken, U.S. Secretary of State, via 'Newsweek'." Such a paragraph ends in a name, a title and perhaps an outlet, and speaks in the first person; or a dash and a
name stand on the line behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.models import EntityKind, Kind, NameMention, Quotation, Span
from bot.text.names import NamingTables
from bot.text.tokens import fold

FIRST_PERSON = re.compile(
    r"\b(?:I|I'm|I’m|I've|I’ve|we|We|we're|we’re|we've|we’ve|We're|We’re|We've|We’ve|my|My|our|Our|us)\b"
)
_VIA = re.compile(
    r"[,.(—–-]?\s*(?:\(?(?:via|as quoted by|quoted by|as told to|in an interview with|according to)\s+)"
    r"(?P<outlet>['‘’\"“”]?(?:The |the )?[A-Z][\w&.\- ]{0,40}['‘’\"“”]?)\)?\s*$"
)
_MARKS = re.compile(r"[“”\"«»]|''")
_TITLE_TAIL = re.compile(r"[\w.,'’&()—–\- \n]{2,120}")
_AFTER_NAME = frozenset(",(—–-")
_TITLE_WORDS = frozenset({"of", "for", "the", "and", "to", "at", "in", "former", "then", "a", "an", "on"})
_LONGEST_SIGNATURE = 160
_FEWEST_WORDS = 6


def signed_quotations(
    body: str, paragraphs: Sequence[tuple[int, int]], names: Sequence[NameMention], naming: NamingTables
) -> list[Quotation]:
    """The unmarked quotations of a body, in order."""
    result: list[Quotation] = []
    starts = [name.span.start for name in names]
    position = 0
    for start, end in paragraphs:
        while position < len(starts) and starts[position] < start:
            position += 1
        own: list[NameMention] = []
        while position < len(starts) and starts[position] < end:
            own.append(names[position])
            position += 1
        found = _signed(body, start, end, own, naming) if own else None
        if found is not None:
            result.append(found)
    return result


def _signed(body: str, start: int, end: int, names: Sequence[NameMention], naming: NamingTables) -> Quotation | None:
    end = start + len(body[start:end].rstrip(" .\n\xa0"))
    signers = [(name, _content_end(body, start, name.span.start)) for name in names[-6:] if _may_sign(name, end)]
    if not any(content_end for _, content_end in signers):
        return None
    through = _VIA.search(body, max(start, end - _LONGEST_SIGNATURE), end)
    signature_end = through.start() if through else end
    for name, content_end in signers:
        if content_end is None or name.span.end > signature_end:
            continue
        title = body[name.span.end : signature_end]
        if _is_title(title, naming, through is not None) and _is_speech(body[start:content_end]):
            office = " ".join(title.strip(" ,.\n").split()) or None
            outlet = through["outlet"].strip("'‘’\"“” ") if through else None
            return Quotation(
                Kind.DIRECT, (Span(start, content_end),), name.name, name.key, name.kind, name.span,
                office=office, through=outlet, confidence=0.85 if through or office else 0.6,
            )  # fmt: skip
    return None


def _may_sign(name: NameMention, end: int) -> bool:
    return name.kind is EntityKind.PERSON and " " in name.name and end - name.span.end < _LONGEST_SIGNATURE


def _is_speech(content: str) -> bool:
    """Whether unmarked words are someone's own: a sentence in the first person without marks of its own."""
    return len(content.split()) >= _FEWEST_WORDS and not _MARKS.search(content) and bool(FIRST_PERSON.search(content))


def _content_end(body: str, start: int, name: int) -> int | None:
    """Where the words end if the name signs them: before a comma or a dash."""
    before = body[max(start, name - 4) : name].rstrip()
    if not before or before[-1] not in ",—–-":
        return None
    return start + len(body[start:name].rstrip(",—–- \n\xa0"))


def _is_title(text: str, naming: NamingTables, sourced: bool) -> bool:
    """Whether what follows the name is a title of office, or nothing at all where an outlet is named."""
    text = text.strip(" .\n")
    if not text.strip(","):
        return sourced
    if len(text) > _LONGEST_SIGNATURE or not _TITLE_TAIL.fullmatch(text):
        return False
    if text[0] not in _AFTER_NAME:
        return False
    words = text.strip(" ,.()\n").split()
    small = [word for word in words if not word[0].isupper() and fold(word).strip(",") not in _TITLE_WORDS]
    if any(fold(word).strip(".,") not in naming.titles for word in small):
        return False
    return any(fold(word).strip(".,") in naming.titles for word in words)
