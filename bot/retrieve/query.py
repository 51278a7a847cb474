"""A question made ready to be looked up: its words weighed by how rare they are, with their kin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from bot.models import Days
from bot.retrieve.question import Focus, Term
from bot.store.frequency import rarity, telling
from bot.text.glyphs import glyph_of
from bot.text.tokens import tokens

_DETERMINERS = frozenset("a an the of and its his her their our".split())
SHORTEST_ACRONYM = 3  # letters: "HEU" where the question says "highly enriched uranium"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word of the subject with its kin: ``forms`` maps stems to how well they stand for it (1 is the word itself)."""

    text: str
    stem: str
    weight: float
    name: bool
    known: bool  # the corpus has it, or one of its kin
    forms: Mapping[str, float]
    common: bool = False  # enough windows hold the word itself; kin need not be looked up
    telling: float = 0.0  # what a window that holds it is worth, as BM25 has it: nothing where half of them do
    phrases: tuple[tuple[frozenset[str], float], ...] = ()  # stems that stand for it together: "Taiwan Strait"
    person: bool = False  # somebody's family name
    spelt: str = ""  # the stem that the corpus has, where the question seems to have misspelt it

    def held_by(self, words: AbstractSet[str]) -> float:
        """How well words stand for this one: by one of its forms, or by all the words of a phrase."""
        single = max((worth for form, worth in self.forms.items() if form in words), default=0.0)
        return max([single, *(worth for phrase, worth in self.phrases if phrase <= words)])


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who held an office from ``first`` to ``last``; ``surname`` is a stem."""

    surname: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Role:
    """An office that a question names: the places of its words among the terms, and who held it.

    In an article of its time a holder's name stands for the office's words.
    """

    terms: tuple[int, ...]
    holders: tuple[Holder, ...]

    def names(self, day: date | None) -> frozenset[str]:
        """The surnames' glyphs of those who held the office on a day; nobody's where the day is not known."""
        return frozenset(glyph_of(h.surname) for h in self.holders if day is not None and h.first <= day <= h.last)


@dataclass(frozen=True)
class Query:
    """What evidence is looked for with.

    ``terms`` are in the order of the question; ``pairs`` are neighbours in it; ``days`` is the time
    that the question names; ``now`` the day it is asked.
    """

    question: str
    focus: Focus
    terms: tuple[Weighed, ...]
    pairs: frozenset[tuple[str, str]]  # of glyphs
    now: date
    days: Days | None = None
    roles: tuple[Role, ...] = field(default=())
    wide: bool = False  # what several reports say is asked for
    timed: frozenset[str] = frozenset()  # stems of the words that name the time
    latest: date | None = None  # the day of the newest article that may be seen
    beside: Mapping[str, float] = field(default_factory=dict)  # the words that are no terms, with their worth

    @cached_property
    def weights(self) -> tuple[float, ...]:
        """The weight of each term."""
        return tuple(term.weight for term in self.terms)

    @cached_property
    def weight(self) -> float:
        """The weight of all terms together."""
        return sum(self.weights)

    @cached_property
    def lookup(self) -> Mapping[str, Sequence[tuple[int, float]]]:
        """For each stem that stands for terms: their places and how well it does."""
        out: dict[str, list[tuple[int, float]]] = {}
        for i, term in enumerate(self.terms):
            for form, worth in term.forms.items():
                out.setdefault(form, []).append((i, worth))
        return out

    @cached_property
    def glyphs(self) -> Mapping[str, Sequence[tuple[int, float]]]:
        """`lookup` by the stems' glyphs (`bot.text.glyphs`)."""
        return {glyph_of(form): places for form, places in self.lookup.items()}

    def holds(self, text: str) -> bool:
        """Whether the question already has all the words of ``text``."""
        words = [token.stem for token in tokens(text) if token.text.lower() not in _DETERMINERS]
        return bool(words) and all(word in self.lookup for word in words)

    def spells(self, letters: str) -> bool:
        """Whether ``letters`` are the first ones of words that follow each other in the question, none of them a small one."""
        return len(letters) >= SHORTEST_ACRONYM and letters.isupper() and letters in self._initials

    @cached_property
    def _initials(self) -> str:
        """The first letters of the question's words in capitals, blanks for the small ones."""
        words = tokens(self.question)
        return "".join(token.text[0] if token.stem in self.lookup else " " for token in words).upper()

    @cached_property
    def stems(self) -> frozenset[str]:
        """Every stem of the question's own words."""
        return frozenset(term.stem for term in self.terms)


NAMED = 1.5  # rarity at least of a name: who did something tells however often the corpus names them
SAME = 1.0  # worth of another form of the same word
COMMON = 40  # windows
NEAR = 0.8  # worth from which kin stands for a word that the corpus lacks


def weigh(
    terms: Sequence[Term],
    counts: Mapping[str, int],
    total: int,
    windows: int,
    kin: Mapping[str, Mapping[str, float]],
) -> tuple[Weighed, ...]:
    """Weigh ``terms`` by rarity among ``total``. ``counts`` has the number of ``windows`` by word as printed or stem of kin.

    A word counts by its own windows, else by those of its near kin; one that nothing in the corpus
    holds weighs as much as one that a single window holds.
    """
    out = []
    for term in terms:
        forms = {**kin.get(term.stem, {}), term.stem: 1.0}
        count = max(counts.get(term.text, 0), counts.get(term.stem, 0))
        near = max((counts.get(form, 0) for form, worth in forms.items() if worth >= NEAR), default=0)
        rare = rarity(max(1, count or near), total)
        if term.name:
            rare = max(rare, NAMED)
        known, common = (count or near) > 0, count >= COMMON
        worth = telling(max(1, count or near), windows)
        out.append(Weighed(term.text, term.stem, term.weight * rare, term.name, known, forms, common, worth))
    return tuple(out)
