"""Lines that belong to the page and not to the story, by the patterns of the lexicon."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.errors import LexiconError
from bot.text.clean.lines import count_words, ends_sentence, folded, straight

_RELATED, _COPYRIGHT, _CREDIT = "related", "copyright", "credit"
_TOLD = re.compile(r"\b(?:said|says|told|urged|asked|added|warned|according to)\b|\"")
_LONGEST = 30  # words of a line that a pattern may take out
_LONGEST_SENTENCE = 19  # … of one that reads like a sentence of the story
_LONGEST_NOTICE = 80  # … of a copyright notice
_LONGEST_LINE = 3_000  # characters, of words without blanks too
_TRAIL = re.compile(r"\s*[>»›]\s*|\s+[/|•·]\s+")
_TRAIL_WORDS, _LONGEST_TRAIL = 4, 100  # words of a step; characters of the whole
_MENU_WORDS = 2  # of a step between bars
_STEPS = re.compile(r"\s+[/|•·>»›]\s+")
_STEP_WORDS = 3  # of a step of a menu
_OWN_RULES = frozenset({"title", "section", "blurb", "author box", "initials", "list"})


@dataclass(frozen=True, slots=True)
class _Group:
    whole: re.Pattern[str] | None
    start: re.Pattern[str] | None

    def holds(self, line: str) -> bool:
        """Whether a pattern of the group takes the folded line."""
        if self.whole is not None and self.whole.fullmatch(line):
            return True
        return self.start is not None and self.start.match(line) is not None


class Furniture:
    """The patterns of data/lexicon/furniture.toml, ready to be asked about a line."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._reasons = tuple(reason for reason in table if reason not in _OWN_RULES)
        self._whole = _named_union(table, self._reasons, "whole")
        self._start = _named_union(table, self._reasons, "start")
        self._copyright = _group(_COPYRIGHT, table)
        self._list = _group("list", table)
        self._verbs = frozenset(table.get("list", {}).get("verbs", ()))
        self._author_box = _group("author box", table)
        self._initials = _group("initials", table)
        self._section = _group("section", table)
        self._generic = _union(table.get("title", {}).get("generic", ()))
        blurb = table.get("blurb", {})
        self._plain_marks = tuple(re.compile(mark) for mark in blurb.get("plain", ()))
        self._likely_marks = tuple(re.compile(mark) for mark in blurb.get("likely", ()))
        self._caption = re.compile(table.get("photo credit", {}).get("caption", r"(?!)"))
        self._glued = tuple(re.compile(mark) for mark in table.get("photo credit", {}).get("glued", ()))

    def reason(self, text: str) -> str | None:
        """Why the line is furniture, or None; the same wherever it stands."""
        words = count_words(text)
        if len(text) > _LONGEST_LINE:
            return None
        if words > _LONGEST or (words > _LONGEST_SENTENCE and ends_sentence(text)):
            return _COPYRIGHT if words <= _LONGEST_NOTICE and self._copyright.holds(folded(text)) else None
        printed = straight(text).lstrip("►▶➤»→▸▪● ")
        line = printed.lower()
        found = self._whole.fullmatch(line)
        if found:
            return self._reasons[_number(found)]
        found = self._start.match(line)
        if found is None:
            return None
        reason = self._reasons[_number(found)]
        return None if _is_of_story(reason, printed, found.end()) else reason

    def begins_list(self, text: str) -> bool:
        """Whether the line is the heading of a list of other stories."""
        return count_words(text) <= 8 and self._list.holds(folded(text))

    def begins_author_box(self, text: str) -> bool:
        """Whether the line is the heading of a blurb about the author or publisher."""
        return count_words(text) <= 8 and self._author_box.holds(folded(text))

    def is_initials(self, text: str) -> bool:
        """Whether the line is an editor's initials."""
        return len(text) <= 24 and self._initials.holds(folded(text))

    def stands_alone(self, text: str) -> bool:
        """Whether the line is a label of some sort, never a part of a broken sentence."""
        return len(text) <= 60 and (
            self.begins_author_box(text) or self.begins_list(text) or self.is_initials(text) or self.is_section(text)
        )

    def is_section(self, text: str) -> bool:
        """Whether the line is a section's label ("Politics"), or a trail of such ("Home > News > Asia")."""
        return (count_words(text) <= 5 and self._section.holds(folded(text))) or self._is_trail(text)

    def _is_trail(self, text: str) -> bool:
        """Whether the line is short steps in a row: two parted by arrows, three by bars, or two of the page's own.

        Three of which one has a verb, or is longer than a menu's word or two, are a title with its section and outlet.
        """
        steps = _TRAIL.split(text.strip()) if len(text) <= _LONGEST_TRAIL else []
        if len(steps) < 2 or not all(_is_step(step) for step in steps):
            return False
        arrows = any(mark in text for mark in ">»›")
        if arrows or (len(steps) > 2 and all(map(self._is_menu, steps))):
            return True
        return all(self.reason(step) or self.is_section(step) for step in steps)

    def _is_menu(self, step: str) -> bool:
        return count_words(step) <= _MENU_WORDS and not self.says_something(step)

    def is_menu(self, text: str) -> bool:
        """Whether the line may be a page's menu: "| Materials | Mergers & Acquisitions |"; one with figures is a table's."""
        if any(char.isdigit() or char in "%$€£¥" for char in text):
            return False
        steps = _STEPS.split(text.strip(" |/")) if len(text) <= _LONGEST_TRAIL else []
        short = (0 < count_words(step) <= _STEP_WORDS and not ends_sentence(step) for step in steps)
        return len(steps) > 1 and all(short) and not any(map(self.says_something, steps))

    def is_generic_title(self, text: str) -> bool:
        """Whether the words say nothing about an article ("Home", "404")."""
        return len(text) <= 60 and self._generic is not None and self._generic.fullmatch(folded(text)) is not None

    def says_something(self, text: str) -> bool:
        """Whether a line in capitals has a verb, as headlines have and lists of names have not."""
        return not self._verbs.isdisjoint(folded(text).replace(":", " ").replace(";", " ").split())

    def speaks_of_page(self, text: str) -> bool:
        """Whether a paragraph has a plain mark of being about the publisher ("our weekly newsletter")."""
        line = folded(text[:3000])
        return any(mark.search(line) for mark in self._plain_marks)

    def is_blurb(self, text: str, authors: Sequence[str]) -> bool:
        """Whether a paragraph is about its publisher or author: two unlike marks, one plain, or a mark and a name."""
        line = folded(text[:3000])
        plain = sum(mark.search(line) is not None for mark in self._plain_marks)
        likely = sum(mark.search(line) is not None for mark in self._likely_marks)
        if any(text.casefold().startswith(author.casefold()) for author in authors):  # a byline may be in capitals
            return plain + likely > 0
        return plain > 0 and plain + likely > 1

    def is_caption(self, text: str) -> bool:
        """Whether the line names whose picture it stands under."""
        return self._caption.search(folded(text[-400:])) is not None

    def split_credit(self, text: str) -> tuple[str, str]:
        """A line without the photo credit glued to its end, and the credit ("" where there is none)."""
        for pattern in self._glued:
            found = pattern.search(text, max(0, len(text) - 100))
            if found:
                return text[: found.start("credit")].rstrip(" |-–—(["), found.group("credit")
        return text, ""


