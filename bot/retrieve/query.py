"""A question made ready to be looked up: its words weighed by how rare they are, with their kin."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from bot.models import Days
from bot.retrieve.question import Focus, Term


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word of the subject with its kin: ``forms`` maps stems to how well they stand for it (1 is the word itself)."""

    text: str
    stem: str
    weight: float
    name: bool
    known: bool  # the corpus has it, or one of its kin
    forms: Mapping[str, float]


@dataclass(frozen=True)
class Query:
    """What evidence is looked for with.

    ``terms`` are in the order of the question; ``pairs`` are neighbours in it; ``days`` is the time
    that the question names; ``now`` the day it is asked.
    """

    question: str
    focus: Focus
    terms: tuple[Weighed, ...]
    pairs: frozenset[tuple[str, str]]
    now: date
    days: Days | None = None
    outlets: tuple[str, ...] = ()
    keys: tuple[str, ...] = field(default=())  # people and bodies that the question names

    @cached_property
    def weight(self) -> float:
        """The weight of all terms together."""
        return sum(term.weight for term in self.terms)

    @cached_property
    def lookup(self) -> Mapping[str, Sequence[tuple[int, float]]]:
        """For each stem that stands for terms: their places and how well it does."""
        out: dict[str, list[tuple[int, float]]] = {}
        for i, term in enumerate(self.terms):
            for form, worth in term.forms.items():
                out.setdefault(form, []).append((i, worth))
        return out

    @cached_property
    def stems(self) -> frozenset[str]:
        """Every stem of the question's own words."""
        return frozenset(term.stem for term in self.terms)


def rarity(count: int, total: int) -> float:
    """How much a word tells that ``count`` of ``total`` windows hold: the idf of BM25, never negative."""
    return max(0.1, math.log((total + 1) / (count + 0.5)))


def weigh(
    terms: Sequence[Term], counts: Mapping[str, int], total: int, kin: Mapping[str, Mapping[str, float]]
) -> tuple[Weighed, ...]:
    """Weigh ``terms`` by rarity. ``counts`` has the number of windows by word as printed or stem of kin.

    A word that nothing in the corpus holds weighs as much as one that a single window holds.
    """
    out = []
    for term in terms:
        forms = {**kin.get(term.stem, {}), term.stem: 1.0}
        count = max(counts.get(term.text, 0), max((counts.get(form, 0) for form in forms), default=0))
        weight = term.weight * rarity(max(1, count), total)
        out.append(Weighed(term.text, term.stem, weight, term.name, count > 0, forms))
    return tuple(out)
