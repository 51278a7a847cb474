"""Finds the second copy of a paragraph: captions printed twice, pull quotes, a headline over again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.models import Removed
from bot.text.clean.lines import Block, count_words, is_turn, sameness

REPEAT = "second copy of a line"
_LABELLED = re.compile(r"[\w ]{2,30}: ")  # "Where: Tokyo", as often as there are entries
_BEGINNING = 40  # characters that are compared first
_NEAR = 4  # paragraphs
_WORDS_NEAR, _WORDS_FAR = 4, 15


def drop_repeats(blocks: Sequence[Block]) -> tuple[list[Block], list[Removed]]:
    """The blocks without second copies: short ones count only near the first, turns of a speaker never."""
    kept: list[Block] = []
    removed: list[Removed] = []
    seen: dict[str, int] = {}
    beginnings = [sameness(block.text[: 2 * _BEGINNING])[:_BEGINNING] for block in blocks]
    often = Counter(beginnings)
    for at, block in enumerate(blocks):
        key = sameness(block.text) if often[beginnings[at]] > 1 else ""
        if _is_copy(block, at, seen.get(key)):
            removed += (Removed(line.number, line.text, REPEAT) for line in block.lines)
        else:
            kept.append(block)
        if key:
            seen[key] = at
    return kept, removed


def _is_copy(block: Block, at: int, before: int | None) -> bool:
    if before is None or is_turn(block.text) or _LABELLED.match(block.text):
        return False
    return count_words(block.text) >= (_WORDS_NEAR if at - before <= _NEAR else _WORDS_FAR)
