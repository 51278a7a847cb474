"""The best sentences of the best windows: weighed by rare words, neighbours, title, time and the type asked for.

A window is about 250 words. Sentences found inside the ten best windows are right more often than
sentences looked up directly, since the words of a question are spread over the sentences around
its answer: a word counts in full in the sentence itself, for less next to it, in the title, or
elsewhere in the window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.models import PassageKind, Span
from bot.retrieve.query import Query
from bot.text.tokens import bigrams, stems


@dataclass(frozen=True, slots=True)
class Window:
    """A run of passages of one article, as retrieval found it; ``score`` positive, higher is better."""

    article_id: int
    span: Span
    score: float
    text: str
    passages: tuple[tuple[Span, PassageKind], ...]  # spans in the body
    title: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that bears on a question.

    ``coverage`` is the share of the question's weight that the passage and its surroundings hold,
    ``local`` the share that the passage itself and its neighbours hold; ``missing`` are the words that
    nothing near holds.
    """

    article_id: int
    span: Span
    text: str
    score: float
    coverage: float
    local: float
    own: float
    typed: bool
    window_score: float
    missing: tuple[str, ...]
    before: Span | None = None
    after: Span | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each place of a word, and each other sign, counts; chosen on one half of the news questions."""

    beside: float = 0.3
    title: float = 0.5
    window: float = 0.25
    pairs: float = 0.6
    rank: float = 0.02
    recency: float = 0.3
    typed: float = 0.5
    half_life: float = 40.0  # days after which an article counts half as fresh
    window_recency: float = 1.0


class Ranker:
    """Ranks the sentences of windows for a query."""

    def __init__(self, has_type: Callable[[Query, str], bool], weights: Weights | None = None) -> None:
        """``has_type`` tells whether a passage holds something of the type that the query wants."""
        self._has_type = has_type
        self._weights = weights or Weights()

    def freshness(self, published: date | None, now: date) -> float:
        """From 1 (published on the day of the question) towards 0; an undated article stands between."""
        if published is None:
            return 0.3
        age = (now - published).days
        return 0.0 if age < -3 else 1 / (1 + max(0, age) / self._weights.half_life)

    def best_windows(self, query: Query, windows: Sequence[Window], keep: int = 10) -> list[Window]:
        """The ``keep`` best windows when freshness is counted in."""
        weigh = self._weights.window_recency
        ordered = sorted(
            windows,
            key=lambda w: (-w.score * (1 + weigh * self.freshness(w.published, query.now)), w.article_id, w.span),
        )
        return ordered[:keep]

    def rank(self, query: Query, windows: Sequence[Window]) -> list[Evidence]:
        """Every sentence of ``windows``, best first."""
        found = [evidence for window in windows for evidence in self._sentences(query, window)]
        return sorted(found, key=lambda e: (-e.score, e.article_id, e.span))

    def _sentences(self, query: Query, window: Window) -> list[Evidence]:
        texts = [
            window.text[span.start - window.span.start : span.end - window.span.start] for span, _ in window.passages
        ]
        listed = [stems(text) for text in texts]
        lookup = query.lookup
        held = [_held(lookup, words, len(query.terms)) for words in listed]
        far = [
            max(self._weights.title * title, self._weights.window * inside)
            for title, inside in zip(
                _held(lookup, stems(window.title or ""), len(query.terms)),
                map(max, zip(*held, strict=True)) if held else (),
                strict=True,
            )
        ]
        out = []
        for i, (span, kind) in enumerate(window.passages):
            if kind is PassageKind.HEADING or len(listed[i]) < 3:
                continue
            near = [held[j] for j in (i - 1, i + 1) if 0 <= j < len(held)]
            reach = self._reach(query, held[i], near, far)
            typed = self._has_type(query, texts[i])
            score = self._score(query, window, reach.spread, listed[i], texts[i], typed=typed)
            out.append(
                Evidence(
                    window.article_id, span, texts[i], score, reach.spread, reach.local, reach.own, typed, window.score,
                    reach.missing,
                    window.passages[i - 1][0] if i else None,
                    window.passages[i + 1][0] if i + 1 < len(held) else None,
                )
            )  # fmt: skip
        return out

    def _score(
        self, query: Query, window: Window, coverage: float, words: Sequence[str], text: str, *, typed: bool
    ) -> float:
        weights = self._weights
        shared = len(query.pairs & bigrams(words))
        score = coverage * (1 + weights.pairs * shared / (1 + len(query.pairs)))
        score += weights.rank * window.score + weights.recency * self.freshness(window.published, query.now)
        if len(words) < 4:
            score *= 0.5
        if text.rstrip().endswith("?"):
            score *= 0.7
        return score * (1 + weights.typed * typed)

    def _reach(
        self, query: Query, own: Sequence[float], near: Sequence[Sequence[float]], far: Sequence[float]
    ) -> _Reach:
        beside, total = self._weights.beside, query.weight or 1.0
        spread = local = inside = 0.0
        missing = []
        for i, term in enumerate(query.terms):
            here = own[i]
            close = max(here, beside * max((each[i] for each in near), default=0.0))
            reach = max(close, far[i])
            inside += term.weight * here
            local += term.weight * close
            spread += term.weight * reach
            if reach == 0:
                missing.append(term.text)
        return _Reach(spread / total, local / total, inside / total, tuple(missing))


@dataclass(frozen=True, slots=True)
class _Reach:
    """The shares of the question's weight within reach of a sentence, near it and in it; what is nowhere near."""

    spread: float
    local: float
    own: float
    missing: tuple[str, ...]


def _held(lookup: Mapping[str, Sequence[tuple[int, float]]], words: Iterable[str], size: int) -> list[float]:
    """How well ``words`` hold each term: 1 for the word itself, less for its kin, 0 for none."""
    out = [0.0] * size
    for word in words:
        for i, worth in lookup.get(word, ()):
            out[i] = max(out[i], worth)
    return out
