"""The outlet's name where no table has it: in the page's first line, over or under the title, beside the stamp, in a line of rights.

A name is known by a word of it ("HARBOUR NEWS - Jan 5, 2024", "The Daily Anchor"), or by its place: it ends the
title or begins the page, and stands again in another line of the page ("© 2024 Circuit & Board").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_PARTS = re.compile(r"\s+[|•·–—/>»-]\s+|\s*[|•»]\s*|,\s+")
_WORD = r"[A-Z0-9][\w&.'’-]*"
_NAME = re.compile(rf"(?:The\s)?{_WORD}(?:\s(?:of|the|and|for|&|{_WORD})){{1,5}}")
_RIGHTS = re.compile(
    rf"^\W*(?:©|\(c\)|copyright)(?:\s*(?:©|\(c\)|copyright|by|\d{{4}}(?:\s?[-–]\s?\d{{4}})?),?)*\s+(?P<name>(?-i:(?:The\s)?{_WORD}(?:\s(?:of|the|and|for|&|{_WORD})){{0,5}}))",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:first\s+)?(?:published|posted|appeared)\s+(?:in|on|by)\s+", re.IGNORECASE)
_COMPANY = re.compile(r",?\s+(?:Limited|Ltd|Inc|LLC|Co|Corp|Corporation|Pty|GmbH|All|Pvt)\b.*$")
_TELLING = re.compile(
    r"©|\b(?:copyright|rights|staff|photo|published)\b|(?-i:(?:\b[a-z]+\b.*){3})", re.IGNORECASE
)  # no tag
_DOMAIN = re.compile(r"(?:www\.)?(?P<name>[A-Z][\w-]{2,40})\.(?:[a-z]{2,6})(?:\.[a-z]{2})?")
_CERTAIN = 3  # words of a name in capitals that may be made of words of sections alone: "PACIFIC DEFENCE REVIEW"


class MastheadReader:
    """Constructed with header.toml."""

    def __init__(self, header: Mapping[str, Any]) -> None:
        table = header["masthead"]
        self._beside = frozenset(str(table["beside"]).split())
        self._over = frozenset(str(table["over"]).split())
        self._first = frozenset(str(table["first"]).split())
        self._page = frozenset(str(table["page"]).split())
        self._no_names = frozenset(str(table["no_names"]).split())

    def beside(self, stamps: Iterable[str]) -> str | None:
        """The name in a part of a stamp's line."""
        parts = (_LEAD.sub("", part.strip()) for line in stamps for part in _PARTS.split(line))
        return next((part for part in parts if self._ends(part, self._beside)), None)

    def of_line(self, line: str) -> str | None:
        """The name that a line begins with, which stands over or under a title."""
        first = _PARTS.split(line, maxsplit=1)[0].strip()
        return first if self._ends(first, self._first | self._beside if first.isupper() else self._over) else None

    def is_of_page(self, line: str) -> bool:
        """Whether a line speaks of the page rather than of the world: "Sections Sign in Subscribe"."""
        return not self._page.isdisjoint(line.lower().split())

    def of_page(self, line: str, elsewhere: Sequence[str]) -> str | None:
        """The name that a page's first line begins with: by a word of it, or since another line has it as well."""
        if found := _DOMAIN.fullmatch(line.strip()):
            return found["name"]
        first = _PARTS.split(line, maxsplit=1)[0].strip()
        words = first.lower().removeprefix("the ").split()
        if not _NAME.fullmatch(first) or self._no_names.issuperset(words) or "’s" in first or "'s" in first:
            return None
        known = not self._first.isdisjoint(word.rpartition("-")[2] for word in words) or self._ends(first, self._beside)
        if known or "&" in words:
            return first
        telling = (line for line in elsewhere if _TELLING.search(line))
        named = first.isupper() or first.startswith("The ") or "&" in words
        return first if named and self.stands_in(first, telling) else None

    def of_title(self, suffix: str, elsewhere: Iterable[str]) -> str | None:
        """The name that ends a title, where it is known by its last word, or another line of the page has it as well."""
        if self._ends(suffix, self._beside):
            return suffix
        named = _NAME.fullmatch(suffix) is not None and self.stands_in(suffix.removeprefix("The "), elsewhere)
        return suffix if named else None

    def of_rights(self, lines: Iterable[str]) -> str | None:
        """Whose the rights are that a line tells of: "© 2024 The Harbour Post. All rights reserved"."""
        found = (_RIGHTS.match(line) for line in lines)
        names = (_COMPANY.sub("", each["name"]).rstrip(".") for each in found if each)
        return next((name for name in names if not self._no_names.issuperset(name.lower().split())), None)

    def stands_in(self, name: str, lines: Iterable[str]) -> bool:
        """Whether one of the lines has a name."""
        found = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        return any(found.search(line) for line in lines)

    def is_agency(self, name: str) -> bool:
        """Whether a name in a dateline's brackets is an agency's: "TOKYO (Sakura Press) -"."""
        return self._ends(name, self._beside)

    def _ends(self, text: str, lasts: frozenset[str]) -> bool:
        """Whether a text is a name that ends in one of the words."""
        words = text.lower().removeprefix("the ").split()
        if len(words) < 2 or not _NAME.fullmatch(text) or words[-1] not in lasts:
            return False
        return not self._no_names.issuperset(words[:-1]) or (text.isupper() and len(words) >= _CERTAIN)
