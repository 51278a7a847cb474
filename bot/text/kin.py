"""Which words stand for which: "bought" for "acquisition", "quake" for "earthquake".

Questions and news seldom use the same word for a thing. Two tables say which words may stand for
each other, and how well: data/lexicon/irregular.toml has one word in several forms that the stemmer
leaves apart, data/lexicon/kin.toml has words of like meaning. All work is done on stems.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from bot.errors import LexiconError
from bot.text.tokens import stem

SAME = 1.0  # the word itself in another form
NEAR = 0.8  # a synonym, or the adjective in another degree
LOOSE = 0.6  # a word of the same scene, or a special word for a general one
HINT = 0.4  # a general word for a special one

_DOUBLED = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")  # "big", "bigger"
_Links = defaultdict[str, set[str]]


class Kin:
    """The words that stand for a word.

    ``kin_table`` is data/lexicon/kin.toml, ``irregular_table`` data/lexicon/irregular.toml. Raises
    `LexiconError` where a line of either joins nothing.
    """

    def __init__(self, kin_table: Mapping[str, Any], irregular_table: Mapping[str, Any]) -> None:
        self._bases: _Links = defaultdict(set)  # "found" -> "find"
        self._forms: _Links = defaultdict(set)  # "find" -> "found"
        self._derived: _Links = defaultdict(set)
        self._spelled: _Links = defaultdict(set)
        self._near: _Links = defaultdict(set)
        self._loose: _Links = defaultdict(set)
        self._special: _Links = defaultdict(set)  # "weapon" -> "missile"
        self._general: _Links = defaultdict(set)  # "missile" -> "weapon"
        self._read_irregular(irregular_table)
        self._read_kin(kin_table)
        self._known = lru_cache(maxsize=2_000)(self._found)

    def of(self, stem: str) -> Mapping[str, float]:
        """The stems that may stand for ``stem``, itself left out, each with a worth in (0, 1].

        Takes time by the number of its kin, whatever the size of the tables; an unknown stem has none.
        """
        return self._known(stem)

    def _found(self, stem: str) -> Mapping[str, float]:
        root = self._root({stem} | self._bases.get(stem, set()))
        found: dict[str, float] = {}
        for worth, links in (
            (HINT, self._general),
            (LOOSE, self._special),
            (LOOSE, self._loose),
            (NEAR, self._near),
        ):
            linked = {other for word in root for other in links.get(word, ())}
            found.update(dict.fromkeys(self._surface(self._root(linked)), worth))
        found.update(dict.fromkeys(self._surface(root), SAME))
        found.pop(stem, None)
        return MappingProxyType(found)

    def _root(self, words: set[str]) -> set[str]:
        """The words with those derived from the same root, in every spelling."""
        spelled = words | {other for word in words for other in self._spelled.get(word, ())}
        derived = spelled | {other for word in spelled for other in self._derived.get(word, ())}
        return derived | {other for word in derived for other in self._spelled.get(word, ())}

    def _surface(self, words: set[str]) -> set[str]:
        """The words with all their irregular inflections."""
        return words | {form for word in words for form in self._forms.get(word, ())}

    def _read_irregular(self, table: Mapping[str, Any]) -> None:
        for base, *forms in _lines("inflected", table["inflected"]):
            for form in forms:
                self._forms[base].add(form)
                self._bases[form].add(base)
        for name, links in (("derived", self._derived), ("spelled", self._spelled)):
            for family in _lines(name, table[name]):
                _join(links, family)
        for adjective in str(table["graded"]).split():
            _join(self._near, {stem(degree) for degree in (adjective, *degrees(adjective))})

    def _read_kin(self, table: Mapping[str, Any]) -> None:
        for name, links in (("near", self._near), ("loose", self._loose)):
            for field, text in table[name].items():
                for head, group in _groups(f"{name}.{field}", text):
                    if head:
                        for word in group:
                            _join(links, (head, word))
                    else:
                        _join(links, group)
        for field, text in table["kinds"].items():
            for general, group in _groups(f"kinds.{field}", text):
                for special in group:
                    self._special[general].add(special)
                    self._general[special].add(general)


def degrees(adjective: str) -> tuple[str, str]:
    """The comparative and the superlative of a short adjective: "big" gives "bigger" and "biggest"."""
    if adjective.endswith("e"):
        trunk = adjective[:-1]
    elif adjective.endswith("y") and adjective[-2] not in "aeiou":
        trunk = adjective[:-1] + "i"
    elif _DOUBLED.fullmatch(adjective):
        trunk = adjective + adjective[-1]
    else:
        trunk = adjective
    return trunk + "er", trunk + "est"


def _join(links: _Links, family: Iterable[str]) -> None:
    members = set(family)
    for word in members:
        links[word] |= members - {word}


def _groups(name: str, text: str) -> Iterator[tuple[str, list[str]]]:
    """The groups of a field: the stem before the colon, or "" where the line has none, and the others."""
    for line in text.splitlines():
        head, colon, rest = line.rpartition(":")
        if colon:
            (first, *group) = next(_lines(name, f"{head} {rest}"))
            yield first, group
        elif line.strip():
            yield "", next(_lines(name, line))


def _lines(name: str, text: str) -> Iterator[list[str]]:
    """The stems of each line that isn't blank."""
    for line in text.splitlines():
        stems = [stem(word) for word in line.split()]
        if len(set(stems)) > 1:
            yield stems
        elif stems:
            raise LexiconError(
                f"[{name}] {line!r} joins nothing: write two words or more that the stemmer tells apart."
            )
