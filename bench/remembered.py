"""Quote under test: quotations of a corpus as people remember them, and whether the right one is found.

    python -m bench.remembered [--seed 1] [--articles N] [--each N] [--misses] [PATH…]

Prints by kind how many are found, first of all, and how many questions of words that nobody said end in silence.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import string
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from bench.mutate import Quoted, mutate
from bench.mutations import quoted, records
from bot.models import Answer, Ask, QuestionKind
from bot.services import Services

_SHARED = Path(__file__).resolve().parents[2] / "shared"
_LIGHT = frozenset(
    "a an and are as at be by for from has have he in is it its of on or she that the they this to was we were will with".split()
)


@dataclass(frozen=True)
class Memory:
    """Words somebody remembers of a quotation; ``of`` None: nobody said them."""

    kind: str
    words: str
    of: Quoted | None


def misspelt(word: str, rng: random.Random) -> str:
    """The word with one letter wrong, doubled, dropped or swapped with its neighbour."""
    at = rng.randint(1, len(word) - 2)
    return rng.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + rng.choice(string.ascii_lowercase) + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )


def memories(material: Sequence[Quoted], rng: random.Random, each: int) -> Iterator[Memory]:
    """Up to ``each`` memories of every kind."""
    long = [one for one in material if one.direct and len(one.text.split()) >= 9]
    for one in rng.sample(long, min(each, len(long))):
        words = one.text.split()
        start = rng.randint(0, len(words) - 6)
        part = words[start : start + rng.randint(6, 12)]
        yield Memory("part", " ".join(part), one)
        yield Memory(
            "misspelt", " ".join(misspelt(w, rng) if len(w) > 4 and rng.random() < 0.5 else w for w in part), one
        )
        yield Memory("heavy words", " ".join(w for w in words[:14] if w.lower().strip(",.") not in _LIGHT), one)
        yield Memory("words dropped", " ".join(w for w in words[:20] if rng.random() < 0.65), one)
        mixed = [w for w in words[:16] if rng.random() < 0.8]
        rng.shuffle(mixed)
        yield Memory("out of order", " ".join(mixed), one)
    for mutation in mutate(material, rng, each):
        if mutation.kind == "invented":
            yield Memory("invented", mutation.words, None)


def found(answer: Answer, one: Quoted) -> bool:
    """Whether the answer's first words are those of the quotation."""
    shown = " ".join(answer.blocks[0].words.split()) if answer.blocks else ""
    return answer.answered and (
        one.text[:40] in shown
        or any(part.text[:40] in one.text or one.text[:40] in part.text for part in answer.quotations[:1])
    )


async def run(args: argparse.Namespace) -> None:
    """Ask for each memory and print what came out."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    seconds: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        async with Services.open(Path(folder) / "remembered.db") as services:
            material: list[Quoted] = []
            for record in records(services.lexicon, [Path(path) for path in args.paths], args.articles, args.seed):
                await services.articles.save(record, "host", now=datetime.now(UTC))
                material += quoted(record)
            for memory in memories(material, random.Random(args.seed), args.each):
                began = time.process_time()
                answer = await services.answer(Ask(QuestionKind.QUOTE, date(2024, 1, 1), words=memory.words))
                seconds.append(time.process_time() - began)
                good = found(answer, memory.of) if memory.of else not answer.answered
                asked[memory.kind] += 1
                right[memory.kind] += good
                if args.misses and not good:
                    shown = answer.blocks[0].words[:160] if answer.blocks else "silence"
                    print(
                        f"{memory.kind} ({answer.confidence}): {memory.words!r} of {memory.of and memory.of.text[:120]!r} got {shown!r}"
                    )
    for kind in asked:
        print(f"{kind:<16} {right[kind]:>4} / {asked[kind]}")
    times = sorted(seconds) or [0.0]
    print(
        f"an answer: p50 {1000 * times[len(times) // 2]:.1f} ms, p95 {1000 * times[len(times) * 95 // 100]:.1f} ms CPU"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", default=[str(_SHARED / "seeds")])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=int, default=150, help="articles at most")
    parser.add_argument("--each", type=int, default=40, help="memories of a kind at most")
    parser.add_argument("--misses", action="store_true", help="print each that is wrong")
    asyncio.run(run(parser.parse_args()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
