"""Fits data/lexicon/confidence.toml: how likely a plain answer is right, from signs that mean the same in any corpus.

    python -m bench.calibrate [--shared ../shared] [--databases DIR] [--also ARTICLES QUESTIONS]… [--field ARTICLES QUESTIONS]… > FILE

FILE is data/lexicon/confidence.toml in the end. ``--also`` adds a file of questions about a folder of news at large,
``--field`` one about articles on the alliance; both may be given again. Each question about facts is asked twice, with the articles that answer it and with them taken
out; whether the answer that would be given is right is the label. What four fifths of the questions (by a hash of
their ids) teach is tried on the last fifth, for each fifth, and printed to stderr; what is written is fitted on all.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.quality import Question, absent, corpus, load_scorer, read_lines, taken_out
from bot.answer.confidence import NAMES
from bot.answer.render import as_object
from bot.errors import QuestionRefused
from bot.models import QuestionKind
from bot.retrieve.about import about_article
from bot.retrieve.route import Plain
from bot.services import Services
from bot.terminal.asking import ask_of_line
from bot.terminal.batch import SCOPES

SHRINK, STEPS = 5.0, 30
# What a question weighs, and beside that one whose articles are taken out: on its own field the bot must know when to
# be silent; on any news, where more is asked than told, less so.
WEIGHTS = {"seeds": (4.0, 1.2), "field": (2.0, 1.0), "news": (1.0, 0.45)}
FOLDS = 5
SILENT, SURE = 0.35, 0.6
BANDS = (0.0, 0.2, 0.4, 0.6, 0.8)
BOUNDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55)
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A question as asked once: the signs of its answer, and whether that is right."""

    signs: tuple[float, ...]
    right: bool
    gone: bool  # the articles that answer are not there, or none ever was
    fold: int
    weight: float
    chance: float = 0.0  # of being right, by what the other folds teach


def fold_of(question: Question, folds: int) -> int:
    """In which of so many parts a question is; the same in every run."""
    return hashlib.sha256(question["id"].encode()).digest()[0] % folds


class Asked(NamedTuple):
    """Questions about a folder of articles; ``kind`` is one of `WEIGHTS`, ``kept`` where its database is used again."""

    folder: Path
    gold: Path
    kind: str
    kept: Path | None


def with_options(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """The options that tell what is asked of which articles."""
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--databases", type=Path, help="a folder where the databases are kept for the next time")
    for option in ("--also", "--field"):
        parser.add_argument(option, type=Path, nargs=2, action="append", default=[], metavar=("ARTICLES", "QUESTIONS"))
    return parser


def asked_of(arguments: argparse.Namespace) -> Iterator[Asked]:
    """What the options name: the seeds, the news, and what is added."""
    shared, databases = arguments.shared, arguments.databases
    news = (shared / "newsqa/articles").resolve()

    def kept(folder: Path) -> Path | None:
        return databases / ("news.db" if folder.resolve() == news else "seeds.db") if databases else None

    yield Asked(shared / "seeds", shared / "eval/questions.dev.jsonl", "seeds", kept(shared / "seeds"))
    yield Asked(news, shared / "newsqa/questions.jsonl", "news", kept(news))
    for kind, added in (("news", arguments.also), ("field", arguments.field)):
        for folder, gold in added:
            yield Asked(folder, gold, kind, kept(folder) if folder.resolve() == news else None)


async def examples(
    services: Services, questions: Sequence[Question], scorer: ModuleType, weight: float, gone_weight: float
) -> list[Example]:
    """The signs and the label of each plain question, with its articles there and taken out."""
    out: list[Example] = []
    for question in questions:
        try:
            ask = ask_of_line(question, datetime.now(UTC).date(), SCOPES)
        except QuestionRefused:
            continue
        plain = ask.kind not in (QuestionKind.SAID, QuestionKind.QUOTE, QuestionKind.VERIFY)
        if question["type"] == "robust" or not plain or about_article(ask.question):
            continue
        if not isinstance(services.lexicon.router.route(ask.question), Plain):
            continue
        variants = [set(), taken_out(question)] if question["answerable"] and taken_out(question) else [set()]
        for gone in variants:
            async with absent(services, gone):
                case = await services.answerer.case(ask)
                by_office = await services.answerer.office(ask)
            if case and not by_office:
                reply = as_object(services.answerer.composed(ask, case, 1.0), question["id"])
                away = bool(gone) or not question["answerable"]
                right = not away and not scorer.judge(question, reply)
                worth = weight * (gone_weight if away else 1.0)
                out.append(Example(astuple(case.signs), right, away, fold_of(question, FOLDS), worth))
    return out


def fit(held: Sequence[Example]) -> Matrix:
    """Bias and weights of a logistic model, by Newton's method with shrinkage of the standardised weights."""
    signs = np.array([e.signs for e in held])
    mean, spread = signs.mean(0), signs.std(0) + 1e-6
    design = np.c_[np.ones(len(held)), (signs - mean) / spread]
    right = np.array([e.right for e in held], float)
    weight = np.array([e.weight for e in held])
    shrink = np.eye(design.shape[1]) * SHRINK
    shrink[0, 0] = 0
    found: Matrix = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-design @ found))
        slope = design.T @ ((right - chances) * weight) - shrink @ found
        curve = (design.T * (weight * chances * (1 - chances))) @ design + shrink
        found = found + np.linalg.solve(curve, slope)
    scaled: Matrix = np.r_[found[0] - (found[1:] * mean / spread).sum(), found[1:] / spread]
    return scaled