def _is_step(text: str) -> bool:
    """Whether a part of a trail is a name of a few words."""
    return 0 < count_words(text) <= _TRAIL_WORDS and not text[:1].islower() and not ends_sentence(text)


def _number(found: re.Match[str]) -> int:
    return int((found.lastgroup or "g0")[1:])


def _is_of_story(reason: str, line: str, end: int) -> bool:
    """Whether a line that begins as furniture does (to ``end``) is a sentence of the story all the same.

    After "more:" a headline begins with a capital, after "edited by" a name; and no page tells what
    somebody said.
    """
    begins = line[end:].lstrip(" :|–—-")[:1]
    if reason == _RELATED:
        return ends_sentence(line) and (begins.islower() or begins == '"')
    if reason == _CREDIT and begins.islower():
        return True
    return ends_sentence(line) and _TOLD.search(line.lower()) is not None


def _group(reason: str, table: Mapping[str, Any]) -> _Group:
    rules = table.get(reason, {})
    return _Group(_union(rules.get("whole", ())), _union(rules.get("start", ())))


def _named_union(table: Mapping[str, Any], reasons: Sequence[str], key: str) -> re.Pattern[str]:
    """One pattern of all reasons; the name of the group that matched is "g" and the number of the reason."""
    parts = [
        f"(?P<g{number}>{'|'.join(table[reason][key])})"
        for number, reason in enumerate(reasons)
        if table[reason].get(key)
    ]
    return _compiled("|".join(parts) or r"(?!)")


def _union(patterns: Sequence[str]) -> re.Pattern[str] | None:
    return _compiled("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as err:
        raise LexiconError(f"furniture.toml has a pattern that is no regular expression: {err}.") from err
