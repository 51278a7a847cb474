"""What of a text Discord would act on, by its own rules of escaping."""

from __future__ import annotations

import re
import unicodedata

_PAIR = re.compile(r"\\[^0-9A-Za-z\s]")
_LIVE = re.compile(r"[*_~|`<\[\]@\\]|[A-Za-z]://")
_START = re.compile(r"^[ \t]*(?:#|>|-|\+|\d+[.)](?=\s|$))", re.MULTILINE)


def live(text: str) -> list[str]:
    """Every piece of ``text`` that is markdown, a mention or a link."""
    neutral = _PAIR.sub("\u00b7", text)
    return _LIVE.findall(neutral) + _START.findall(neutral)


def hidden(text: str) -> list[str]:
    """Characters that can't be seen, line breaks apart."""
    return [char for char in text if char != "\n" and unicodedata.category(char) in {"Cf", "Cc", "Cs", "Co"}]
