"""What tells that a sentence answers a question: where its words stand, and what the sentence is like.

The answer's sentence seldom holds all of the question's words; they are spread over its neighbours, the
title and the rest of the window. News tells what matters in its own words rather than in a quotation, in a
sentence that can stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.models import Span
from bot.retrieve.query import Query
from bot.text.tokens import bigrams, stems

NAMES = (
    "own", "before", "after", "farther", "title", "window", "spread", "pairs", "rank", "fresh", "typed", "typed_own",
    "question", "length", "short", "quoting", "pointing", "best", "held",
)  # fmt: skip
BESIDE, TITLE, WINDOW = (
    0.5,
    0.5,
    0.25,
)  # what a word beside the sentence, in the title, elsewhere in the window is worth
HELD_BY = 0.9  # what the name of an office's holder is worth for the office's words
_POINTING = re.compile(r"[“\"'‘]?(?:He|She|They|It|This|That|These|Those)\b")
_QUOTING = re.compile(r"[\"“”]")

Lookup = Mapping[str, Sequence[tuple[int, float]]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its words' stems, and how well it holds each term of the question."""

    span: Span
    text: str
    stems: Sequence[str]
    held: Sequence[float]


@dataclass(frozen=True, slots=True)
class Reach:
    """The shares of the question's weight: in the sentence, near it, within reach; what is not near; what is nowhere."""

    own: float
    local: float
    spread: float
    apart: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """What the sentences of one window share: how well title and window hold each term, and the window's standing."""

    title: Sequence[float]
    whole: Sequence[float]
    rank: float  # the window's score by the best window's
    best: bool
    fresh: float


def sentence(query: Query, span: Span, text: str, day: date | None) -> Sentence:
    """A sentence read for a question; ``day`` is its article's, by which an office's holder is known."""
    words = stems(text)
    holding = held(query.lookup, words, len(query.terms))
    for role in query.roles:
        if not role.names(day).isdisjoint(words):
            for place in role.terms:
                holding[place] = max(holding[place], HELD_BY)
    return Sentence(span, text, words, holding)


def held(lookup: Lookup, words: Iterable[str], size: int) -> list[float]:
    """How well ``words`` hold each term: 1 for the word itself, less for its kin, 0 for none."""
    out = [0.0] * size
    for word in words:
        for i, worth in lookup.get(word, ()):
            out[i] = max(out[i], worth)
    return out


def reach(query: Query, sentences: Sequence[Sentence], i: int, scene: Scene) -> Reach:
    """How much of the question stands in and around sentence ``i``."""
    total = query.weight or 1.0
    near = [sentences[j].held for j in (i - 1, i + 1) if 0 <= j < len(sentences)]
    own = local = spread = 0.0
    apart: list[str] = []
    missing: list[str] = []
    for t, term in enumerate(query.terms):
        here = sentences[i].held[t]
        close = max(here, BESIDE * max((each[t] for each in near), default=0.0))
        far = max(close, TITLE * scene.title[t], WINDOW * scene.whole[t])
        own += term.weight * here
        local += term.weight * close
        spread += term.weight * far
        if close == 0:
            apart.append(term.text)
        if far == 0:
            missing.append(term.text)
    return Reach(own / total, local / total, spread / total, tuple(apart), tuple(missing))


def features(
    query: Query, sentences: Sequence[Sentence], i: int, scene: Scene, around: Reach, *, typed: bool
) -> tuple[float, ...]:
    """The signs of `NAMES`, in their order."""
    this = sentences[i]
    own = this.held
    before = sentences[i - 1].held if i else ()
    after = sentences[i + 1].held if i + 1 < len(sentences) else ()
    farther = sentences[i - 2].held if i > 1 else ()
    with_before = _joined(own, before)
    length = len(this.stems)
    return (
        around.own,
        _share(query, with_before) - around.own,
        _share(query, _joined(own, after)) - around.own,
        _share(query, _joined(with_before, farther)) - _share(query, with_before),
        _share(query, _joined(own, scene.title)) - around.own,
        _share(query, _joined(own, scene.whole)) - around.own,
        around.spread,
        len(query.pairs & bigrams(this.stems)) / (1 + len(query.pairs)),
        scene.rank,
        scene.fresh,
        float(typed),
        typed * around.own,
        float(this.text.rstrip().endswith("?")),
        min(length, 40) / 40,
        float(length < 6),
        float(_QUOTING.search(this.text) is not None),
        float(_POINTING.match(this.text) is not None),
        float(scene.best),
        sum(value > 0 for value in own) / max(1, len(own)),
    )


def _share(query: Query, holding: Sequence[float]) -> float:
    """The share of the question's weight that is held."""
    total = query.weight or 1.0
    return sum(term.weight * value for term, value in zip(query.terms, holding, strict=True)) / total


def _joined(one: Sequence[float], other: Sequence[float]) -> Sequence[float]:
    """The better of two for each term; ``other`` may be empty."""
    return [max(a, b) for a, b in zip(one, other, strict=True)] if other else one
