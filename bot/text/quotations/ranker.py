"""A linear model over named features: weights from data/lexicon/, counted from news by bench/train_quotations.py."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

_DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Linear:
    """Scores things by the sum of their features' weights; a feature without a weight counts nothing."""

    weights: Mapping[str, float]

    def score(self, features: Iterable[str]) -> float:
        """The sum of the weights."""
        return sum(map(self.weights.get, features, repeat(0.0)))

    def probability(self, features: Iterable[str]) -> float:
        """The logistic of the score: how likely a yes is."""
        return logistic(self.score(features))


def logistic(score: float) -> float:
    """1 / (1 + e^-score), safe for any score."""
    if score < 0:
        power = math.exp(max(score, -60.0))
        return power / (1 + power)
    return 1 / (1 + math.exp(-min(score, 60.0)))


def softmax(scores: Sequence[float]) -> list[float]:
    """Shares that add up to 1, by the exponentials of the scores."""
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def bucket(value: int, bounds: Sequence[int]) -> str:
    """The number of the first bound (nine at most) that ``value`` does not pass: distances as words for features."""
    return _DIGITS[bisect_left(bounds, value)]
