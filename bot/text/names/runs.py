"""Runs of capitalised words: where the names of an article may stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.text.names.tables import NamingTables
from bot.text.prose import Prose

_PARTICLES = frozenset(
    ["de", "van", "von", "bin", "al", "der", "den", "del", "da", "di", "ibn", "ben", "el", "le", "du", "la", "dos"]
)
_OF_TITLES = frozenset({"secretary", "minister", "speaker", "president", "director", "chief", "governor", "leader"})
_PREFIXES = frozenset({"al", "el", "then", "ex"})
_BRIDGES = _PARTICLES | {"of", "for", "and", "&"}
_HEADLINE_SHARE = 0.75
_SMALL = 3  # letters of words that headlines leave small
_FEWEST = 4  # long words of a headline


@dataclass(slots=True)
class Run:
    """Words ``first`` up to, not including, ``last`` of the prose."""

    first: int
    last: int

    def words(self, prose: Prose) -> list[str]:
        """The words of the run as printed."""
        return prose.words[self.first : self.last]


def is_capital(word: str) -> bool:
    """Whether a word begins with a capital, behind a hyphened prefix too ("al-Assad", "then-Prime")."""
    if word[0].isupper():
        return True
    prefix, hyphen, rest = word.partition("-")
    return hyphen == "-" and prefix in _PREFIXES and rest[:1].isupper()


def capital_words(prose: Prose) -> list[int]:
    """The indexes of the capitalised words."""
    return [i for i, w in enumerate(prose.words) if w[0].isupper() or ("-" in w and is_capital(w))]


def headline_paragraphs(prose: Prose, capitals: Sequence[int], small: frozenset[str]) -> frozenset[int]:
    """Paragraphs in which nearly every long word is capitalised, so that a capital tells nothing.

    ``small`` are the words that a headline leaves small: a paragraph with a full stop and others is a sentence.
    """
    words, paragraph = prose.words, prose.paragraph
    capital = Counter([paragraph[i] for i in capitals if len(words[i]) > _SMALL and words[i][0].isupper()])
    return frozenset(
        number
        for number, count in capital.items()
        if _long_words(prose, number, count / _HEADLINE_SHARE) >= _FEWEST and not _is_sentence(prose, number, small)
    )


def _is_sentence(prose: Prose, number: int, small: frozenset[str]) -> bool:
    """Whether a paragraph ends in a full stop and has a small word that a headline would print large."""
    first = bisect_left(prose.paragraph, number)
    words = prose.words[first : bisect_right(prose.paragraph, number, first)]
    return words[-1] == "." and any(word.islower() and word.isalpha() and word not in small for word in words)


def _long_words(prose: Prose, number: int, below: float) -> int:
    """How many words of a paragraph are long, as long as they stay below a number; 0 where they don't."""
    first = bisect_left(prose.paragraph, number)
    count = 0
    for word in prose.words[first : bisect_right(prose.paragraph, number, first)]:
        if len(word) > _SMALL:
            count += 1
            if count >= below:
                return 0
    return count


def runs(prose: Prose, tables: NamingTables, capitals: Sequence[int], headlines: frozenset[int]) -> Iterator[Run]:
    """The maximal runs of ``capitals`` outside headlines, connecting words ("of", "van", "&") included."""
    last = 0
    paragraph = prose.paragraph
    for index in capitals:
        if index >= last and paragraph[index] not in headlines:
            last = _run_end(prose, index, tables)
            yield Run(index, last)


def _run_end(prose: Prose, first: int, tables: NamingTables) -> int:
    index = first + 1
    if index < len(prose) and prose.lower[index] not in _BRIDGES and not is_capital(prose.words[index]):
        return index
    while index < len(prose) and prose.joined(index) and index - first < 14:
        if is_capital(prose.words[index]):
            index += 1
        elif step := _bridge(prose, first, index, tables):
            index += step
        else:
            break
    return index


def _bridge(prose: Prose, first: int, index: int, tables: NamingTables) -> int:
    """How many words to step over when a small word at ``index`` ties two capitals; 0 when it does not."""
    word = prose.lower[index]
    if not _capital_at(prose, index + 1):
        if word in {"of", "for"} and prose.lower[index + 1 : index + 2] == ["the"] and _capital_at(prose, index + 2):
            return 3 if prose.lower[index - 1] in tables.body_openers else 0
        return 0
    if word in _PARTICLES or word == "&":
        return 2
    if word in {"of", "for"}:
        before = prose.lower[index - 1]
        return 2 if before in tables.body_openers or (word == "of" and before in _OF_TITLES) else 0
    if word == "and":
        opened = prose.lower[first] in tables.body_openers and "of" in prose.lower[first:index]
        return 2 if opened else 0
    return 0


def _capital_at(prose: Prose, index: int) -> bool:
    return index < len(prose) and prose.joined(index) and is_capital(prose.words[index])
