"""Words as they are compared: two printings of one remark give the same keys.

Case, typography, accents, hyphens' presence, short forms ("we're") and editorial brackets are no
difference; every other letter is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from bot.models import Span
from bot.text.tokens import fold

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")
_APOSTROPHE = "'’‘ʼ`´′"
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUN = rf"[^\W_{_CJK}]{{1,60}}(?:[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]{{1,9}}[^\W_{_CJK}]{{0,60}}){{0,20}}"
_TOKEN = re.compile(
    r"(?P<gap>\[\s{0,9}(?:…|\.{3,9}|\.\s\.\s\.)\s{0,9}\]|…|\.{3,}|\.\s\.\s\.)"
    r"|(?P<initials>(?<![^\W\d_])(?:[^\W\d_]\.){1,9}[^\W\d_](?![^\W_])\.?)"
    r"|(?P<number>[$€£¥]?\d{1,40}(?:[.,]\d{1,40}){0,9}(?:st|nd|rd|th|s)?(?![^\W\d_]))"
    rf"|(?P<word>(?:\[[^\W\d_]{{1,30}}\](?=[^\W_]))?"  # "[W]e"
    rf"{_RUN}(?:[{_APOSTROPHE}][^\W_{_CJK}]{{1,30}}){{0,3}}"
    r"(?:\[[^\W\d_]{1,30}\])?)"  # "ensur[ing]"
    r"|(?P<open>\[)|(?P<close>\])"
    rf"|(?P<cjk>[{_CJK}])"
    r"|(?P<sign>[%&])"
)
_BRACKETS = re.compile(r"[\[\]]")
_REMEMBERED = 12_000  # printed words whose keys are kept in mind


class Word(NamedTuple):
    """One word: the key it is compared by, and where it stands in the text it was read from.

    ``editorial`` marks words in square brackets, ``gap`` those behind an ellipsis. A plain tuple,
    since they are made by the thousand for every answer.
    """

    key: str
    start: int
    end: int
    editorial: bool = False
    gap: bool = False

    @property
    def span(self) -> Span:
        """Where the word stands."""
        return Span(self.start, self.end)


class Wording:
    """Reads texts into words.

    ``table`` is data/lexicon/wording.toml; ``spelling`` are pairs "defence|defense", as in topics.toml.
    """

    def __init__(self, table: Mapping[str, Any], spelling: Iterable[str] = ()) -> None:
        self._contractions: dict[str, str] = dict(table["contractions"])
        self._whole: dict[str, list[str]] = dict(table["whole"])
        self._is_behind = frozenset(table["is"]["behind"])
        self._perfect = frozenset(table["is"]["perfect"])
        pairs = (pair.split("|") for pair in spelling if not {" ", "-"} & set(pair))
        spelt = {british + end: american + end for british, american in pairs for end in ("", "s", "d")}
        self._same: dict[str, str] = spelt | dict(table["same"])
        self._known: dict[str, tuple[str, ...]] = {}  # printed -> keys
        self._function = frozenset(table["function"]["words"].split())

    def words(self, text: str, offset: int = 0) -> tuple[Word, ...]:
        """The words of ``text`` in order; ``offset`` is added to every span."""
        found: list[Word] = []
        gap = editorial = False
        for match in _TOKEN.finditer(text):
            kind = match.lastgroup
            if kind == "gap":
                gap = True
                continue
            if kind == "open" or kind == "close":  # noqa: PLR1714 - runs once for every mark of a corpus
                editorial = kind == "open" and text.find("]", match.end(), match.end() + 200) >= 0
                continue
            start, end = match.start() + offset, match.end() + offset
            keys = self._keys(match[0])
            if len(keys) == 1:
                found.append(Word(keys[0], start, end, editorial, gap))
            else:
                found += _split(keys, Span(start, end), match[0], editorial=editorial, gap=gap)
            gap = False
        return self._settle_is(found)

    def is_function(self, key: str) -> bool:
        """Whether a word carries little of what a remark is about."""
        return key in self._function

    def weight(self, key: str) -> float:
        """How much of a remark a word carries: 1, or 0.3 for a function word."""
        return 0.3 if key in self._function else 1.0

    def _keys(self, printed: str) -> tuple[str, ...]:
        """The keys of what was printed as one word."""
        known = self._known.get(printed)
        if known is None:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            known = self._known[printed] = self._read(_key(printed))
        return known

    def _read(self, key: str) -> tuple[str, ...]:
        if key in self._whole:
            return tuple(self._whole[key])
        base, mark, _ = key.rpartition("'")
        if mark:
            if key.endswith("n't") and len(key) > 3:
                return key[:-3], "not"
            meant = self._contractions.get(key[len(base) :])
            if meant:
                return self._same.get(base, base), meant
            if key.endswith("'s") and base in self._is_behind:
                return base, "'s"
        return (self._same.get(key, key),)

    def _settle_is(self, words: list[Word]) -> tuple[Word, ...]:
        for index, word in enumerate(words):
            if word.key == "'s":
                behind = words[index + 1].key if index + 1 < len(words) else ""
                words[index] = word._replace(key="has" if behind in self._perfect else "is")
        return tuple(words)


def _key(printed: str) -> str:
    text = _BRACKETS.sub("", _INVISIBLE.sub("", printed))
    for mark in _APOSTROPHE[1:]:
        text = text.replace(mark, "'")
    text = fold(text)
    if text[:1].isdigit() or text[:1] in "$€£¥":
        return text.replace(",", "")
    return text.replace(".", "")


def _split(keys: Sequence[str], span: Span, printed: str, *, editorial: bool, gap: bool) -> list[Word]:
    """Words that were printed as one; the last takes what the others leave of the span."""
    at, made = 0, []
    for number, key in enumerate(keys, 1):
        end = len(printed) if number == len(keys) else _past(printed, at, len(key))
        made.append(Word(key, span.start + at, span.start + end, editorial, gap and number == 1))
        at = end
    return made


def _past(printed: str, at: int, letters: int) -> int:
    """The place behind so many letters from ``at`` on, with a character left over."""
    while at < len(printed) - 1 and letters:
        letters -= printed[at].isalnum()
        at += 1
    return at


def unify(one: Sequence[Word], other: Sequence[Word]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Both with the same joins: "likeminded" in one is split where the other has "like-minded"."""
    return _split_like(one, other), _split_like(other, one)


def _split_like(words: Sequence[Word], like: Sequence[Word]) -> tuple[Word, ...]:
    known = {word.key for word in like}
    joins = {a.key + b.key: (a.key, b.key) for a, b in pairwise(like)}
    made: list[Word] = []
    for word in words:
        halves = joins.get(word.key) if word.key not in known else None
        if halves:
            first, second = halves
            middle = min(word.start + len(first), word.end)
            made.append(Word(first, word.start, middle, word.editorial, word.gap))
            made.append(Word(second, middle, word.end, word.editorial))
        else:
            made.append(word)
    return tuple(made)
