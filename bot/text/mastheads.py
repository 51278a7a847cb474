"""The outlet's name where no table has it: over or under the title, beside the stamp, or in a byline's bracket.

A name is known by the word that it ends in ("HARBOUR NEWS - Jan 5, 2024"), or by its place: the page's first
line, and again in a line that tells whose page it is ("Circuit & Board", "© 2024 Circuit & Board").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_PARTS = re.compile(r"\s+[|•·–—/>»-]\s+|\s*[|•»]\s*|,\s+")
_NAME = re.compile(r"(?:The\s)?[A-Z][\w&.'’-]*(?:\s(?:of|the|and|&|[A-Z][\w&.'’-]*)){1,4}")
_CERTAIN = 3  # words of a name in capitals that may be made of words of sections alone: "PACIFIC DEFENCE REVIEW"


class MastheadReader:
    """Constructed with header.toml."""

    def __init__(self, header: Mapping[str, Any]) -> None:
        table = header["masthead"]
        self._beside = frozenset(str(table["beside"]).split())
        self._over = frozenset(str(table["over"]).split())
        self._no_names = frozenset(str(table["no_names"]).split())
        self._owning = re.compile(rf"©|\b(?:{'|'.join(str(table['owns']).split())})\b", re.IGNORECASE)

    def beside(self, stamps: Iterable[str]) -> str | None:
        """The name in a part of a stamp's line."""
        parts = (part.strip() for line in stamps for part in _PARTS.split(line))
        return next((part for part in parts if self._is_name(part, self._beside)), None)

    def of_line(self, line: str) -> str | None:
        """The name that a line begins with, which stands over or under a title."""
        first = _PARTS.split(line, maxsplit=1)[0].strip()
        return first if self._is_name(first, self._over) else None

    def printed_again(self, lines: Sequence[str], elsewhere: Sequence[str]) -> str | None:
        """The name that the page's first line begins with, where a line ``elsewhere`` tells that it owns or publishes."""
        first = _PARTS.split(lines[0], maxsplit=1)[0].strip() if lines else ""
        if not _NAME.fullmatch(first) or self._is_section(first):
            return None
        owned = (line.casefold() for line in elsewhere if self._owning.search(line))
        return first if any(first.casefold() in line for line in owned) else None

    def is_agency(self, name: str) -> bool:
        """Whether a name in a dateline's brackets is an agency's: "TOKYO (Sakura Press) -"."""
        return self._is_name(name, self._beside)

    def _is_section(self, text: str) -> bool:
        return self._no_names.issuperset(text.lower().removeprefix("the ").split())

    def _is_name(self, text: str, lasts: frozenset[str]) -> bool:
        words = text.lower().removeprefix("the ").split()
        if len(words) < 2 or not _NAME.fullmatch(text) or words[-1] not in lasts:
            return False
        return not self._no_names.issuperset(words[:-1]) or (text.isupper() and len(words) >= _CERTAIN)
