"""What `bench.compare` runs in processes of their own: one builds, one opens and asks, one asks all in turn.

    python -m bench.trial build SYSTEM CORPUS PLACE
    python -m bench.trial serve SYSTEM QUESTIONS PLACE
    python -m bench.trial ask QUESTIONS FOLDER SYSTEM…

``build`` and ``serve`` print the peak of resident memory in megabytes, the process's own: what it was started by
does not count. ``ask`` prints, by system, the number of each question, its milliseconds of CPU and the articles found.
A system that takes more than a second is asked one question in five.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from bench import asked
from bench.systems import Ours, OurSearch, System, named

MEGA, KIB = 1_000_000, 1024
WARM = 3  # questions before those that are timed
SLOW, SELDOM = 1_000, 5  # milliseconds, from which on a system is asked one question in so many
Told = dict[str, list[tuple[int, float, list[str]]]]


def place_of(folder: Path, name: str) -> Path:
    """Where a system keeps its index; our search alone has our database."""
    return folder / (Ours.name if name == OurSearch.name else name).split(",")[0].replace(" ", "-").lower()


def serve(system: System, questions: Sequence[asked.Question], place: Path) -> None:
    """Open and answer, for the memory that it takes."""
    system.open(place)
    for one in questions:
        system.search(one.words, one.day)
    system.close()


def interleaved(systems: Sequence[System], questions: Sequence[asked.Question]) -> Told:
    """Every question put to every system before the next, each time beginning with another."""
    told: Told = {each.name: [] for each in systems}
    for number, one in enumerate(questions):
        for turn in range(len(systems)):
            system = systems[(number + turn) % len(systems)]
            if number % SELDOM and number >= SELDOM and median(ms for _, ms, _ in told[system.name]) > SLOW:
                continue
            began = time.process_time()
            found = system.search(one.words, one.day)
            told[system.name].append((number, 1000 * (time.process_time() - began), list(found)))
    return told


def ask(questions: Sequence[asked.Question], folder: Path, names: Sequence[str]) -> Told:
    """All systems opened in this process; what they hold is left out of the garbage collector's rounds."""
    systems = [named(name) for name in names]
    with ExitStack() as opened:  # where one can't be opened, the threads of the others would keep the process
        for system in systems:
            system.open(place_of(folder, system.name))
            opened.callback(system.close)
            for one in questions[:WARM]:
                system.search(one.words, one.day)
        gc.collect()
        gc.freeze()
        return interleaved(systems, questions)


def peak() -> float:
    """The most resident memory since this program was begun, in megabytes (of Linux)."""
    told = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(told.split()[1]) * KIB / MEGA


def main(what: str, *given: str) -> None:
    if what == "build":
        place = Path(given[2])
        place.mkdir(parents=True, exist_ok=True)
        named(given[0]).build(Path(given[1]), place)
        print(peak())
    elif what == "serve":
        serve(named(given[0]), asked.read(Path(given[1])), Path(given[2]))
        print(peak())
    else:
        print(json.dumps(ask(asked.read(Path(given[0])), Path(given[1]), given[2:])))


if __name__ == "__main__":
    main(*sys.argv[1:])
