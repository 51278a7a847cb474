"""An article's words without the Markdown around them: emphasis, links and headings are the page's dress, not words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.models import Span

_STRONG = re.compile(r"(?<![\w*_\\])(\*{2,3}|__)(?=[\w\"'“‘(])[^\n*_]{0,600}(?<=[^\s*_])(\1)(?![*_])")
_LIGHT = re.compile(r"(?<![^\s\"'“‘(\[—–-])([*_])(?=[\w\"'“‘(])[^\n*_]{0,600}(?<=[^\s*_])(\1)(?![\w*_])")
_LINK = re.compile(
    r"(!?\[)[^\[\]\n]{1,300}(\]\((?:https?://|mailto:|/|#)[^()\s]{0,600}(?:\([^()\s]{0,100}\)[^()\s]{0,100})?\))"
)
_HEADING = re.compile(r"^ {0,3}(#{1,6} +)(?=\S)", re.MULTILINE)
# One half of a pair whose other half stands in another sentence.
_OPENED = re.compile(r"\A\s{0,3}(\*\*\*?)(?=\w)[^*]*\Z")
_CLOSED = re.compile(r"\A[^*]*(?<=[\w.,:;!?”’\"')])(\*\*\*?)\s{0,3}\Z")
_MARKS = frozenset("*_[#")


def unmarked(text: str) -> str:
    """``text`` without Markdown's emphasis, links and headings."""
    return without(text, ())[0]


def without(text: str, marks: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """``text`` without Markdown, and ``marks`` where their words stand now; marks that held nothing else are gone."""
    if _MARKS.isdisjoint(text):
        return text, tuple(marks)
    taken = _taken(text)
    if not taken:
        return text, tuple(marks)
    kept: list[str] = []
    at = 0
    for span in taken:
        kept.append(text[at : span.start])
        at = max(at, span.end)
    kept.append(text[at:])
    moved = (Span(_moved(mark.start, taken), _moved(mark.end, taken)) for mark in marks)
    return "".join(kept), tuple(mark for mark in moved if mark.start < mark.end)


def _taken(text: str) -> list[Span]:
    """What is dress, in order, without overlaps."""
    found = [
        match.span(group)
        for pattern in (_STRONG, _LIGHT, _LINK)
        for match in pattern.finditer(text)
        for group in (1, 2)
    ]
    found += [match.span(1) for match in _HEADING.finditer(text)]
    if not found:
        found += [match.span(1) for pattern in (_OPENED, _CLOSED) if (match := pattern.match(text))]
    spans: list[Span] = []
    for start, end in sorted(found):
        if not spans or start >= spans[-1].end:
            spans.append(Span(start, end))
    return spans


def _moved(place: int, taken: Sequence[Span]) -> int:
    return place - sum(min(place, span.end) - span.start for span in taken if span.start < place)
