"""Findings as files: `tests/findings/NAME.json`, a text and its target, run again by the tests.

A text is kept as a ``piece`` and how many ``times`` it stands there; ``seconds`` are what it may take of the CPU.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.fuzz.targets import TARGETS

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "findings"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: the target that it was found in, the text, and what went wrong."""

    name: str
    target: str
    text: str
    was: str
    seconds: float = 2.0

    def run(self) -> None:
        """Raises what is still wrong."""
        TARGETS[self.target].run(self.text)


def saved(folder: Path = FOLDER) -> Iterator[Finding]:
    """The findings of a folder, by name."""
    for path in sorted(folder.glob("*.json")):
        told = json.loads(path.read_text("utf-8"))
        yield Finding(
            path.stem, told["target"], told["piece"] * told.get("times", 1), told["was"], told.get("seconds", 2.0)
        )


def save(finding: Finding, folder: Path = FOLDER) -> Path:
    """Writes a finding; characters outside ASCII as escapes, so that none is lost."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{finding.name}.json"
    told = {"target": finding.target, "was": finding.was, "piece": finding.text}
    path.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    return path
