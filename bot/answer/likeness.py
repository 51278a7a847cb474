"""How like remembered words are to words of an article: partial, misspelt or put in other words.

Two views are weighed together: which of the words a sentence has (as printed, by stem, by kin, or
spelt nearly so), and how far they stand there in the same order.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.text.compare import Alignment, align
from bot.text.tokens import stem
from bot.text.wording import Word, Wording, unify

Kin = Callable[[str], Mapping[str, float]]

_BY_STEM = 0.95
_BY_SPELLING = 0.9
_BY_PART = 0.85
_KIN = 0.8  # what kin of the nearest sort is worth
_NEARLY = 80  # of 100: two spellings of one word
_ORDER = 0.55  # what the order is worth beside the words
_FUZZY_FROM = 4  # letters


@dataclass(frozen=True, slots=True)
class Remembered:
    """Words somebody remembers, each with its stem, its weight and its kin."""

    words: tuple[Word, ...]
    stems: tuple[str, ...]
    weights: tuple[float, ...]
    kin: tuple[Mapping[str, float], ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """``score`` from 0 to 1; ``exact`` the share of the words that stands there as printed, in order."""

    score: float
    exact: float
    source: tuple[Word, ...]
    alignment: Alignment | None


def remember(words: Sequence[Word], counts: Mapping[str, int], windows: int, wording: Wording, kin: Kin) -> Remembered:
    """Weighs remembered words by how rare they are: ``counts`` by key, in a corpus of so many ``windows``."""
    stems = tuple(stem(word.key) for word in words)
    weights = tuple(_weight(word.key, counts.get(word.key, 0), windows, wording) for word in words)
    return Remembered(tuple(words), stems, weights, tuple(kin(one) for one in stems))


def _weight(key: str, count: int, windows: int, wording: Wording) -> float:
    if wording.is_function(key):
        return wording.weight(key)
    return 1.0 + 0.6 * max(0.0, 1 - math.log1p(count) / math.log1p(max(windows, 2)))


def likeness(remembered: Remembered, source: Sequence[Word], least: float = 0.0) -> Likeness:
    """How like the remembered words are to ``source``; where too few of them are there for ``least``, not laid on it."""
    total = sum(remembered.weights)
    if not source or not total:
        return Likeness(0.0, 0.0, tuple(source), None)
    asked, joined = unify(remembered.words, source)
    if len(asked) != len(remembered.words):
        return likeness(_resplit(remembered, asked), source, least)
    keys = [word.key for word in joined]
    met = _met(remembered, keys)
    bag = sum(weight * worth for weight, (_, worth) in zip(remembered.weights, met, strict=True)) / total
    if bag < least:
        return Likeness(bag, 0.0, joined, None)
    own, theirs = [word.key for word in asked], [key for key, _ in met]
    weigh = dict(zip(theirs, remembered.weights, strict=True))
    alignment = align(theirs, keys, lambda key: weigh.get(key, 0.3))
    exact = alignment if own == theirs else align(own, keys, lambda key: weigh.get(key, 1.0))
    order = alignment.share if alignment else 0.0
    score = bag * (1 - _ORDER) + min(order, bag) * _ORDER
    return Likeness(score, exact.share if exact else 0.0, joined, alignment)


def _resplit(remembered: Remembered, asked: Sequence[Word]) -> Remembered:
    """The same memory after a word was split that the source has in two."""
    known = {word.key: at for at, word in enumerate(remembered.words)}
    places = [known.get(word.key) for word in asked]
    return Remembered(
        tuple(asked),
        tuple(stem(word.key) for word in asked),
        tuple(1.0 if at is None else remembered.weights[at] for at in places),
        tuple({} if at is None else remembered.kin[at] for at in places),
    )


def _met(remembered: Remembered, keys: Sequence[str]) -> list[tuple[str, float]]:
    """For each remembered word, the source's word that it meets and how well; itself and 0 where none."""
    own = set(keys)
    by_stem = {stem(key): key for key in reversed(keys)}
    long = [key for key in dict.fromkeys(keys) if len(key) >= _FUZZY_FROM]
    return [_meet(remembered, at, own, by_stem, long) for at in range(len(remembered.words))]


def _meet(
    remembered: Remembered, at: int, own: set[str], by_stem: Mapping[str, str], long: Sequence[str]
) -> tuple[str, float]:
    key = remembered.words[at].key
    if key in own:
        return key, 1.0
    if remembered.stems[at] in by_stem:
        return by_stem[remembered.stems[at]], _BY_STEM
    near = [(worth, form) for form, worth in remembered.kin[at].items() if form in by_stem]
    if near:
        worth, form = max(near)
        return by_stem[form], worth * _KIN
    if len(key) < _FUZZY_FROM:
        return key, 0.0
    begun = next((one for one in long if len(one) > 5 and len(key) > 5 and one[:5] == key[:5]), None)
    found = process.extractOne(key, long, scorer=fuzz.ratio, score_cutoff=_NEARLY)
    if found is not None:
        return found[0], _BY_SPELLING
    return (begun, _BY_PART) if begun else (key, 0.0)
