"""Transcripts: turns that a label opens (`SECRETARY BLINKEN: …`, `Q …`, `MR. MILLER: (Via interpreter) …`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.models import EntityKind, Kind, NameMention, Quotation, Span
from bot.text.tokens import fold

_LABEL = re.compile(
    r"[^\S\n]{0,40}"
    r"(?P<label>(?:Q(?=[:.]?[ \t\xa0]{1,12}\S)|A(?=:[ \t\xa0]{1,12}\S)|[A-Z][A-Z.’'\-]{0,30}(?:[ \t\xa0]{1,3}(?:\([A-Z ]{1,30}\)|[A-Z][A-Z.’'\-]{0,30})){0,6}))"
    r"(?P<note>[ \t\xa0]{0,3}\([^)\n]{1,40}\))?"
    r"(?P<colon>[:.]?)[ \t\xa0]{0,12}"
)
# A name in capitals alone on its line, perhaps behind the minute at which it speaks.
_LINE_LABEL = re.compile(
    r"[^\S\n]{0,8}(?:\d{1,2}:\d\d(?::\d\d)?[ \t]{1,4})?"
    r"(?P<label>[A-Z][A-Z.’'\-]{2,30}(?:[ \t]{1,3}[A-Z][A-Z.’'\-]{1,30}){0,3})(?P<note>)(?P<colon>)[ \t]{0,4}(?:\n|\Z)"
)
_NOTE = re.compile(r"\([^)\n]{1,40}\)\.?[ \t\xa0]*")
# What closes a transcript under the last words: "END 1:22 P.M. EDT", "###".
_CLOSING = re.compile(
    r"(?:\s*\bEND\b|\s*\n)\s*(?:\d{1,2}:\d\d\s?[AaPp]\.?[Mm]\b\.?(?:\s+[A-Z]{2,4}\b)?)?[\s\\#]*\Z|[\s\\#]*\Z"
)
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?![^\S\n]*(?:\n|\Z)))+")
_TITLED = frozenset(
    {"MR", "MS", "MRS", "SECRETARY", "PRESIDENT", "PRIME", "VICE", "THE", "MINISTER", "FOREIGN", "AMBASSADOR"}
)
_FEWEST_TURNS = 3
_CAPITAL_SURNAME = 3
_MOSTLY = 0.8


@dataclass(frozen=True, slots=True)
class TranscriptTables:
    """The words of labels."""

    titles: frozenset[str]
    askers: frozenset[str]
    others: frozenset[str]
    interpreted: tuple[str, ...]

    @classmethod
    def read(cls, table: dict[str, Any]) -> TranscriptTables:
        """Build from the section ``transcripts`` of cues.toml."""
        notes = re.findall(r"\(([^)]+)\)", str(table["interpreted"]))
        titles, askers, others = (frozenset(str(table[key]).split()) for key in ("titles", "askers", "others"))
        return cls(titles, askers, others, tuple(notes))


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says until the next label; ``start`` to ``end`` without the label."""

    label: str
    label_span: Span
    start: int
    end: int
    translated: bool


def turns(body: str, tables: TranscriptTables, *, transcript: bool | None = None) -> list[Turn]:
    """The turns of a transcript, in order; none where the body is no transcript."""
    labels = [found for found in _at_lines(_LABEL, body) if _is_label(found, tables)]
    alone = _line_labels(body)
    if len(alone) > len(labels):
        labels, transcript = alone, transcript is not False
    if transcript is False or not labels or (transcript is None and not _is_transcript(labels, body)):
        return []
    result: list[Turn] = []
    for found, following in zip(labels, [*labels[1:], None], strict=True):
        end = following.start() if following else len(body)
        start, translated = _after_notes(body, found, end, tables)
        if following is None:
            end = start + _CLOSING.search(body[start:end]).start()  # type: ignore[union-attr]
        if start < end:
            span = Span(found.start("label"), found.end("label"))
            result.append(Turn(" ".join(found["label"].split()), span, start, end, translated))
    return result


def _at_lines(pattern: re.Pattern[str], body: str) -> Iterator[re.Match[str]]:
    """The matches at the beginning of a line."""
    start = 0
    while start >= 0:
        if found := pattern.match(body, start):
            yield found
        start = body.find("\n", start) + 1 or -1


def _line_labels(body: str) -> list[re.Match[str]]:
    """The lines that hold a name in capitals and nothing else, if they come back as speakers' names do."""
    labels = list(_at_lines(_LINE_LABEL, body))
    counts = Counter(found["label"].split()[-1] for found in labels)
    back = [found for found in labels if counts[found["label"].split()[-1]] >= _FEWEST_TURNS]
    return labels if len(back) >= _MOSTLY * len(labels) and len(back) >= 2 * _FEWEST_TURNS else []


