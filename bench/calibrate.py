"""Fits data/lexicon/confidence.toml: how likely a plain answer is right, from signs that mean the same in any corpus.

    python -m bench.calibrate [--shared ../shared] > data/lexicon/confidence.toml

Each question about facts is asked twice, with the articles that answer it and with them taken out;
whether the answer that would be given is right is the label. Half of the questions (by a hash of
their ids) are fitted on; what the other half shows is printed to stderr.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import math
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

from bench.quality import Question, absent, corpus, load_scorer, read_lines, taken_out
from bot.answer.confidence import FEATURES
from bot.answer.render import as_object
from bot.errors import QuestionRefused
from bot.models import QuestionKind
from bot.retrieve.about import about_article
from bot.retrieve.route import Plain, route
from bot.services import Services
from bot.terminal.asking import ask_of_line
from bot.terminal.batch import SCOPES

Example = tuple[tuple[float, ...], float, float]  # signs, whether right, weight
STEPS, RATE, SHRINK = 6_000, 0.4, 0.004


def fitted_on(question: Question) -> bool:
    """Whether a question is in the half that weights are fitted on."""
    return hashlib.sha256(question["id"].encode()).digest()[0] % 2 == 0


async def examples(services: Services, questions: Sequence[Question], scorer: ModuleType) -> list[tuple[bool, Example]]:
    """The signs and the label of each plain question, with its articles there and taken out."""
    out: list[tuple[bool, Example]] = []
    for question in questions:
        try:
            ask = ask_of_line(question, datetime.now(UTC).date(), SCOPES)
        except QuestionRefused:
            continue
        plain = ask.kind not in (QuestionKind.SAID, QuestionKind.QUOTE, QuestionKind.VERIFY)
        if question["type"] == "robust" or not plain or about_article(ask.question):
            continue
        if not isinstance(route(ask.question), Plain):
            continue
        variants = [set(), taken_out(question)] if question["answerable"] and taken_out(question) else [set()]
        for gone in variants:
            async with absent(services, gone):
                case = await services.answerer.case(ask)
            if case:
                reply = as_object(services.answerer.composed(ask, case, 1.0), question["id"])
                right = question["answerable"] and not gone and not scorer.judge(question, reply)
                out.append((fitted_on(question), (case.signs.values(), float(right), 1.0)))
    return out


def fit(held: Sequence[Example]) -> tuple[float, list[float]]:
    """Bias and weights of a logistic model, by gradient descent with a little shrinkage."""
    size = len(FEATURES)
    bias, weights = 0.0, [0.0] * size
    total = sum(weight for *_, weight in held)
    for step in range(STEPS):
        rate = RATE / (1 + step / 1500)
        slope, slopes = 0.0, [0.0] * size
        for signs, label, weight in held:
            error = weight * (chance(bias, weights, signs) - label)
            slope += error
            for i, sign in enumerate(signs):
                slopes[i] += error * sign
        bias -= rate * slope / total
        weights = [w - rate * (s / total + SHRINK * w) for w, s in zip(weights, slopes, strict=True)]
    return bias, weights


def chance(bias: float, weights: Sequence[float], signs: Sequence[float]) -> float:
    """The probability that the model gives."""
    value = bias + sum(w * x for w, x in zip(weights, signs, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def table(name: str, held: Sequence[Example], bias: float, weights: Sequence[float]) -> None:
    """Print to stderr how often the model is right, by band."""
    print(name, file=sys.stderr)
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        inside = [label for signs, label, _ in held if low <= chance(bias, weights, signs) < low + 0.2]
        share = sum(inside) / len(inside) if inside else float("nan")
        print(f"  {low:.1f}–{low + 0.2:.1f}  {len(inside):4}  {share:.2f}", file=sys.stderr)


async def gather(shared: Path, databases: Path | None) -> dict[str, list[tuple[bool, Example]]]:
    """The examples of both corpora."""
    scorer = load_scorer(shared / "eval/score_answers.py")
    corpora = {
        "seeds": (shared / "seeds", shared / "eval/questions.dev.jsonl"),
        "news": (shared / "newsqa/articles", shared / "newsqa/questions.jsonl"),
    }
    out = {}
    for name, (folder, gold) in corpora.items():
        async with corpus(folder, databases / f"{name}.db" if databases else None) as services:
            out[name] = await examples(services, read_lines(gold), scorer)
    return out


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--databases", type=Path, help="a folder where the databases are kept for the next time")
    args = parser.parse_args()
    gathered = asyncio.run(gather(args.shared, args.databases))
    seen = [example for held in gathered.values() for half, example in held if half]
    bias, weights = fit(seen)
    for name, held in gathered.items():
        table(f"{name}, fitted on", [example for half, example in held if half], bias, weights)
        table(f"{name}, unseen", [example for half, example in held if not half], bias, weights)
    print("# How likely a plain answer is right; fitted by bench/calibrate.py. Signs are bot/answer/confidence.py's.")
    print(f"bias = {bias:.4f}\nsilent = 0.35  # below: the articles do not say\nsure = 0.6  # below: this may be it\n")
    print("[weights]")
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f"{name} = {weight:.4f}")


if __name__ == "__main__":
    main()
