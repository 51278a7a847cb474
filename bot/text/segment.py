"""Cuts a body into passages: sentences, caption blocks and headings, with exact spans.

A paragraph stands between blank lines; in a body without blank lines every line is one. Passages
are trimmed, in order, and do not overlap; between two of them there is only white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.models import Passage, PassageKind, Span
from bot.text.abbreviations import AFTER_CLOCK, ASIDE, CLOCK, NUMBERED, OPEN, STARTERS, STATES, TITLES

LONGEST = 1500
"""Characters of a passage; what runs on without a full stop is cut at a blank before that."""

_HEADING_WORDS = 14
_CAPTION_CHARS = 700
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\n\s*")
_STOP = re.compile(  # one class first, so that the search runs past other letters at once; a row of marks is read once
    r"[.!?…。！？](?:(?<=[.!?…])(?<![.!?…]{2})[.!?…]*+[\"'”’»)\]]{0,4}+(?=\s)|(?<=[。！？])[。！？]*+[」』”）]{0,3}+)"
)
_OPENERS = "\"'“”‘’([/—–-"
_DASHES = frozenset("-–—−|")
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_])*")
_PLACE_TIME = re.compile(r"[A-Z][\w.]+(?: [A-Z][\w.]+)? time\b")  # "5:05 a.m. Japan time"
_STRONG = re.compile(r"\*{2,3}[^*.!?]{1,160}[:.]?(?:\*{2,3}:?)?")  # "**Next steps:**"
_CAPTION = re.compile(r"(?:FILE|Photo|Caption)\b")
_CREDIT = re.compile(
    r"[(/\[|](?:AP|AFP|EPA|Photo|Image|Pool|Reuters|Kyodo|Getty|Jiji|Credit|Courtesy)\b[^()]{0,80}[)\]]?$|"
    r"\b(?:Photo|Image|Picture)s?\s?(?:by|credit|courtesy|:|/)[^.]{0,80}$|Getty Images\W*$|via (?:AP|Reuters|Getty)\W*$",
)
_MAY_CREDIT = re.compile(r"[(/\[|PIGv](?:(?<=[(/\[|])|hoto|mage|icture|etty|ia )")  # what every credit has
_LONGEST_CREDIT = 120
_CLOSED = frozenset(".!?…:;,\"”'。！？")


def segment(body: str) -> tuple[Passage, ...]:
    """The passages of a body, in order."""
    passages: list[Passage] = []
    for number, (start, end) in enumerate(paragraphs(body)):
        kind = _kind(body, start, end)
        cut = _sentences if kind is PassageKind.SENTENCE else _pieces
        passages.extend(Passage(span, kind, number) for span in cut(body, start, end))
    return tuple(passages)


def paragraphs(body: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph, trimmed, none empty."""
    gap = _BLANK_LINE if _BLANK_LINE.search(body.strip()) else _LINE
    start = 0
    for found in gap.finditer(body):
        yield from _trimmed(body, start, found.start())
        start = found.end()
    yield from _trimmed(body, start, len(body))


def _trimmed(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = body[start:end]
    length = len(piece.strip())
    if length:
        first = start + len(piece) - len(piece.lstrip())
        yield first, first + length


def _kind(body: str, start: int, end: int) -> PassageKind:
    if end - start <= _CAPTION_CHARS and _is_caption(body, start, end):
        return PassageKind.CAPTION
    if end - start <= _HEADING_WORDS * 16 and _STRONG.fullmatch(body, start, end):
        return PassageKind.HEADING
    if end - start <= _HEADING_WORDS * 16 and body[end - 1] not in _CLOSED and not body[start].islower():
        words = body[start:end].split()
        if len(words) <= _HEADING_WORDS and not _STOP.search(body, start, end):
            return PassageKind.HEADING
    return PassageKind.SENTENCE


def _is_caption(body: str, start: int, end: int) -> bool:
    """Whether the paragraph begins as a caption does, or ends in whose picture it is."""
    if _CAPTION.match(body, start, end):
        return True
    start = max(start, end - _LONGEST_CREDIT)
    return _MAY_CREDIT.search(body, start, end) is not None and _CREDIT.search(body, start, end) is not None


def _sentences(body: str, start: int, end: int) -> Iterator[Span]:
    for stop in _STOP.finditer(body, start, end):
        if stop.end() < end and _is_end(body, start, stop, end):
            yield from _pieces(body, start, stop.end())
            start = _skip_blanks(body, stop.end(), end)
    if start < end:
        yield from _pieces(body, start, end)


def _skip_blanks(body: str, at: int, end: int) -> int:
    while at < end and body[at].isspace():
        at += 1
    return at


def _is_end(body: str, start: int, stop: re.Match[str], end: int) -> bool:
    """Whether a sentence ends at ``stop``, judged by the token before it and the word after it."""
    mark = stop.group()
    if mark[0] in "。！？":
        return True
    after = _skip_blanks(body, stop.end(), end)
    following = body[after] if after < end else ""
    if following.islower() or following in ".,;:!?)…":
        return False
    word = _WORD.match(body, after, end)
    following_word = word.group().lower() if word else ""
    if mark == ".":
        return not _PLACE_TIME.match(body, after, end) and _is_full_stop(
            body, start, stop.start(), following, following_word
        )
    if mark[-1] in "\"'”’" and mark[0] in "!?…":
        return not _goes_on(body, after, end)
    return True


def _is_full_stop(body: str, start: int, stop: int, following: str, word: str) -> bool:
    before = body[max(start, stop - 24) : stop].rsplit(None, 1)
    printed = before[-1].lstrip(_OPENERS) if before else ""
    token = printed.lower()
    if token in TITLES:
        return False
    if token in NUMBERED and following.isdigit():
        return False
    if token in CLOCK:
        return word not in AFTER_CLOCK and following not in _DASHES
    if token.rpartition("-")[2] in OPEN or printed in STATES:  # "Japan-U.S. Alliance"
        return word in STARTERS
    if len(token) == 1 or (len(token) <= 5 and "." in token):  # initials: J., W.E.B.
        return word in STARTERS if token.isalpha() or "." in token else stop - len(token) > start
    return not (token.isdigit() and len(token) <= 3 and stop - len(token) == start)  # "12. An item"


def _goes_on(body: str, after: int, end: int) -> bool:
    """Whether "Name said" follows: the sentence of a quotation that ends in ? or ! is not over."""
    words = body[after : min(end, after + 120)].lower().split(None, 4)
    return any(word.rstrip(".,:") in ASIDE for word in words[1:4])


def _pieces(body: str, start: int, end: int) -> Iterator[Span]:
    """The span itself, or several where it is longer than `LONGEST`."""
    while end - start > LONGEST:
        cut = body.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        yield from (Span(*ends) for ends in _trimmed(body, start, cut))
        start = _skip_blanks(body, cut, end)
    yield from (Span(*ends) for ends in _trimmed(body, start, end))