def _is_label(found: re.Match[str], tables: TranscriptTables) -> bool:
    words = [word.rstrip(".:") for word in found["label"].split()]
    if len(words) == 1 and len(words[0]) == 1:
        return found["colon"] == ":" or (words[0] in tables.askers and found[0][-1] in " \t\xa0")
    if found["colon"] != ":":
        return False
    known = (
        words[0] in tables.titles or words[-1] in tables.others or words[0] in tables.others or "OFFICIAL" in words[-1]
    )
    return known or (len(words) <= 3 and all(len(word) >= _CAPITAL_SURNAME for word in words))


def _is_transcript(labels: list[re.Match[str]], body: str) -> bool:
    """Three turns with a label that comes back, or a titled speaker's that holds most of the text."""
    named = [found["label"].split()[-1] for found in labels if found["colon"] == ":"]
    repeated = len(named) > len(set(named))
    if len(named) >= _FEWEST_TURNS and repeated:
        return True
    titled = bool(named) and all(found["label"].split()[0].rstrip(".") in _TITLED for found in labels[:2])
    return titled and len(body) - labels[0].start() > 0.6 * len(body)


def _after_notes(body: str, found: re.Match[str], end: int, tables: TranscriptTables) -> tuple[int, bool]:
    """Where the words begin, behind a note in brackets, and whether it says that they are interpreted."""
    notes = [found["note"] or ""]
    start = found.end()
    note = _NOTE.match(body, start, end)
    if note and any(word in note[0].lower() for word in tables.interpreted):
        notes.append(note[0])
        start = note.end()
    return start, any(word in note.lower() for note in notes for word in tables.interpreted)


def turn_quotations(
    body: str, found: Sequence[Turn], names: Sequence[NameMention], tables: TranscriptTables
) -> list[Quotation]:
    """A direct quotation for each turn, a part for each of its paragraphs."""
    if not found:
        return []
    people: dict[str, NameMention] = {}
    for name in names:
        if name.kind is EntityKind.PERSON and " " in name.name and not name.name.isupper():
            people.setdefault(fold(name.name.split()[-1]), name)
    guest = _guest(names, found[0].label_span.start)
    result: list[Quotation] = []
    for turn in found:
        parts = _parts(body, turn)
        if parts and turn.label == "A":
            result.append(_answer(turn, parts, guest))
        elif parts:
            result.append(_quotation(turn, parts, people, tables))
    return result


def _guest(names: Sequence[NameMention], before: int) -> NameMention | None:
    """Who answers in a printed interview: the person named most before it begins."""
    counts = Counter(name.key for name in names if name.kind is EntityKind.PERSON and name.span.end <= before)
    if not counts:
        return None
    key = counts.most_common(1)[0][0]
    return next(name for name in names if name.key == key)


def _answer(turn: Turn, parts: tuple[Span, ...], guest: NameMention | None) -> Quotation:
    if guest is None:
        return Quotation(Kind.DIRECT, parts, None, speaker_span=turn.label_span, confidence=0.3)
    return Quotation(
        Kind.DIRECT,
        parts,
        guest.name,
        guest.key,
        guest.kind,
        turn.label_span,
        translated=turn.translated,
        confidence=0.7,
    )


def _parts(body: str, turn: Turn) -> tuple[Span, ...]:
    parts: list[Span] = []
    for paragraph in _PARAGRAPH.finditer(body, turn.start, turn.end):
        text = paragraph[0]
        start = paragraph.start() + len(text) - len(text.lstrip())
        end = paragraph.start() + len(text.rstrip())
        if any(char.isalnum() for char in body[start:end]):
            parts.append(Span(start, end))
    return tuple(parts)


def _quotation(
    turn: Turn, parts: tuple[Span, ...], people: dict[str, NameMention], tables: TranscriptTables
) -> Quotation:
    words = [word.rstrip(".") for word in turn.label.split()]
    if words[0] in tables.askers:
        return Quotation(Kind.DIRECT, parts, "Q", None, EntityKind.PERSON, turn.label_span, confidence=0.5)
    surname = words[-1]
    nameless = surname in tables.titles or surname in tables.others or surname.endswith(("OFFICIAL", "MEMBER"))
    person = None if nameless else people.get(fold(surname))
    office = _cased(" ".join(w for w in words[:-1] if w not in {"MR", "MS", "MRS", "DR"})) or None
    if person is not None:
        return Quotation(
            Kind.DIRECT, parts, person.name, person.key, person.kind, turn.label_span, turn.label_span,
            office=office, translated=turn.translated, confidence=0.97,
        )  # fmt: skip
    name = _cased(turn.label) if nameless else _cased(surname)
    key = None if nameless else fold(surname)
    return Quotation(
        Kind.DIRECT, parts, name, key, EntityKind.PERSON, turn.label_span, turn.label_span,
        office=None if nameless else office, translated=turn.translated, confidence=0.9,
    )  # fmt: skip


def _cased(label: str) -> str:
    """A label in capitals as a name is printed: "JEAN-PIERRE" is "Jean-Pierre"."""
    return re.sub(r"[A-Z]+", lambda found: found[0].capitalize(), label)
