"""Fits the weights by which sentences are ranked: data/lexicon/ranking.toml.

    python -m bench.train_ranking [--shared ../shared] [--databases DIR] [--also ARTICLES QUESTIONS]… [--field ARTICLES QUESTIONS]… > FILE

FILE is data/lexicon/ranking.toml in the end. The options are those of bench/calibrate.py.

A sentence is right when it holds an answer and stands in an article that answers. The weights make the
right sentences of the best windows likely beside all others (a softmax over a question's sentences).
What four fifths of the questions teach is tried on the last fifth, for each fifth, and printed to stderr; what
is written is fitted on all.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from bench.calibrate import Asked, asked_of, fold_of, with_options
from bench.quality import Question, corpus, load_scorer, read_lines
from bot.retrieve.features import NAMES, features, reach, spread
from bot.retrieve.ranking import WEIGHED, places
from bot.retrieve.signs import has_type
from bot.services import Services
from bot.terminal.asking import ask_of_line
from bot.terminal.batch import SCOPES

SHRINK, STEPS, RATE = 20.0, 400, 0.05
FOLDS = 5
WEIGHTS = {"seeds": 2.0, "field": 1.0, "news": 1.0}  # what a question of a kind weighs
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A question's sentences: their signs, and which are right."""

    fold: int
    signs: Matrix
    right: Matrix
    weight: float  # of the question beside others
    places: list[int] = field(default_factory=list)  # as ranked by what the other folds teach


async def examples(
    services: Services, questions: Sequence[Question], scorer: ModuleType, weight: float
) -> list[Example]:
    """One for each question that is put in words and that an article answers."""
    out = []
    for question in questions:
        if (
            question["command"] in ("said", "quote", "verify")
            or not question["must_cite"]
            or question["type"] == "robust"
        ):
            continue
        ask = ask_of_line(question, datetime.now(UTC).date(), SCOPES)
        finder = services.finder
        query = await finder.query(ask.question, ask.now, ask.scopes)
        windows, articles = await finder.windows(query, ask.scopes)
        signs, right = [], []
        reached = sorted(places(query, windows), key=lambda place: -spread(query, *place[1:]))
        for window, sentences, i, scene in reached[:WEIGHED]:
            text = sentences[i].text
            around = reach(query, sentences, i, scene)
            signs.append(features(query, sentences, i, scene, around, typed=has_type(query, text)))
            there = articles[window.article_id].record.source in question["must_cite"]
            told = [*question["answers"], *(one for group in question.get("answers_all", []) for one in group)]
            right.append(there and any(scorer.has(answer, scorer.fold(text)) for answer in told))
        if signs:
            out.append(Example(fold_of(question, FOLDS), np.array(signs, float), np.array(right, float), weight))
    return out


def fit(held: Sequence[Example], mean: Matrix, spread: Matrix) -> Matrix:
    """Weights for standardised signs, by Adam with shrinkage."""
    weights: Matrix = np.zeros(len(NAMES))
    slope, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        gradient = SHRINK * weights
        for example in held:
            if example.right.any():
                signs = (example.signs - mean) / spread
                chance = softmax(signs @ weights)
                wanted = chance * example.right
                gradient = gradient - example.weight * (signs.T @ (wanted / wanted.sum() - chance))
        slope = 0.9 * slope + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        weights = weights - RATE * (slope / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def softmax(values: Matrix) -> Matrix:
    """Chances that add up to 1."""
    grown: Matrix = np.exp(values - values.max())
    chances: Matrix = grown / grown.sum()
    return chances


def order(example: Example, weights: Matrix, mean: Matrix, spread: Matrix) -> list[int]:
    """The places of a question's sentences, best first."""
    return [int(at) for at in np.argsort(-(((example.signs - mean) / spread) @ weights))]


def tried(held: Sequence[Example]) -> str:
    """How often a right sentence was first, and among the first three."""
    first = sum(bool(example.right[example.places[0]]) for example in held)
    three = sum(bool(example.right[example.places[:3]].any()) for example in held)
    return f"first {first}, among three {three} of {len(held)}"


async def gather(asked: Iterable[Asked], scorer: ModuleType) -> list[list[Example]]:
    """The examples of each corpus; the smaller has fewer questions, which weigh more."""
    out = []
    for each in asked:
        async with corpus(each.folder, each.kept) as services:
            out.append(await examples(services, read_lines(each.gold), scorer, WEIGHTS[each.kind]))
    return out


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args = with_options(parser).parse_args()
    asked = list(asked_of(args))
    gathered = asyncio.run(gather(asked, load_scorer(args.shared / "eval/score_answers.py")))
    held = [example for part in gathered for example in part]
    every = np.concatenate([example.signs for example in held])
    mean, spread = every.mean(0), every.std(0) + 1e-6
    for fold in range(FOLDS):
        weights = fit([e for e in held if e.fold != fold], mean, spread)
        for part in gathered:
            for example in part:
                if example.fold == fold:
                    example.places.extend(order(example, weights, mean, spread))
    for each, part in zip(asked, gathered, strict=True):
        print(each.gold, "unseen:", tried(part), file=sys.stderr)
    print("# How sentences are ranked; fitted by bench/train_ranking.py. Signs are bot/retrieve/features.py's.")
    print("[sentences]")
    for name, weight in zip(NAMES, fit(held, mean, spread) / spread, strict=True):
        print(f"{name} = {weight:.4f}")


if __name__ == "__main__":
    main()
