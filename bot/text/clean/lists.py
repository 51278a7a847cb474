"""Takes furniture out of the lines of a text: single lines by their patterns, lists of other stories by their headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.models import Removed
from bot.text.clean.furniture import Furniture
from bot.text.clean.lines import MARKS, Line, count_words, is_bullet, is_prose, is_stray_mark, is_turn

LIST = "list of other stories"
_LONGEST = 30  # words of a list's item
_DEPTH = 12  # lines after a list in which the story is looked for
_HEADED = re.compile(  # "Towers of the Coast: What to know." and "FOCUS: Who keeps the lights?"
    r"[A-Z]{4,}:\s\S|[A-Z0-9][\w’'.–-]*(?:\s(?:of|the|an?|in|on|for|to|and|over|[A-Z0-9][\w’'.–-]*)){1,8}:\s\S"
)
_HEADED_WORDS = 14
_FEWEST = 4  # words of a headline in a list that the story goes on after


def take_out(lines: Sequence[Line], furniture: Furniture) -> tuple[list[Line], list[Removed]]:
    """The lines that stay, and those that the lexicon knows as furniture, with the lists they begin."""
    kept: list[Line] = []
    removed: list[Removed] = []
    turns = frozenset(_label(line.text) for line in lines if is_turn(line.text) and _is_long(line.text))
    at = 0
    while at < len(lines):
        line = lines[at]
        if furniture.begins_list(line.text):
            until = _list_end(lines, at + 1, furniture, turns)
            if until > at + 1:
                removed += (Removed(item.number, item.text, LIST) for item in lines[at:until])
                at = until
                continue
        reason = "stray mark" if is_stray_mark(line.text) else furniture.reason(line.text)
        if reason:
            removed.append(Removed(line.number, line.text, reason))
        else:
            kept.append(line)
        at += 1
    return kept, removed


def _list_end(lines: Sequence[Line], start: int, furniture: Furniture, turns: frozenset[str]) -> int:
    """Where the list ends that begins at ``start``: at prose, at a speaker of ``turns``, or before a heading of the story."""
    end = start
    while end < len(lines) and _is_item(lines[end].text, furniture, turns):
        end += 1
    if any(is_prose(line.text) for line in lines[end : end + _DEPTH]):  # the story goes on: what is short is its own
        end = next((at for at in range(start, end) if _is_short(lines[at - 1].text, lines[at].text)), end)
    while end < len(lines) and end - start > 1 and _is_subheading(lines, end - 1):
        end -= 1
    return end


def _is_item(text: str, furniture: Furniture, turns: frozenset[str]) -> bool:
    words = text.lstrip(MARKS)
    if not words or furniture.begins_list(text):
        return True
    if _label(words) in turns:
        return False
    if count_words(words) <= _HEADED_WORDS and _HEADED.match(words):
        return True
    return not is_prose(words) and count_words(words) <= _LONGEST and (is_bullet(text) or not words.endswith("."))


def _is_long(text: str) -> bool:
    """Whether a line tells more than a headline."""
    return count_words(text) > _HEADED_WORDS and is_prose(text)


def _label(text: str) -> str:
    """What stands before the colon of a line: in a transcript whose turn it is."""
    return text.partition(":")[0]


def _is_short(before: str, text: str) -> bool:
    """Whether a line without a list's mark, on it or alone before it, is too short for a headline."""
    return not (is_stray_mark(text) or is_stray_mark(before) or is_bullet(text)) and count_words(text) < _FEWEST


def _is_subheading(lines: Sequence[Line], at: int) -> bool:
    """Whether the line stands apart from the list's items and leads the prose after it."""
    line, before = lines[at], lines[at - 1]
    return line.gap and not before.gap and not is_bullet(line.text) and at + 1 < len(lines)
