"""What tells that a sentence answers a question: where its words stand, and what the sentence is like.

The answer's sentence seldom holds all of the question's words; they are spread over its neighbours, the
title and the rest of the window. News tells what matters in its own words rather than in a quotation, in a
sentence that can stand alone; what is new stands at the head of the newest articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bot.models import Span
from bot.retrieve.query import Query
from bot.text.glyphs import glyph_of
from bot.text.tokens import bigrams, stem

NAMES = (
    "own", "before", "after", "farther", "title", "window", "spread", "pairs", "rank", "fresh", "typed", "typed_own",
    "question", "length", "short", "quoting", "pointing", "best", "held", "recent", "head",
)  # fmt: skip
POINTED = 0.8  # what a name in the sentence before is worth where a pronoun may stand for it
BESIDE, TITLE, WINDOW = (
    0.5,
    0.5,
    0.25,
)  # what a word beside the sentence, in the title, elsewhere in the window is worth
HEAD = 400  # characters into an article at which a sentence counts half as being at its head
HELD_BY = 0.9  # what the name of an office's holder is worth for the office's words
_POINTING = re.compile(r"[“\"'‘]?(?:He|She|They|It|This|That|These|Those)\b")
_PRONOUNS = frozenset(
    glyph_of(stem(pronoun + ending))
    for pronoun in ("he", "she", "they", "his", "her", "their", "him", "them")
    for ending in ("", "'s", "'ll", "'d", "'re", "'ve")
)
_QUOTING = re.compile(r"[\"“”]")

Lookup = Mapping[str, Sequence[tuple[int, float]]]


class Sentence(NamedTuple):
    """A sentence with its words (`bot.text.glyphs`), and how well it holds each term of the question."""

    span: Span
    text: str
    words: str
    held: Sequence[float]
    pronoun: bool = False  # it has one that may stand for a name in the sentence before


@dataclass(frozen=True, slots=True)
class Reach:
    """The shares of the question's weight: in the sentence, near it, within reach.

    ``outside`` are the words that the sentence itself lacks, ``apart`` those that are not near, ``missing``
    those that are nowhere within reach.
    """

    own: float
    local: float
    spread: float
    outside: tuple[str, ...]
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
    recent: bool  # its article is news on the day of the question
    far: Sequence[float]  # what title and window lend to a sentence without the word
    nothing: Sequence[float]  # what a sentence that isn't there holds


def scene(
    query: Query,
    there: Lookup,
    sentences: Sequence[Sentence],
    title: str,
    rank: float,
    fresh: float,
    *,
    recent: bool,
    best: bool,
) -> Scene:
    """The scene of a window's sentences: ``there`` are the question's glyphs that it has, ``title`` its title's words."""
    in_title = held(there, title, len(query.terms))
    whole = [max(column) for column in zip(*(each.held for each in sentences), strict=True)]
    far = [max(TITLE * t, WINDOW * w) for t, w in zip(in_title, whole, strict=True)]
    return Scene(in_title, whole, rank, best, fresh, recent, far, [0.0] * len(query.terms))


def sentence(query: Query, there: Lookup, span: Span, text: str, words: str, day: date | None) -> Sentence:
    """A sentence read for a question: ``there`` are the question's glyphs that its window has.

    ``day`` is its article's, by which an office's holder is known.
    """
    holding = held(there, words, len(query.terms))
    for role in query.roles:
        if not role.names(day).isdisjoint(words):
            for place in role.terms:
                holding[place] = max(holding[place], HELD_BY)
    return Sentence(span, text, words, holding, not _PRONOUNS.isdisjoint(words))


def with_pronouns(query: Query, sentences: Iterable[Sentence]) -> list[Sentence]:
    """The sentences, those with a pronoun holding the names of the one before as well, for a little less."""
    out: list[Sentence] = []
    for each in sentences:
        if each.pronoun and out:
            pairs = zip(query.terms, each.held, out[-1].held, strict=True)
            holding = [max(own, POINTED * before) if term.name else own for term, own, before in pairs]
            out.append(each._replace(held=holding))
        else:
            out.append(each)
    return out


