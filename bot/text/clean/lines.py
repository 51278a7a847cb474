"""A line of a text and what it looks like: a sentence, a headline, a list item, a speaker's turn."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.text.abbreviations import OPEN, TITLES, words_of

_QUOTES = (("’", "'"), ("‘", "'"), ("‛", "'"), ("`", "'"), ("“", '"'), ("”", '"'), ("„", '"'))

MARKS = "-–—•*·▪■●◦‣►▶➤»→▸○□ "
"""What leads the items of a list."""

_PROSE_WORDS = 8
_LONG_WORDS = 30
_ENDS = re.compile(r"[.!?…。！？][\s.\"'”’»)\]」』）]{0,6}$")
_HASHES = re.compile(r"#{1,6} (?=\S)")  # a heading of Markdown
_BULLET = re.compile(r"(?:[-–—•*·▪■●◦‣►▶○□]|\d{1,2}[.)])\s+\S|[•▪■●◦‣►▶]")
_LONE_MARK = re.compile(r"[\W_]{1,80}$|\d{1,3}$")
_TURN = re.compile(r"Q[.:]?\s|A[.:]\s|[A-Z][A-Z .,'’-]{1,60}(?:\([^()]{1,60}\))?\s?:")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_CJK = re.compile(r"[぀-ヿ一-鿿가-힣]")
_NOT_WORD = re.compile(r"[\W_]+")
_MARKS_TO_BLANKS = {code: " " for code in range(128) if not chr(code).isalnum()}
_SMALL = words_of(
    "a an and as at but by for from in into nor of off on onto or over per so the to up via vs with is it its be"
)


class Role(StrEnum):
    """What a line of the header tells."""

    TITLE = "title"
    BYLINE = "byline"
    STAMP = "stamp"
    OUTLET = "outlet"
    URL = "url"


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """A line of the header: what it tells, its number in the text (from 1), and its words."""

    role: Role
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its number (from 1), its words with single blanks, whether a blank line precedes.

    Where several lines were put together, ``last`` is the number of the last one. ``heading`` marks one that
    Markdown's hashes, taken off, made a heading.
    """

    number: int
    text: str
    gap: bool
    last: int
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that make one paragraph, and their words joined by blanks."""

    lines: tuple[Line, ...]
    text: str

    @property
    def number(self) -> int:
        """The number of the first line."""
        return self.lines[0].number


def read_lines(text: str) -> list[Line]:
    """The lines of a text that are not blank."""
    lines, gap = [], True
    for number, raw in enumerate(text.splitlines(), 1):
        words = " ".join(raw.split())
        if words:
            marks = _HASHES.match(words)
            lines.append(Line(number, words[marks.end() :] if marks else words, gap, number, marks is not None))
        gap = not words
    return lines


def block_of(lines: Iterable[Line]) -> Block:
    """The paragraph that the lines make."""
    kept = tuple(lines)
    return Block(kept, " ".join(line.text for line in kept))


def straight(text: str) -> str:
    """The text with straight quotes."""
    if text.isascii():
        return text.replace("`", "'")
    for curly, plain in _QUOTES:
        text = text.replace(curly, plain)
    return text


def folded(text: str) -> str:
    """Lower case, straight quotes: what the patterns of the lexicon are written against."""
    return straight(text).lower()


def sameness(text: str) -> str:
    """What two copies of a line have in common: words alone, whatever the case and the marks."""
    if text.isascii():
        return " ".join(text.translate(_MARKS_TO_BLANKS).split()).lower()
    return _NOT_WORD.sub(" ", text).strip().casefold()


def ends_sentence(text: str) -> bool:
    """Whether the line ends as a sentence does; a full stop of an abbreviation is not taken for one."""
    if not _ENDS.search(text[-8:]):
        return False
    if text[-1] != ".":
        return True
    last = text.rsplit(None, 1)[-1].rstrip(".").lstrip("\"'“‘([").lower()
    return not (last in TITLES or last in OPEN or (len(last) == 1 and last.isalpha()))


def is_bullet(text: str) -> bool:
    """Whether the line is led by a list's mark or number."""
    return _BULLET.match(text) is not None


def is_stray_mark(text: str) -> bool:
    """Whether the line holds no letter and no digit."""
    return _LONE_MARK.match(text) is not None


def is_turn(text: str) -> bool:
    """Whether a speaker's turn or a stage direction of a transcript begins here."""
    return _TURN.match(text) is not None


def capitals(text: str) -> float:
    """The share of words that begin with a capital, small words left out; 0 without such words."""
    words = [word for word in _WORD.findall(text) if word.lower() not in _SMALL]
    return sum(word[0].isupper() for word in words) / len(words) if words else 0.0


def count_words(text: str) -> int:
    """Words as blanks part them; of Japanese, Chinese and Korean, two characters count as a word."""
    words = text.count(" ") + 1
    return words if text.isascii() else max(words, len(_CJK.findall(text[:400])) // 2)


def is_prose(text: str) -> bool:
    """Whether the line tells something in sentences, as a story's paragraph does."""
    words = count_words(text)
    if words >= _LONG_WORDS:
        return capitals(text) < 0.7 or ends_sentence(text)
    if words < _PROSE_WORDS or is_bullet(text):
        return False
    return ends_sentence(text) and capitals(text) < 0.75


def is_headline(text: str) -> bool:
    """Whether the line could be a headline: 3 to 30 words, no full stop unless in capitals like a title."""
    if not 3 <= count_words(text) <= 30 or is_turn(text) or text[0].islower():
        return False
    if ends_sentence(text) and not text.endswith(("?", "!")):
        return capitals(text) >= 0.75
    return not text.endswith((":", ",", ";", "-", "—", "–"))