def chance(model: Matrix, example: Example) -> float:
    """The probability that the model gives."""
    return float(1 / (1 + np.exp(-(model[0] + np.array(example.signs) @ model[1:]))))


def crossed(held: Sequence[Example]) -> list[Example]:
    """The examples with the chance that each gets from what the others' folds teach."""
    models = [fit([e for e in held if e.fold != fold]) for fold in range(FOLDS)]
    return [replace(e, chance=chance(models[e.fold], e)) for e in held]


def table(name: str, held: Sequence[Example]) -> None:
    """Print to stderr how often the answers are right, by band of confidence, and what thresholds do."""
    print(name, file=sys.stderr)
    there = [e for e in held if not e.gone]
    for low in BANDS:
        inside = [e.right for e in there if low <= e.chance < low + 0.2]
        print(f"  {low:.1f}–{low + 0.2:.1f}  {len(inside):4}  {sum(inside) / max(1, len(inside)):.2f}", file=sys.stderr)
    for bound in BOUNDS:
        told = [e for e in held if e.chance >= bound]
        kept = sum(e.right for e in told)
        wrong = sum(not e.right and not e.gone for e in told)
        gone = sum(e.gone for e in told)
        of = sum(e.right for e in held), sum(e.gone for e in held)
        print(
            f"  from {bound:.2f}: right {kept}/{of[0]}, wrong {wrong}, without articles {gone}/{of[1]}", file=sys.stderr
        )


async def gather(asked: Iterable[Asked], scorer: ModuleType) -> list[list[Example]]:
    """The examples of each corpus."""
    out = []
    for each in asked:
        async with corpus(each.folder, each.kept) as services:
            out.append(await examples(services, read_lines(each.gold), scorer, *WEIGHTS[each.kind]))
    return out


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args = with_options(parser).parse_args()
    asked = list(asked_of(args))
    gathered = asyncio.run(gather(asked, load_scorer(args.shared / "eval/score_answers.py")))
    every = crossed([example for held in gathered for example in held])
    rest = iter(every)
    for each, held in zip(asked, gathered, strict=True):
        table(str(each.gold), list(islice(rest, len(held))))
    model = fit(every)
    print("# How likely a plain answer is right; fitted by bench/calibrate.py. Signs are bot/answer/confidence.py's.")
    print(
        f"bias = {model[0]:.4f}\nsilent = {SILENT}  # below: the articles do not say\nsure = {SURE}  # below: this may be it\n"
    )
    print("[weights]")
    for name, weight in zip(NAMES, model[1:], strict=True):
        print(f"{name} = {weight:.4f}")


if __name__ == "__main__":
    main()
