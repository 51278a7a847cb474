"""The outlet's name where no table has it: beside the stamp ("HARBOUR NEWS - Jan 5, 2024"), or as a label over the title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_PARTS = re.compile(r"\s+[|•·–—-]\s+|\s*[|•]\s*")
_NAME = re.compile(r"(?:The\s)?[A-Z][\w&.'’-]*(?:\s(?:of|the|and|&|[A-Z][\w&.'’-]*)){1,4}")


class MastheadReader:
    """Constructed with header.toml."""

    def __init__(self, header: Mapping[str, Any]) -> None:
        table = header["masthead"]
        self._beside = frozenset(str(table["beside"]).split())
        self._over = frozenset(str(table["over"]).split())
        self._no_names = frozenset(str(table["no_names"]).split())

    def beside(self, stamps: Iterable[str]) -> str | None:
        """The name in a part of a stamp's line."""
        parts = (part.strip() for line in stamps for part in _PARTS.split(line))
        return next((part for part in parts if self._is_name(part, self._beside)), None)

    def over(self, labels: Iterable[str]) -> str | None:
        """The name among the labels over a title."""
        return next((label for label in labels if self._is_name(label, self._over)), None)

    def _is_name(self, text: str, lasts: frozenset[str]) -> bool:
        words = text.lower().removeprefix("the ").split()
        if len(words) < 2 or not _NAME.fullmatch(text):
            return False
        return words[-1] in lasts and not self._no_names.issuperset(words[:-1])
