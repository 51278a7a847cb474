"""``ingest``: a line for each article, under a progress bar where there is a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

from tqdm import tqdm

from bot.ingest.pipeline import Result
from bot.terminal.screen import Screen

REFUSED = "refused"


async def print_results(results: AsyncIterator[Result], screen: Screen) -> bool:
    """Print what became of each article, then the counts; whether all were taken in."""
    counts: Counter[str] = Counter()
    with tqdm(file=screen.err, unit=" files", leave=False, disable=not screen.err.isatty()) as bar:
        async for result in results:
            counts[_outcome(result)] += 1
            bar.total = result.files
            bar.update(result.file - bar.n)
            with tqdm.external_write_mode(screen.out):
                screen.object(result_object(result)) if screen.as_json else screen.line(result.line)
    screen.note(", ".join(f"{count:,} {outcome}" for outcome, count in counts.items()) or "nothing to read")
    return not counts[REFUSED]


def result_object(result: Result) -> dict[str, Any]:
    """What became of one article, as an object."""
    saved = result.saved
    near = saved.near if saved else ()
    return {
        "source": result.source,
        "outcome": _outcome(result),
        "id": saved.id if saved else None,
        "version": saved.version if saved else None,
        "reason": result.refused,
        "near": [{"id": other.id, "source": other.source, "likeness": round(other.likeness, 1)} for other in near],
    }


def _outcome(result: Result) -> str:
    return result.saved.outcome.value if result.saved else REFUSED
