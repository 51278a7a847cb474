"""Lines that belong to the page and not to the story: those that the lexicon knows, and the lists they begin."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.errors import LexiconError
from bot.models import Removed
from bot.text.clean.lines import (
    FOLD,
    MARKS,
    Line,
    count_words,
    ends_sentence,
    folded,
    is_bullet,
    is_prose,
    is_stray_mark,
)

LIST = "list of other stories"
_LONGEST = 30  # words of a line that a pattern may take out
_RELATED, _COPYRIGHT = "related", "copyright"
_LONGEST_NOTICE = 80
_DEPTH = 12  # lines after a list in which the story is looked for
_FEWEST = 4  # words of a headline in a list that the story goes on after
_LONGEST_SENTENCE = 19  # … of one that reads like a sentence of the story
_OWN_RULES = frozenset({"title", "section", "blurb", "author box", "initials", "list"})


@dataclass(frozen=True, slots=True)
class _Group:
    reason: str
    whole: re.Pattern[str] | None
    start: re.Pattern[str] | None

    def holds(self, line: str) -> bool:
        """Whether a pattern of the group takes the folded line."""
        if self.whole is not None and self.whole.fullmatch(line):
            return True
        return self.start is not None and self.start.match(line) is not None

    def leads_to(self, line: str) -> str:
        """What stands in the line after the words that a pattern takes ("read also: …")."""
        found = self.start.match(line.lower()) if self.start is not None else None
        return line[found.end() :].lstrip(" :|–—-") if found else ""


class Furniture:
    """The patterns of data/lexicon/furniture.toml, ready to be asked about a line."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._groups = tuple(_group(reason, table) for reason in table if reason not in _OWN_RULES)
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
        if words > _LONGEST or (words > _LONGEST_SENTENCE and ends_sentence(text)):
            return _COPYRIGHT if words <= _LONGEST_NOTICE and self._copyright.holds(folded(text)) else None
        line = folded(text).lstrip("►▶➤»→▸▪● ")
        for group in self._groups:
            if group.holds(line):
                goes_on = group.reason == _RELATED and group.leads_to(text.translate(FOLD))[:1].islower()
                return None if goes_on and ends_sentence(text) else group.reason
        return None

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
        """Whether the line is a section's label ("Politics")."""
        return count_words(text) <= 5 and self._section.holds(folded(text))

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
        if any(text.startswith(author) for author in authors):
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


def take_out(lines: Sequence[Line], furniture: Furniture) -> tuple[list[Line], list[Removed]]:
    """The lines that stay, and those that the lexicon knows as furniture, with the lists they begin."""
    kept: list[Line] = []
    removed: list[Removed] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if furniture.begins_list(line.text):
            until = _list_end(lines, at + 1, furniture)
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


def _list_end(lines: Sequence[Line], start: int, furniture: Furniture) -> int:
    """Where the list ends that begins at ``start``: at prose, or before a heading of the story."""
    end = start
    while end < len(lines) and _is_item(lines[end].text, furniture):
        end += 1
    if any(is_prose(line.text) for line in lines[end : end + _DEPTH]):  # the story goes on: what is short is its own
        end = next((at for at in range(start, end) if _is_short(lines[at - 1].text, lines[at].text)), end)
    while end < len(lines) and end - start > 1 and _is_subheading(lines, end - 1):
        end -= 1
    return end


def _is_item(text: str, furniture: Furniture) -> bool:
    words = text.lstrip(MARKS)
    if not words or furniture.begins_list(text):
        return True
    return not is_prose(words) and count_words(words) <= _LONGEST and (is_bullet(text) or not words.endswith("."))


def _is_short(before: str, text: str) -> bool:
    """Whether a line without a list's mark, on it or alone before it, is too short for a headline."""
    return not (is_stray_mark(text) or is_stray_mark(before) or is_bullet(text)) and count_words(text) < _FEWEST


def _is_subheading(lines: Sequence[Line], at: int) -> bool:
    """Whether the line stands apart from the list's items and leads the prose after it."""
    line, before = lines[at], lines[at - 1]
    return line.gap and not before.gap and not is_bullet(line.text) and at + 1 < len(lines)


def _group(reason: str, table: Mapping[str, Any]) -> _Group:
    rules = table.get(reason, {})
    return _Group(reason, _union(rules.get("whole", ())), _union(rules.get("start", ())))


def _union(patterns: Sequence[str]) -> re.Pattern[str] | None:
    if not patterns:
        return None
    try:
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    except re.error as err:
        raise LexiconError(f"furniture.toml has a pattern that is no regular expression: {err}.") from err
