"""Fits the weights by which sentences are ranked: data/lexicon/ranking.toml.

    python -m bench.train_ranking [--shared ../shared] [--databases DIR] > data/lexicon/ranking.toml

A sentence is right when it holds an answer and stands in an article that answers. The weights make the
right sentences of the ten best windows likely beside all others (a softmax over a question's sentences).
What half of the questions teach is tried on the other half, both ways, and printed to stderr; what is
written is fitted on all.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from bench.calibrate import fitted_on
from bench.quality import Question, corpus, load_scorer, read_lines
from bot.retrieve.features import NAMES, features, reach
from bot.retrieve.ranking import places
from bot.retrieve.signs import has_type
from bot.services import Services
from bot.terminal.asking import ask_of_line
from bot.terminal.batch import SCOPES

SHRINK, STEPS, RATE = 20.0, 400, 0.05
CORPORA = {
    "news": ("newsqa/articles", "newsqa/questions.jsonl", 1.0),
    "seeds": ("seeds", "eval/questions.dev.jsonl", 2.0),
}
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A question's sentences: their signs, and which are right."""

    seen: bool
    signs: Matrix
    right: Matrix
    weight: float  # of the question beside others


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
        for window, sentences, i, scene in places(query, windows):
            text = sentences[i].text
            around = reach(query, sentences, i, scene)
            signs.append(features(query, sentences, i, scene, around, typed=has_type(query, text)))
            there = articles[window.article_id].record.source in question["must_cite"]
            told = [*question["answers"], *(one for group in question.get("answers_all", []) for one in group)]
            right.append(there and any(scorer.has(answer, scorer.fold(text)) for answer in told))
        if signs:
            out.append(Example(fitted_on(question), np.array(signs, float), np.array(right, float), weight))
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


def tried(held: Sequence[Example], weights: Matrix, mean: Matrix, spread: Matrix) -> str:
    """How often a right sentence is first, and among the first three."""
    first = three = 0
    for example in held:
        order = np.argsort(-(((example.signs - mean) / spread) @ weights))[:3]
        first += bool(example.right[order[0]])
        three += bool(example.right[order].any())
    return f"first {first}, among three {three} of {len(held)}"


async def gather(shared: Path, databases: Path | None) -> list[Example]:
    """The examples of both corpora; the smaller has fewer questions, which weigh more."""
    scorer = load_scorer(shared / "eval/score_answers.py")
    out = []
    for name, (folder, gold, weight) in CORPORA.items():
        async with corpus(shared / folder, databases / f"{name}.db" if databases else None) as services:
            out += await examples(services, read_lines(shared / gold), scorer, weight)
    return out


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--databases", type=Path, help="a folder where the databases are kept for the next time")
    args = parser.parse_args()
    held = asyncio.run(gather(args.shared, args.databases))
    every = np.concatenate([example.signs for example in held])
    mean, spread = every.mean(0), every.std(0) + 1e-6
    halves = [e for e in held if e.seen], [e for e in held if not e.seen]
    for taught, asked in (halves, halves[::-1]):
        weights = fit(taught, mean, spread)
        for weight in sorted({example.weight for example in held}):
            of_one = ([e for e in part if e.weight == weight] for part in (taught, asked))
            print(weight, "taught, unseen:", *(tried(part, weights, mean, spread) for part in of_one), file=sys.stderr)
    print("# How sentences are ranked; fitted by bench/train_ranking.py. Signs are bot/retrieve/features.py's.")
    print("[sentences]")
    for name, weight in zip(NAMES, fit(held, mean, spread) / spread, strict=True):
        print(f"{name} = {weight:.4f}")


if __name__ == "__main__":
    main()
