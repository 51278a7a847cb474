"""How likely an answer is right: a logistic model over signs that mean the same in any corpus.

The weights stand in data/lexicon/confidence.toml. They were fitted by bench/calibrate.py on questions about two
unlike corpora, with the articles that answer them there and taken out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from typing import Any

WEAK = 0.6  # share of the question near a passage below which it bears little on it
STEEPEST = 30.0


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against an answer.

    ``local`` and ``spread`` are the shares of the question's weight near the passage and within its reach, ``weak``
    whether the first is small, ``own`` the share in the passage itself, ``short`` the same where there is a short
    answer. ``names`` is the share of the question's names and numbers, by weight, that stand near, ``named`` in the
    passage, ``absent`` nowhere within reach. ``typed``: something of the wanted type was found; ``lacking``: a
    number, time, place or role was wanted, and there is none. ``known`` is the share of the question's weight that
    the corpus has at all, ``strange`` how many of its words it has not (two count as many). ``fresh``: how near
    the article's day is to the question's; ``rank``: the passage's weight among all (a logarithm);
    ``together``: the share of all passages' weight that stands in the same article; ``dense``: the window's score
    by the question's weight.
    """

    local: float
    spread: float
    weak: float
    names: float
    named: float
    typed: float
    lacking: float
    own: float
    short: float
    absent: float
    known: float
    strange: float
    fresh: float
    rank: float
    together: float
    dense: float


NAMES = tuple(field.name for field in fields(Signs))


class Calibration:
    """Turns signs into a probability, with the bounds for a decision: below ``silent``, below ``sure``."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        """``table`` is confidence.toml."""
        self._bias = float(table["bias"])
        self._weights = tuple(float(table["weights"][name]) for name in NAMES)
        self.silent = float(table["silent"])
        self.sure = float(table["sure"])

    def probability(self, signs: Signs) -> float:
        """How likely the answer is right, from 0 to 1."""
        value = self._bias + sum(w * x for w, x in zip(self._weights, astuple(signs), strict=True))
        return 1 / (1 + math.exp(-max(-STEEPEST, min(STEEPEST, value))))
