"""Verify under test: quotations of a corpus, spoilt in known ways, and the verdict each has to get.

    python -m bench.mutations [--seed 1] [--articles N] [--each N] [--misses] [PATH…]

Reads the articles of PATH (default: ../shared/seeds) into a database of its own, makes mutations of
their quotations, asks for a verdict on each, and prints the share that is right by kind. What turns
a meaning round has never to be `true`; such a verdict is counted apart.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from bench.mutate import KINDS, Mutation, Quoted, mutate
from bot.answer.showing import SOMEBODY, speaker_of
from bot.ingest.readers import Reader
from bot.ingest.refusal import Refusal
from bot.models import Ask, Kind, QuestionKind, Record, Verdict
from bot.services import Lexicon, Services

_SHARED = Path(__file__).resolve().parents[2] / "shared"
_LIMIT = 5_000_000
_SHORTEST = 5  # words of a quotation that is worth spoiling
_LONGEST = 90


def records(lexicon: Lexicon, paths: Sequence[Path], most: int, seed: int) -> Iterator[Record]:
    """The articles of ``paths``, ``most`` of them picked by ``seed``."""
    understanding = lexicon.understanding()
    reader = Reader(lexicon.fields, _LIMIT)
    found = reader.find(paths)
    random.Random(seed).shuffle(found)
    for one in found[:most]:
        if not isinstance(one, Refusal):
            yield from (understanding.understand(raw) for raw in reader.read(one) if not isinstance(raw, Refusal))


def quoted(record: Record) -> Iterator[Quoted]:
    """What its speakers say, a sentence or more each, and what it reports of them."""
    for quotation in record.quotations:
        text = " ".join(" ".join(part.of(record.body) for part in quotation.parts).split())
        if quotation.speaker and speaker_of(quotation) != SOMEBODY and _SHORTEST <= len(text.split()) <= _LONGEST:
            yield Quoted(
                text, quotation.speaker, quotation.speaker_key or "", quotation.kind is Kind.DIRECT, record.source
            )


@dataclass
class Tally:
    """What came out, by kind."""

    right: Counter[str]
    asked: Counter[str]
    reversed_true: list[Mutation]
    seconds: list[float]


async def run(paths: Sequence[Path], *, seed: int, articles: int, each: int, misses: bool = False) -> Tally:
    """Ask for every verdict on the articles of ``paths``; with ``misses``, print each that is wrong."""
    tally = Tally(Counter(), Counter(), [], [])
    with tempfile.TemporaryDirectory() as folder:
        async with Services.open(Path(folder) / "mutations.db") as services:
            material: list[Quoted] = []
            for record in records(services.lexicon, paths, articles, seed):
                await services.articles.save(record, "host", now=datetime.now(UTC))
                material += quoted(record)
            for mutation in mutate(material, random.Random(seed), each):
                await ask(services, mutation, tally, show=misses)
    return tally


def lines(tally: Tally) -> Iterator[str]:
    """What came out, as it is printed."""
    for kind in KINDS:
        if tally.asked[kind]:
            yield f"{kind:<18} {tally.right[kind]:>4} / {tally.asked[kind]}"
    asked, right = tally.asked.total(), tally.right.total()
    yield f"right: {right} / {asked} = {right / max(asked, 1):.3f}"
    yield f"turned round and called true: {len(tally.reversed_true)}"
    times = sorted(tally.seconds) or [0.0]
    p50, p95 = (1000 * times[len(times) * share // 100] for share in (50, 95))
    yield f"a verdict: p50 {p50:.1f} ms, p95 {p95:.1f} ms CPU"


async def ask(services: Services, mutation: Mutation, tally: Tally, *, show: bool) -> None:
    """Ask for one verdict and count it."""
    question = Ask(QuestionKind.VERIFY, date(2024, 1, 1), words=mutation.words, speaker=mutation.speaker)
    began = time.process_time()
    answer = await services.answer(question)
    tally.seconds.append(time.process_time() - began)
    tally.asked[mutation.kind] += 1
    if answer.verdict in mutation.right:
        tally.right[mutation.kind] += 1
    elif show:
        print(f"{mutation.kind}: {answer.verdict} for {mutation.words!r} by {mutation.speaker}, of {mutation.of!r}")
    if mutation.turns and answer.verdict is Verdict.TRUE:
        tally.reversed_true.append(mutation)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", default=[str(_SHARED / "seeds")])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=int, default=150, help="articles at most")
    parser.add_argument("--each", type=int, default=30, help="mutations of a kind at most")
    parser.add_argument("--misses", action="store_true", help="print each that is wrong")
    args = parser.parse_args()
    paths = [Path(path) for path in args.paths]
    work = run(paths, seed=args.seed, articles=args.articles, each=args.each, misses=args.misses)
    print("\n".join(lines(asyncio.run(work))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
