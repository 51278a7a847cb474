"""How likely an answer is right: a logistic model over signs that mean the same in any corpus.

The weights were fitted by bench/calibrate.py on questions about two unlike corpora, with the articles
that answer them there and taken out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against an answer, each from 0 to 1.

    ``own``, ``local`` and ``spread`` are the shares of the question's weight in the passage, around it, and
    in its window; ``names`` the share of the question's names and numbers that are there; ``rarest`` whether
    the weightiest word is near; ``known`` the share of the question's weight that the corpus has at all; ``typed`` whether something of the wanted type was found; ``margin`` how
    far the best answer leads; ``agree`` how many passages bear it; ``fresh`` how near the article's day is.
    """

    own: float
    local: float
    spread: float
    names: float
    rarest: float
    typed: float
    margin: float
    agree: float
    fresh: float
    known: float
    length: float  # of the question: its words / 12, at most 1

    def values(self) -> tuple[float, ...]:
        """The signs in the order of the weights, with those that are products of two."""
        return (
            self.own, self.local, self.spread, self.names, self.rarest, self.typed, self.margin, self.agree, self.fresh,
            self.known, self.length, self.own * self.length, self.local * self.length,
        )  # fmt: skip


FEATURES = (
    "own", "local", "spread", "names", "rarest", "typed", "margin", "agree", "fresh", "known", "length", "own_length", "local_length",
)  # fmt: skip


class Calibration:
    """Turns signs into a probability, and a probability into a decision."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        """``table`` is data/lexicon/confidence.toml: ``bias``, ``weights`` by name, ``silent`` and ``sure``."""
        self._bias = float(table["bias"])
        self._weights = tuple(float(table["weights"][name]) for name in FEATURES)
        self.silent = float(table["silent"])
        self.sure = float(table["sure"])

    def probability(self, signs: Signs) -> float:
        """How likely the answer is right, from 0 to 1."""
        value = self._bias + sum(w * x for w, x in zip(self._weights, signs.values(), strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
