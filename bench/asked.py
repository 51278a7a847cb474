"""Questions for a corpus of `bench.grow`, each with the articles that answer it.

Made ones are half of the words of a sentence, rare and common alike, in their order; the sentence's
article is right. Given ones come from a file as ``batch`` reads it: right are the pieces of the articles
of ``must_cite`` that hold one of the ``answers``; one whose articles are not in the corpus is asked all
the same, and counts for the time alone.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bench.systems import texts

SEED = 1
LEAST, MOST = 12, 40  # words of a sentence
KEPT = 0.5  # of a sentence's words
_SENTENCE = re.compile(r"(?<=[.!?]) +|\n+")
_WORD = re.compile(r"[\w'’-]+")
_TODAY = date(2025, 1, 1)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked on which day, and the names of the articles that answer it."""

    words: str
    day: date
    right: tuple[str, ...]
    made: bool


def made(corpus: Path, count: int) -> list[Question]:
    """Questions of the words of ``count`` sentences of the corpus, always the same ones."""
    rng = random.Random(SEED)
    paths = sorted(corpus.rglob("*.md"))
    out: list[Question] = []
    for path in rng.sample(paths, min(len(paths), 2 * count)):
        _, text = next(texts(path))
        words = _half(text, rng)
        if words and len(out) < count:
            out.append(Question(f"{words}?", _TODAY, (path.stem,), True))
    return out


def _half(text: str, rng: random.Random) -> str:
    sentences = [words for one in _SENTENCE.split(text) if LEAST <= len(words := _WORD.findall(one)) <= MOST]
    if not sentences:
        return ""
    chosen = rng.choice(sentences)
    return " ".join(chosen[at] for at in sorted(rng.sample(range(len(chosen)), round(KEPT * len(chosen)))))


def given(file: Path, corpus: Path) -> Iterator[Question]:
    """The questions of a file that are put in words."""
    parts: dict[str, list[Path]] = {}
    for path in sorted(corpus.rglob("*.md")):
        parts.setdefault(path.stem.rpartition(".")[0], []).append(path)
    for line in filter(None, file.read_text("utf-8").splitlines()):
        told: dict[str, Any] = json.loads(line)
        if told.get("question"):
            there = [path for source in told.get("must_cite", ()) for path in parts.get(Path(source).stem, ())]
            day = date.fromisoformat(told["asked"]) if told.get("asked") else _TODAY
            yield Question(told["question"], day, _answering(there, told.get("answers", ())), False)


def _answering(paths: list[Path], answers: list[str]) -> tuple[str, ...]:
    low = [answer.casefold() for answer in answers]
    return tuple(name for path in paths for name, text in texts(path) if any(one in text.casefold() for one in low))


def write(file: Path, questions: list[Question]) -> None:
    """Keep questions for another process."""
    file.write_text(json.dumps([asdict(one) | {"day": one.day.isoformat()} for one in questions]), "utf-8")


def read(file: Path) -> list[Question]:
    """What `write` kept."""
    told = json.loads(file.read_text("utf-8"))
    return [Question(one["words"], date.fromisoformat(one["day"]), tuple(one["right"]), one["made"]) for one in told]
