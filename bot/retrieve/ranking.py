"""The best sentences of the best windows: weighed by rare words, neighbours, title, time and the type asked for.

A window is about 250 words. Sentences found inside the ten best windows are right more often than
sentences looked up directly, since the words of a question are spread over the sentences around
its answer: a word counts in full in the sentence itself, for less next to it, in the title, or
elsewhere in the window.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.models import PassageKind, Span
from bot.retrieve.query import Query, Weighed
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
    """How much each place of a word, and each other sign, counts."""

    beside: float = 0.5
    title: float = 0.5
    window: float = 0.25
    pairs: float = 0.3
    rank: float = 0.03
    recency: float = 0.15
    typed: float = 0.3
    half_life: float = 21.0  # days after which an article counts half as fresh
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
        title = frozenset(stems(window.title or ""))
        texts = [
            window.text[span.start - window.span.start : span.end - window.span.start] for span, _ in window.passages
        ]
        listed = [stems(text) for text in texts]
        sets = [frozenset(words) for words in listed]
        whole = frozenset().union(*sets)
        out = []
        for i, (span, kind) in enumerate(window.passages):
            near = (sets[i - 1] if i else frozenset()) | (sets[i + 1] if i + 1 < len(sets) else frozenset())
            if kind is PassageKind.HEADING or len(listed[i]) < 3:
                continue
            coverage, local, own, missing = self._coverage(query, sets[i], near, title, whole)
            typed = self._has_type(query, texts[i])
            score = self._score(query, window, coverage, listed[i], texts[i], typed=typed)
            out.append(
                Evidence(
                    window.article_id, span, texts[i], score, coverage, local, own, typed, window.score, missing,
                    window.passages[i - 1][0] if i else None,
                    window.passages[i + 1][0] if i + 1 < len(sets) else None,
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

    def _coverage(
        self,
        query: Query,
        own: frozenset[str],
        near: frozenset[str],
        title: frozenset[str],
        whole: frozenset[str],
    ) -> tuple[float, float, float, tuple[str, ...]]:
        weights, total = self._weights, query.weight or 1.0
        spread = local = inside = 0.0
        missing = []
        for term in query.terms:
            here, beside = _held(term, own), weights.beside * _held(term, near)
            far = max(weights.title * _held(term, title), weights.window * _held(term, whole))
            inside += term.weight * here
            local += term.weight * max(here, beside)
            spread += term.weight * max(here, beside, far)
            if max(here, beside, far) == 0:
                missing.append(term.text)
        return spread / total, local / total, inside / total, tuple(missing)


def _held(term: Weighed, words: frozenset[str]) -> float:
    """How well ``words`` hold the term: 1 for the word itself, less for its kin, 0 for none."""
    if term.stem in words:
        return 1.0
    forms: Mapping[str, float] = term.forms
    return max((worth for form, worth in forms.items() if form in words), default=0.0)
