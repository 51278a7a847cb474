"""Puts broken lines together: which line breaks end a paragraph, and which are only a page's width.

Three kinds of text are told apart by counting. *Wrapped*: lines filled to a width, as transcripts are;
a break is soft where the next word would not have fitted. *Broken*: short lines cut anywhere, as captions
are; a break is soft where no sentence ends. *Plain*: a paragraph a line; a break is soft only where the
line stops in the middle of a sentence that goes on in lower case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
_GOES_ON = words_of(
    "a an the and or but of in on at by for from with to as that which who whose when while after before since than into over under between "
    "against about via is are was were be been has have had will would could should may can not also its their his her our my your said mr. mrs. ms. dr."
)


@dataclass(frozen=True, slots=True)
class _Style:
    wrapped: bool
    broken: bool
    width: int


def join(lines: Sequence[Line], breaks: frozenset[int]) -> list[Block]:
    """The paragraphs that the lines make. ``breaks`` are numbers of lines that stand alone."""
    style = _style(lines)
    blocks: list[Block] = []
    current: list[Line] = []
    for line in lines:
        if current and not _joins(current, line, style, breaks):
            blocks.append(block_of(current))
            current = []
        current.append(line)
    if current:
        blocks.append(block_of(current))
    return blocks


def _style(lines: Sequence[Line]) -> _Style:
    pairs = [(one, two) for one, two in pairwise(lines) if two.number == one.number + 1 and len(one.text) <= _WIDEST]
    if len(pairs) < _FEWEST:
        return _Style(wrapped=False, broken=False, width=0)
    lengths = sorted(len(one.text) for one, _ in pairs)
    width = lengths[len(lengths) * 19 // 20]
    soft = sum(_is_full(one, two, width) for one, two in pairs)
    cut = sum(two.text[0].islower() and not ends_sentence(one.text) for one, two in pairs)
    return _Style(soft >= _WRAPPED_SHARE * len(pairs), cut >= _BROKEN_SHARE * len(pairs), width)


def _is_full(line: Line, following: Line, width: int) -> bool:
    """Whether the next word would not have fitted on the line."""
    return len(line.text) + 1 + len(following.text.split(None, 1)[0]) > width - _SLACK


def _joins(current: Sequence[Line], line: Line, style: _Style, breaks: frozenset[int]) -> bool:
    last = current[-1]
    if line.number in breaks or last.number in breaks or is_bullet(line.text) or is_turn(line.text):
        return False
    if line.gap:
        return line.number - last.number == 2 and _stops_short(last.text) and line.text[0].islower()
    if line.number != last.number + 1:
        return False
    if style.wrapped and len(last.text) <= _WIDEST and _is_full(last, line, style.width):
        return True
    ended = ends_sentence(last.text)
    if line.text[0].islower():
        return not ended
    if style.broken and len(last.text) <= _WIDEST:
        return _goes_on_broken(current, line, ended=ended)
    return not ended and _stops_short(last.text)


def _goes_on_broken(current: Sequence[Line], line: Line, *, ended: bool) -> bool:
    last = current[-1].text
    if last.endswith((".", "!", "?")) and (ended or line.text.split(None, 1)[0].lower() in STARTERS):
        return False
    if sameness(line.text) == sameness(current[0].text):  # a second copy begins
        return False
    return len(current) > 1 or capitals(last) < 0.75 or _stops_short(last)


def _stops_short(text: str) -> bool:
    """Whether the line plainly stops in the middle of a sentence."""
    if text.endswith((",", ";")):
        return count_words(text) >= 3
    last = text.rsplit(None, 1)[-1]
    return last.lower() in _GOES_ON or (last[-1].islower() and last[0].islower() and count_words(text) >= 4)
