"""Makes words of articles and users inert for Discord: no markdown, no mention, no link, nothing invisible."""

from __future__ import annotations

import re
import unicodedata

from bot.ui.limits import length, shorten

# Always live in Discord's markdown, wherever they stand; "@" and "<" also start mentions and timestamps.
_LIVE = re.compile(r"[\\*_~|`<\[\]@]")
# Live at the start of a line alone: headings, small print, quotes, lists.
_LINE_START = re.compile(r"^([ \t]{0,8})([#>+\-])", re.MULTILINE)
_NUMBER = re.compile(r"^([ \t]{0,8}\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
_BARE_LINK = re.compile(r"(?<=[a-z])(:)(?=//)", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACE = re.compile(r"\s+")
# Format, control, surrogate and private characters, and fillers that show as nothing.
_HIDDEN_CATEGORIES = {"Cf", "Cc", "Cs", "Co"}
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800\ufffc")
_KEPT = frozenset("\n")
_PLAIN = re.compile(r"[\x20-\x7e\n]*\Z")


def visible(text: str) -> str:
    """``text`` without characters that can't be seen; line breaks are kept, tabs become blanks, lone surrogates go."""
    if _PLAIN.match(text):
        return text
    text = _BREAKS.sub("\n", text).replace("\t", " ")
    return "".join(char for char in text if char in _KEPT or not _hidden(char))


def _hidden(char: str) -> bool:
    return char in _FILLERS or unicodedata.category(char) in _HIDDEN_CATEGORIES


def one_line(text: str) -> str:
    """``text`` with every run of white space as one blank."""
    return _SPACE.sub(" ", visible(text)).strip()


def inert(text: str) -> str:
    """A piece from inside a line, so that Discord shows it as it is."""
    return _BARE_LINK.sub(r"\\:", _LIVE.sub(r"\\\g<0>", visible(text)))


def guard(text: str) -> str:
    """Inert text whose lines start no heading, list, small print or quote."""
    return _LINE_START.sub(r"\1\\\2", _NUMBER.sub(r"\1\\\2", text))


def escape(text: str) -> str:
    """``text`` so that Discord shows it as it is, line breaks kept."""
    return guard(inert(text))


def unescape(text: str) -> str:
    """The words that an escaped text shows."""
    return _ESCAPED.sub(r"\1", text)


def fit(text: str, limit: int) -> str:
    """``text`` in one line, escaped, cut with an ellipsis so that the escaped form has at most ``limit`` units."""
    line = one_line(text)
    room = limit
    while length(shown := escape(shorten(line, room))) > limit:
        room = max(1, min(room - 1, room * limit // length(shown)))
    return shown
