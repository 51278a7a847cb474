"""The best sentences of the best windows.

A window is about 250 words. Sentences found inside the ten best windows are right more often than
sentences looked up directly. They are ranked by a linear model over the signs of `bot.retrieve.features`;
its weights stand in data/lexicon/ranking.toml and are fitted by bench/train_ranking.py.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import mul
from typing import Any

from bot.models import PassageKind, Span
from bot.retrieve.features import NAMES, Reach, Scene, Sentence, features, reach, scene, sentence, spread, with_pronouns
from bot.retrieve.query import Query
from bot.store.window_words import LINE

FEWEST = 3  # words of a sentence that can answer
WEIGHED = 28  # sentences, those with most of the question within reach, that are weighed by all signs
HALF_LIFE = 40.0  # days after which an article counts half as fresh
FRESH = 2.0  # by how much an article of the day itself is worth more than an old one
IN_TIME, OUT_OF_TIME = 1.3, 0.8  # what an article of the time that is asked about is worth beside others
TOLD_WITHIN = timedelta(days=14)
AHEAD, BEHIND = timedelta(days=3), timedelta(days=8)  # within these of the question's day an article is news
UNDATED = 0.3  # freshness of an article without a day
STEEPEST = 30.0
_DIRECTION = re.compile(r"[(\[][^()\[\]]{1,80}[)\]]\W?")


@dataclass(frozen=True, slots=True)
class Window:
    """A run of passages of one article, as retrieval found it; ``score`` positive, higher is better."""

    article_id: int
    span: Span
    score: float
    text: str
    passages: tuple[tuple[Span, PassageKind], ...]  # spans in the body
    words: str  # of the title and these passages, as `bot.store.window_words` keeps them
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that bears on a question; ``score`` is a weight: twice as high is twice as likely.

    ``reach`` tells how much of the question stands in and around it; ``before`` and ``after`` are the
    passages beside it in its window.
    """

    article_id: int
    span: Span
    text: str
    score: float
    reach: Reach
    typed: bool
    window_score: float
    before: Span | None = None
    after: Span | None = None


class Ranker:
    """Ranks the sentences of windows for a query."""

    def __init__(self, table: Mapping[str, Any], has_type: Callable[[Query, str], bool]) -> None:
        """``table`` is ranking.toml; ``has_type`` tells whether a passage holds something of the wanted type."""
        self._weights = tuple(float(table["sentences"][name]) for name in NAMES)
        self._has_type = has_type

    def best_windows(self, query: Query, windows: Sequence[Window], keep: int) -> list[Window]:
        """The ``keep`` best windows when freshness is counted in."""
        ordered = sorted(windows, key=lambda w: (-w.score * timely(query, w.published), w.article_id, w.span))
        return ordered[:keep]

    def rank(self, query: Query, windows: Sequence[Window]) -> list[Evidence]:
        """The sentences of ``windows`` that have most of the question within reach, best first."""
        reached = [(spread(query, *place[1:]), place) for place in places(query, windows)]
        reached.sort(key=lambda pair: -pair[0])
        found = [self._evidence(query, *place) for _, place in reached[:WEIGHED]]
        return sorted(found, key=lambda e: (-e.score, e.article_id, e.span))

    def _evidence(self, query: Query, window: Window, sentences: Sequence[Sentence], i: int, scene: Scene) -> Evidence:
        this = sentences[i]
        around = reach(query, sentences, i, scene)
        typed = self._has_type(query, this.text)
        signs = features(query, sentences, i, scene, around, typed=typed)
        value = sum(map(mul, self._weights, signs))
        return Evidence(
            window.article_id,
            this.span,
            this.text,
            math.exp(max(-STEEPEST, min(STEEPEST, value))),
            around,
            typed,
            window.score,
            sentences[i - 1].span if i else None,
            sentences[i + 1].span if i + 1 < len(sentences) else None,
        )


def places(query: Query, windows: Sequence[Window]) -> Iterator[tuple[Window, Sequence[Sentence], int, Scene]]:
    """Each sentence that can answer, with its window."""
    best = max((window.score for window in windows), default=1.0) or 1.0
    for number, window in enumerate(windows):
        if not window.passages:
            continue
        start = window.span.start
        day = window.published or (query.days.first if query.days else None)
        title, *lines = window.words.split(LINE)
        there = {glyph: worths for glyph, worths in query.glyphs.items() if glyph in window.words}
        read = (
            sentence(query, there, s, window.text[s.start - start : s.end - start], words, day)
            for (s, _), words in zip(window.passages, lines, strict=True)
        )
        sentences = with_pronouns(query, read)
        setting = scene(
            query,
            there,
            sentences,
            title,
            window.score / best,
            freshness(window.published, query.now),
            recent=recent(window.published, query.now),
            best=number == 0,
        )
        for i, (_, kind) in enumerate(window.passages):
            if (
                kind is not PassageKind.HEADING
                and len(sentences[i].words) >= FEWEST
                and not _tells_nothing(sentences[i])
            ):
                yield window, sentences, i, setting


def _tells_nothing(this: Sentence) -> bool:
    """Whether a passage is a stage direction: "(Laughter and applause.)"."""
    return this.text[0] in "([" and _DIRECTION.fullmatch(this.text) is not None


def timely(query: Query, published: date | None) -> float:
    """What an article's day is worth: fresh when asked, and soon after the time that the question names."""
    worth = 1 + FRESH * freshness(published, query.now)
    if query.days is None or published is None:
        return worth
    return worth * (IN_TIME if query.days.first <= published <= later(query.days.last) else OUT_OF_TIME)


def later(day: date) -> date:
    """The day by which news of ``day`` is told."""
    return day + TOLD_WITHIN if date.max - day > TOLD_WITHIN else date.max


def freshness(published: date | None, now: date) -> float:
    """From 1 (published on the day of the question) towards 0; an undated article stands between."""
    if published is None:
        return UNDATED
    age = (now - published).days
    return 0.0 if age < -3 else 1 / (1 + max(0, age) / HALF_LIFE)


def recent(published: date | None, now: date) -> bool:
    """Whether an article is news on the day of the question: of the week before it, or of the next few days."""
    return published is not None and -AHEAD <= now - published <= BEHIND
