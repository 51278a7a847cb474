"""Reads an attribution corpus (text/ and gold/ as PolNeAR is kept) for training and measuring quotations."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any


@dataclass(frozen=True, slots=True)
class Annotated:
    """One article with its gold attributions."""

    doc: str
    body: str
    gold: dict[str, Any]


def is_seen(doc: str) -> bool:
    """Whether an article of train is in the half that is learnt from; the other half is only scored."""
    return int(hashlib.sha256(doc.encode()).hexdigest(), 16) % 2 == 0


def annotated(folder: Path, part: str) -> Iterator[Annotated]:
    """The articles of ``part``: "dev", "seen" or "unseen" (the halves of train)."""
    split = "dev" if part == "dev" else "train"
    for line in (folder / "gold" / f"{split}.jsonl").read_text("utf-8").splitlines():
        gold = json.loads(line)
        if split == "dev" or is_seen(gold["doc"]) == (part == "seen"):
            path = folder / "text" / split / f"{gold['doc']}.txt"
            yield Annotated(gold["doc"], path.read_bytes().decode("utf-8"), gold)


def load_scorer(path: Path) -> ModuleType:
    """The scorer as a module: it stands outside the project."""
    spec = importlib.util.spec_from_file_location("score_quotations", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