def held(lookup: Lookup, words: str, size: int) -> list[float]:
    """How well ``words`` hold each term: 1 for the word itself, less for its kin, 0 for none."""
    out = [0.0] * size
    for glyph, places in lookup.items():
        if glyph in words:
            for i, worth in places:
                if worth > out[i]:
                    out[i] = worth
    return out


def spread(query: Query, sentences: Sequence[Sentence], i: int, scene: Scene) -> float:
    """The weight of the question that is within reach of sentence ``i``, as `reach` tells its share."""
    here, before, after = _three(sentences, i, scene)
    within = 0.0
    for weight, own, b, a, far in zip(query.weights, here, before, after, scene.far, strict=True):
        beside = BESIDE * (a if a > b else b)
        close = beside if beside > own else own
        within += weight * (far if far > close else close)
    return within


def _three(
    sentences: Sequence[Sentence], i: int, scene: Scene
) -> tuple[Sequence[float], Sequence[float], Sequence[float]]:
    """What sentence ``i``, the one before and the one after hold."""
    before = sentences[i - 1].held if i else scene.nothing
    after = sentences[i + 1].held if i + 1 < len(sentences) else scene.nothing
    return sentences[i].held, before, after


def reach(query: Query, sentences: Sequence[Sentence], i: int, scene: Scene) -> Reach:
    """How much of the question stands in and around sentence ``i``."""
    total = query.weight or 1.0
    here, before, after = _three(sentences, i, scene)
    own = local = spread = 0.0
    outside: list[str] = []
    apart: list[str] = []
    missing: list[str] = []
    for term, in_it, b, a, far in zip(query.terms, here, before, after, scene.far, strict=True):
        beside = BESIDE * (a if a > b else b)
        close = beside if beside > in_it else in_it
        within = far if far > close else close
        own += term.weight * in_it
        local += term.weight * close
        spread += term.weight * within
        if not in_it:
            outside.append(term.text)
        if not close:
            apart.append(term.text)
            if not within:
                missing.append(term.text)
    return Reach(own / total, local / total, spread / total, tuple(outside), tuple(apart), tuple(missing))


def features(
    query: Query, sentences: Sequence[Sentence], i: int, scene: Scene, around: Reach, *, typed: bool
) -> tuple[float, ...]:
    """The signs of `NAMES`, in their order."""
    this = sentences[i]
    before, after, farther, title, whole = _gains(query, sentences, i, scene)
    length = len(this.words)
    return (
        around.own,
        before,
        after,
        farther,
        title,
        whole,
        around.spread,
        len(query.pairs & bigrams(this.words)) / (1 + len(query.pairs)),
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
        sum(value > 0 for value in this.held) / max(1, len(this.held)),
        float(scene.recent),
        scene.recent / (1 + this.span.start / HEAD),
    )


def _gains(query: Query, sentences: Sequence[Sentence], i: int, scene: Scene) -> tuple[float, ...]:
    """What the sentence before, the one after, the one before that, the title and the window add to the sentence's own."""
    nothing = scene.nothing
    b_held = sentences[i - 1].held if i else nothing
    a_held = sentences[i + 1].held if i + 1 < len(sentences) else nothing
    f_held = sentences[i - 2].held if i > 1 else nothing
    before = after = farther = title = whole = 0.0
    columns = zip(query.terms, sentences[i].held, b_held, a_held, f_held, scene.title, scene.whole, strict=True)
    for term, own, b, a, f, t, w in columns:
        weight = term.weight
        if b > own:
            before += weight * (b - own)
        if a > own:
            after += weight * (a - own)
        if f > own and f > b:
            farther += weight * (f - (max(own, b)))
        if t > own:
            title += weight * (t - own)
        if w > own:
            whole += weight * (w - own)
    total = query.weight or 1.0
    return before / total, after / total, farther / total, title / total, whole / total
