"""Words of a text, folded and stemmed, each with its place: what questions and passages are compared by."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from Stemmer import Stemmer

from bot.models import Span

# A number with its commas, sign and unit is one word; so is "U.S.", "F-35", "O'Brien", "Self-Defense" is two.
_WORD = re.compile(
    r"[$€£¥]?\d[\d,]*(?:\.\d+)?%?"
    r"|(?:[A-Za-z]\.){2,}"
    r"|[A-Z]{1,3}-\d+[A-Za-z]?"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)?(?:\d+)?"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_CJK = re.compile(r"[぀-ヿ㐀-鿿豈-﫿]")
_AMERICA = frozenset({"US", "USA", "U.S.", "U.S.A.", "US's", "US’s"})  # "us" is a pronoun, "US" a country
_PLURAL_MODEL = re.compile(r"[a-z]{1,3}-\d+s")  # "F-35s"
AROUND = ".,;:!?\"'()[]“”‘’…–—-"  # marks around a word that are no part of it
T = TypeVar("T")
_STEMMER = Stemmer("english", 0)  # its own cache, once it is full, costs three times what it saves


@dataclass(frozen=True, slots=True)
class Token:
    """A word as printed, its span, and its stem (folded, without accents or possessive)."""

    text: str
    span: Span
    stem: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


def fold(text: str) -> str:
    """Lower case without accents or macrons; typographic quotes and dashes made plain.

    The length may change: never use offsets of a folded text on the original.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    kept = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", kept).casefold().replace("’", "'").replace("‘", "'")


@lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """The stem of one word: "Economies" and "economy" share theirs, "U.S." is "us."."""
    return fresh_stem(word)


def fresh_stem(word: str) -> str:
    """As `stem`, found anew."""
    if word in _AMERICA:
        return "us."
    if word.isalpha() and word.isascii():
        return str(_STEMMER.stemWord(word.lower()))
    folded = fold(_POSSESSIVE.sub("", word))
    if _PLURAL_MODEL.fullmatch(folded):
        return folded[:-1]
    if "." in folded and folded[0].isalpha():
        return folded.replace(".", "") + "."
    if folded[:1].isdigit() or folded[:1] in "$€£¥":
        return folded.replace(",", "")
    return str(_STEMMER.stemWord(folded))


def tokens(text: str, offset: int = 0) -> list[Token]:
    """The words of ``text`` in order; ``offset`` is added to each span."""
    return [
        Token(found[0], Span(found.start() + offset, found.end() + offset), stem(found[0]))
        for found in _WORD.finditer(text)
    ]


def fresh_stems(piece: str) -> list[str]:
    """The stems of a run of characters between blanks, found anew."""
    return list(map(fresh_stem, _WORD.findall(piece)))


def stems(text: str) -> list[str]:
    """The stems of the words of ``text``, in order."""
    return list(itertools.chain.from_iterable(map(_stems_of_piece, text.split())))


@lru_cache(maxsize=10_000)
def _stems_of_piece(piece: str) -> tuple[str, ...]:
    """The stems in a run of characters between blanks, which no word goes across; the same runs come again and again."""
    bare = piece.strip(AROUND)
    if bare.isalpha() and bare.isascii():
        return (stem(bare),)
    return tuple(stem(word) for word in _WORD.findall(piece))


def bigrams(words: Iterable[T]) -> set[tuple[T, T]]:
    """Each pair of neighbours."""
    listed = list(words)
    return set(itertools.pairwise(listed))


def has_cjk(text: str) -> bool:
    """Whether the text has Japanese or Chinese characters."""
    return _CJK.search(text) is not None
