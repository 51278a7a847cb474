"""Puts broken lines together: which line breaks end a paragraph, and which are only a page's width.

Three kinds of text are told apart by counting. *Wrapped*: lines filled to a width, as transcripts are;
a break is soft where the next word would not have fitted. *Broken*: short lines cut anywhere, as captions
are; a break is soft where no sentence ends. *Plain*: a paragraph a line; a break is soft only where the
line stops in the middle of a sentence that goes on in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.text.abbreviations import STARTERS, words_of
from bot.text.clean.lines import (
    Block,
    Line,
    block_of,
    capitals,
    count_words,
    ends_sentence,
    is_bullet,
    is_turn,
    sameness,
)

_WIDEST = 120  # characters of a line that a page's width could have broken
_WRAPPED_SHARE, _BROKEN_SHARE, _FEWEST = 0.75, 0.3, 3
_SLACK = 3
_MOST_OF = 0.65
_ITEM = re.compile(r"[-*•] ")
_TITLE_CASE = 0.75
_SIGNED = re.compile(r"\bvia ['\"‘“][^'\"‘’“”]{1,40}['\"’”]$")  # "…, Ann Example, Envoy, via 'Reuters'"
_GOES_ON = words_of(
    "a an the and or but of in on at by for from with to as that which who whose when while after before since than into over under between "
    "against about via is are was were be been has have had will would could should may can not also its their his her our my your said mr. mrs. ms. dr."
)


def unwrap(lines: Sequence[Line]) -> list[Line]:
    """The lines of a wrapped text with each paragraph on one line, numbered as its first; others as they are."""
    width = _width(lines)
    if width is None:
        return list(lines)
    paragraphs: list[list[Line]] = []
    for line in lines:
        current = paragraphs[-1] if paragraphs else []
        copy = bool(current) and sameness(line.text) == sameness(current[0].text)
        if current and not copy and _is_soft(current[-1], line, width):
            current.append(line)
        else:
            paragraphs.append([line])
    return [_put_together(paragraph) for paragraph in paragraphs]


def _put_together(lines: Sequence[Line]) -> Line:
    return Line(lines[0].number, " ".join(line.text for line in lines), lines[0].gap, lines[-1].last, lines[0].heading)


def join(lines: Sequence[Line], breaks: frozenset[int]) -> list[Block]:
    """The paragraphs that the lines make. ``breaks`` are numbers of lines that stand alone."""
    broken = _is_broken(lines)
    blocks: list[Block] = []
    current: list[Line] = []
    for line in lines:
        if current and (_is_whole_copy(current, blocks) or not _joins(current, line, breaks, broken=broken)):
            blocks.append(block_of(current))
            current = []
        current.append(line)
    if current:
        blocks.append(block_of(current))
    return blocks


def _is_whole_copy(current: Sequence[Line], blocks: Sequence[Block]) -> bool:
    """Whether the lines say all of the paragraph before again: then theirs ends here too."""
    if len(current) < 2 or not blocks or len(blocks[-1].lines) != len(current):
        return False
    return all(sameness(one.text) == sameness(two.text) for one, two in zip(current, blocks[-1].lines, strict=True))


def _pairs(lines: Sequence[Line]) -> list[tuple[Line, Line]]:
    """Lines that a page's width could have parted."""
    return [(one, two) for one, two in pairwise(lines) if two.number == one.last + 1 and len(one.text) <= _WIDEST]


def _width(lines: Sequence[Line]) -> int | None:
    """The width that a wrapped text is filled to, or None."""
    pairs = _pairs(lines)
    whole = sum(len(line.text) > _WIDEST for line in lines)  # paragraphs a line: nothing but their header is short
    if len(pairs) < max(_FEWEST, whole):
        return None
    lengths = sorted(len(one.text) for one, _ in pairs)
    width = lengths[len(lengths) * 19 // 20]
    full = sum(_is_full(one, two, width) for one, two in pairs)
    cut = sum(not ends_sentence(one.text) for one, _ in pairs)
    return width if full >= _WRAPPED_SHARE * len(pairs) and cut * 2 >= len(pairs) else None


def _is_broken(lines: Sequence[Line]) -> bool:
    pairs = _pairs(lines)
    cut = sum(not ends_sentence(one.text) and (_begins_low(two.text) or _is_cut(one.text)) for one, two in pairs)
    return len(pairs) >= _FEWEST and cut >= _BROKEN_SHARE * len(pairs)


def _begins_low(text: str) -> bool:
    first = text.lstrip("\"'“‘(")[:1]
    return first.islower() or first in {"$", "€", "£", "¥"}


def _is_full(line: Line, following: Line, width: int) -> bool:
    """Whether the next word would not have fitted on the line."""
    return len(line.text) + 1 + len(following.text.split(None, 1)[0]) > width - _SLACK


def _is_soft(last: Line, line: Line, width: int) -> bool:
    if line.heading or last.heading or line.number != last.number + 1 or is_turn(line.text) or _ITEM.match(line.text):
        return False
    if _is_full(last, line, width):
        return True
    return not ends_sentence(last.text) and (_begins_low(line.text) or len(last.text) > _MOST_OF * width)


def _joins(current: Sequence[Line], line: Line, breaks: frozenset[int], *, broken: bool) -> bool:
    last = current[-1]
    if (
        line.heading
        or last.heading
        or line.number in breaks
        or last.number in breaks
        or is_bullet(line.text)
        or is_turn(line.text)
    ):
        return False
    if line.gap:
        return line.number - last.last == 2 and _stops_short(last.text) and line.text[0].islower()
    if line.number != last.last + 1:
        return False
    ended = ends_sentence(last.text)
    if _begins_low(line.text):
        return not ended
    if broken and len(last.text) <= _WIDEST:
        return _goes_on_broken(current, line, ended=ended)
    return _is_cut(last.text)


def _goes_on_broken(current: Sequence[Line], line: Line, *, ended: bool) -> bool:
    last = current[-1].text
    if _SIGNED.search(last[-80:]):
        return False
    if last.endswith((".", "!", "?")) and (ended or line.text.split(None, 1)[0].lower() in STARTERS):
        return False
    if sameness(line.text) == sameness(current[0].text):  # a second copy begins
        return False
    if capitals(last) >= _TITLE_CASE and (len(current) == 1 or capitals(line.text) >= _TITLE_CASE):
        return _stops_short(last)
    return True


def _is_cut(text: str) -> bool:
    """Whether the line plainly stops in the middle of a sentence: at a comma, at "of" or "the"."""
    if text.endswith((",", ";")):
        return count_words(text) >= 3
    return " " in text and text.rsplit(None, 1)[-1].lower() in _GOES_ON


def _stops_short(text: str) -> bool:
    """Whether the line may stop in the middle of a sentence: it ends with a word in lower case."""
    last = text.rsplit(None, 1)[-1]
    return _is_cut(text) or (last[-1].islower() and last[0].islower() and count_words(text) >= 4)
