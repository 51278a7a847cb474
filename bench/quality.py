"""The quality of answers, by the scorers that are handed out beside the project.

    python -m bench.quality [--shared ../shared] [--only seeds|news]

Prints, for the articles on the alliance and for news at large: the scorer's figures for ours and for
plain FTS5; the same questions with the articles that answer them taken out; a reliability table; and
the verdicts on altered quotations.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import itertools
import json
import sys
import tempfile
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from bench import mutations
from bench.plain import PlainSearch
from bot.answer.render import as_object
from bot.errors import QuestionRefused
from bot.services import Services
from bot.store.scopes import HOST
from bot.terminal.asking import ask_of_line
from bot.terminal.batch import SCOPES, unanswered

BANDS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.01)
Reply = dict[str, Any]
Question = dict[str, Any]


def load_scorer(path: Path) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_answers", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_answers"] = module
    spec.loader.exec_module(module)
    return module


def read_lines(path: Path) -> list[Question]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


async def reply(services: Services, question: Question) -> Reply:
    """Our reply to one question, as `batch` gives it."""
    try:
        asked = ask_of_line(question, datetime.now(UTC).date(), SCOPES)
        return as_object(await services.answer(asked), question["id"])
    except QuestionRefused as refused:
        return unanswered(str(refused), question["id"])


async def replies_of(services: Services, questions: Sequence[Question]) -> list[Reply]:
    """Our reply to each question."""
    return [await reply(services, question) for question in questions]


async def replies_without(services: Services, questions: Sequence[Question]) -> list[Reply]:
    """Our reply to each question while the articles that it must cite are taken out."""
    out = []
    for question in questions:
        async with absent(services, taken_out(question)):
            out.append(await reply(services, question))
    return out


@asynccontextmanager
async def absent(services: Services, sources: Iterable[str]) -> AsyncIterator[None]:
    """Articles removed for a while."""
    now = datetime.now(UTC)
    gone = [article.id for source in sources for article in await services.articles.by_source([HOST], source)]
    for number in gone:
        await services.articles.remove(number, HOST, now=now)
    yield
    for number in gone:
        await services.articles.restore(number, HOST, now=now)


@asynccontextmanager
async def corpus(folder: Path, kept: Path | None = None) -> AsyncIterator[Services]:
    """The services over a folder's articles; ``kept`` is a database to use again."""
    with tempfile.TemporaryDirectory() as held:
        path = kept or Path(held, "corpus.db")
        there = await asyncio.to_thread(path.exists)
        async with Services.open(path) as services:
            if not there:
                async for _ in services.ingest([folder]):
                    pass
            yield services


def taken_out(question: Question) -> set[str]:
    """Every article that a question is answered by."""
    groups = question.get("must_cite_any_groups", [])
    return {*question["must_cite"], *question.get("must_cite_all", []), *(s for group in groups for s in group)}


def score(scorer: ModuleType, questions: Sequence[Question], replies: Sequence[Reply], folder: Path) -> None:
    """Print the scorer's own figures."""
    with tempfile.TemporaryDirectory() as held:
        gold, told = Path(held, "gold.jsonl"), Path(held, "replies.jsonl")
        gold.write_text("\n".join(json.dumps(q) for q in questions), "utf-8")
        told.write_text("\n".join(json.dumps(r) for r in replies), "utf-8")
        argv, sys.argv = sys.argv, ["score_answers", str(gold), str(told), "--corpus", str(folder)]
        try:
            scorer.main()
        finally:
            sys.argv = argv


def reliability(scorer: ModuleType, questions: Sequence[Question], replies: Sequence[Reply]) -> None:
    """Print, for each band of confidence, how many replies there are and how many of them are right."""
    print("confidence   replies   right")
    for low, high in itertools.pairwise(BANDS):
        held = [
            (q, r)
            for q, r in zip(questions, replies, strict=True)
            if r["answered"] and low <= r["confidence"] < high and q["type"] != "robust"
        ]
        right = sum(not scorer.judge(q, r) for q, r in held)
        share = f"{right / len(held):.2f}" if held else "   –"
        print(f"{low:.1f}–{min(high, 1):.1f}      {len(held):>5}     {share}")


def silent(questions: Iterable[Question], replies: Iterable[Reply]) -> str:
    """The share of answerable questions that stay silent once their articles are gone."""
    held = [not r["answered"] for q, r in zip(questions, replies, strict=True) if q["answerable"] and taken_out(q)]
    return f"{sum(held)} / {len(held)} = {sum(held) / max(1, len(held)):.3f}"


async def measure(name: str, folder: Path, gold: Path, scorer: ModuleType, kept: Path | None) -> None:
    """Print every figure for one corpus."""
    questions = read_lines(gold)
    async with corpus(folder, kept) as services:
        ours = await replies_of(services, questions)
        print(f"\n== {name}: ours")
        score(scorer, questions, ours, folder)
        reliability(scorer, questions, ours)
        without = await replies_without(services, questions)
        print(f"articles taken out, silent: ours {silent(questions, without)}")


def measure_plain(name: str, folder: Path, gold: Path, scorer: ModuleType) -> None:
    """Print the same figures for plain FTS5."""
    questions = read_lines(gold)
    texts = [(path.name, path.read_text("utf-8", errors="replace")) for path in sorted(folder.iterdir())]
    plain = PlainSearch(texts)
    print(f"\n== {name}: plain FTS5")
    score(scorer, questions, [plain.reply(q) for q in questions], folder)
    bare = [plain.reply(q, frozenset(taken_out(q))) for q in questions]
    print(f"articles taken out, silent: plain {silent(questions, bare)}")


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--only", choices=("seeds", "news"))
    parser.add_argument("--databases", type=Path, help="a folder where the databases are kept for the next time")
    args = parser.parse_args()
    scorer = load_scorer(args.shared / "eval/score_answers.py")
    corpora = {
        "seeds": (args.shared / "seeds", args.shared / "eval/questions.dev.jsonl"),
        "news": (args.shared / "newsqa/articles", args.shared / "newsqa/questions.jsonl"),
    }
    for name, (folder, gold) in corpora.items():
        if args.only in (None, name):
            asyncio.run(measure(name, folder, gold, scorer, args.databases and args.databases / f"{name}.db"))
            measure_plain(name, folder, gold, scorer)
    if args.only in (None, "seeds"):
        print("\n== quotations of the seeds, altered")
        print(
            "\n".join(
                mutations.lines(asyncio.run(mutations.run([args.shared / "seeds"], seed=1, articles=150, each=30)))
            )
        )


if __name__ == "__main__":
    main()
