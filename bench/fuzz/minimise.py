"""A finding made small: pieces are left out as long as the same thing goes wrong."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path

from bench.fuzz.growth import TooSlow, check
from bench.fuzz.targets import Target

MOST_RUNS = 1_000


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong and where: the name of the exception, the file and line of the innermost call of ours."""

    name: str
    file: str = ""
    line: int = 0


def fault_of(target: Target, text: str) -> Fault | None:
    """The fault of a target for a text, or None."""
    try:
        check(target.run, text, longer=target.long)
    except TooSlow:
        return Fault("TooSlow")
    except Exception as err:  # noqa: BLE001 - whatever it is, it is the finding
        ours = [frame for frame in traceback.extract_tb(err.__traceback__) if "site-packages" not in frame.filename]
        return Fault(type(err).__name__, Path(ours[-1].filename).name, ours[-1].lineno or 0)
    return None


def minimise(target: Target, text: str, fault: Fault) -> str:
    """The text with as much left out, halves first, as leaves the fault as it is."""
    size, left = max(1, len(text) // 2), MOST_RUNS
    while size and left:
        at = 0
        while at < len(text) and left:
            left -= 1
            shorter = text[:at] + text[at + size :]
            if fault_of(target, shorter) == fault:
                text = shorter
            else:
                at += size
        size //= 2
    return text
