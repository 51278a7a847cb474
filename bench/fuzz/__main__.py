"""Fuzzes one target: `python -m bench.fuzz TARGET [--seconds N] [--corpus FOLDER]`, by atheris (requirements-fuzz.txt).

Prints atheris's lines. A finding is made small and written to tests/findings/, and the run goes on; the same fault again
is passed over. What was worth keeping on the way is in FOLDER, and is begun with next time.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["bot"]):
    from bench.fuzz.findings import Finding, save
    from bench.fuzz.minimise import Fault, fault_of, minimise
    from bench.fuzz.targets import TARGETS, Target
    from bench.fuzz.texts import bytes_of
    from bot.lexicon import DATA

LONGEST_INPUT = 250  # bytes, before pieces are repeated
FIRST = (
    "Who is the Foreign Minister of Japan?",
    "What did Blinken say about Taiwan in January 2023?",
    '{"text": "They met."}',
)


def main() -> None:
    """Reads the command line, gives the fuzzer something to begin with, and lets it run."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--corpus", type=Path, default=None)
    told = parser.parse_args()
    corpus = told.corpus or Path(".fuzz") / told.target
    begin(corpus)
    limits = [f"-max_total_time={told.seconds}", f"-max_len={LONGEST_INPUT}", "-timeout=120", "-rss_limit_mb=3000"]
    atheris.Setup([sys.argv[0], *limits, "-print_final_stats=1", str(corpus)], Run(told.target, TARGETS[told.target]))
    atheris.Fuzz()


def begin(corpus: Path) -> None:
    """Seeds: a question or two, the beginnings of the starter articles."""
    corpus.mkdir(parents=True, exist_ok=True)
    texts = [*FIRST, *(path.read_text("utf-8")[:250] for path in sorted((DATA / "corpus").glob("*.md")))]
    for number, text in enumerate(texts):
        (corpus / f"seed{number}").write_bytes(bytes_of(text))


class Run:
    """Inputs one after another; each fault is kept once."""

    def __init__(self, name: str, target: Target) -> None:
        self._name = name
        self._target = target
        self._known: set[Fault] = set()

    def __call__(self, data: bytes) -> None:
        """One input."""
        text = self._target.decode(data)
        fault = fault_of(self._target, text)
        if fault is None or fault in self._known:
            return
        self._known.add(fault)
        small = minimise(self._target, text, fault)
        path = save(Finding(f"{self._name}_{len(self._known)}_{time.time_ns():x}", self._name, small, str(fault)))
        print(f"kept as {path}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
