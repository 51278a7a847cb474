"""Speed and size beside what a user could pick instead, in one run.

    python -m bench.compare FOLDER [--keep DIR] [--questions FILE.jsonl] [--sizes 1000 10000 100000]

Needs the packages of requirements-bench.txt (its top says how to install them). FOLDER's articles are
grown to each size (see `bench.grow`); every system builds its index in a process of its own, and opens
it and answers in another, for the peak of memory; then all of them are asked in one process, question
by question, in turns, and the CPU milliseconds of each are printed. Ours is measured from the question
to the cited answer, the others for the search alone: the ten best articles. hits@10 tells how often an
article that answers is among them, of the questions made of its words and of those given (see
`bench.asked`). A system that is very slow is asked one question in five.
Ours' build is everything: reading, cleaning, names, dates, quotations, indexes, near copies.

Below the table: remembered quotations (see `bench.recalled`) and what is offered while somebody types
(see `bench.typed`), in the largest corpus. What is in ``--keep`` already is not built again; an
interrupted build goes on.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import quantiles

from bench import asked, grow, recalled, typed
from bench.systems import DATABASE, OTHERS, SPENT, Ours, OurSearch, Plain
from bench.trial import place_of

MEGA = 1_000_000
MADE = 100  # questions
SERVED = 5  # questions for the memory of a process that answers
HEADING = (
    f"{'articles':>9}  {'':<26}{'build s':>9}{'disk MB':>9}{'build RSS':>10}{'ask RSS':>9}"
    f"{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'asked':>7}{'hits@10':>9}{'given':>9}"
)


@dataclass(frozen=True, slots=True)
class Built:
    """What an index took: CPU seconds, megabytes on disk, peaks of memory in megabytes."""

    cpu: float
    disk: float
    build_peak: float
    ask_peak: float


@dataclass(frozen=True, slots=True)
class Asked:
    """CPU milliseconds of the questions, and of how many the right article was found."""

    ms: list[float]
    made: float | None  # None: the corpus holds no article that answers
    given: float | None

    def quantile(self, percent: int) -> float:
        """Milliseconds that so many of a hundred questions stay under."""
        return quantiles(self.ms, n=100, method="inclusive")[percent - 1]


class Bench:
    """One size of corpus, in a folder that is kept."""

    def __init__(self, source: Path, folder: Path, size: int, given: Path | None) -> None:
        self._source = source
        self._folder = folder
        self._size = size
        self._given = given
        self._corpus = folder / "corpus"
        self._questions = folder / "questions.json"

    @property
    def database(self) -> Path:
        """Our database of this corpus."""
        return place_of(self._folder, Ours.name) / DATABASE

    def prepare(self) -> None:
        """Corpus and questions."""
        if not (self._folder / "grown").exists():
            shutil.rmtree(self._corpus, ignore_errors=True)
            grow.write(self._source, self._corpus, self._size)
            (self._folder / "grown").touch()
        if not self._questions.exists():
            questions = asked.made(self._corpus, MADE)
            asked.write(
                self._questions, questions + list(asked.given(self._given, self._corpus) if self._given else ())
            )

    def built(self, name: str) -> Built:
        """The system's index, built or found, and what it took."""
        place = place_of(self._folder, name)
        note = place.with_suffix(".json")
        if note.exists():
            return Built(**json.loads(note.read_text()))
        if name != Ours.name:
            shutil.rmtree(place, ignore_errors=True)
        spent = place / SPENT
        before = json.loads(spent.read_text())[1] if spent.exists() else 0.0
        peak, cpu = in_a_process("build", name, str(self._corpus), str(place))
        disk = sum(path.stat().st_size for path in place.rglob("*") if path.is_file() and path != spent)
        few = self._folder / "few.json"
        asked.write(few, asked.read(self._questions)[-SERVED:])
        ask_peak, _ = in_a_process("serve", name, str(few), str(place))
        built = Built(before + cpu, disk / MEGA, last(peak), last(ask_peak))
        note.write_text(json.dumps(asdict(built)))
        return built

    def asked(self, names: list[str]) -> dict[str, Asked]:
        """All questions put to all systems in turn."""
        printed, _ = in_a_process("ask", str(self._questions), str(self._folder), *names)
        questions = asked.read(self._questions)
        return {name: of_answers(questions, told) for name, told in json.loads(printed).items()}

    def rows(self, names: list[str]) -> dict[str, Asked]:
        """Print the rows of this size."""
        self.prepare()
        built = {name: self.built(name) for name in names if name != OurSearch.name}
        told = self.asked(names)
        for name in names:
            print(row(self._size, name, built.get(name), told[name]), flush=True)
        return told


def row(size: int, name: str, built: Built | None, told: Asked) -> str:
    """A line under `HEADING`."""
    took = f"{built.cpu:>9.1f}{built.disk:>9.0f}{built.build_peak:>10.0f}{built.ask_peak:>9.0f}" if built else " " * 37
    cut = "".join(f"{told.quantile(percent):>9.1f}" for percent in (50, 95, 99))
    hit = (
        ""
        if name == Ours.name
        else "".join(f"{'–' if one is None else f'{one:.2f}':>9}" for one in (told.made, told.given))
    )
    return f"{size:>9,}  {name:<26}{took}{cut}{len(told.ms):>7}{hit}"


def of_answers(questions: list[asked.Question], told: list[tuple[int, float, list[str]]]) -> Asked:
    """What a system did with the questions that it was asked."""
    pairs = [(questions[number], set(found)) for number, _, found in told]
    return Asked([ms for _, ms, _ in told], hits(pairs, made=True), hits(pairs, made=False))


def hits(pairs: list[tuple[asked.Question, set[str]]], *, made: bool) -> float | None:
    """The share of the questions that an article answers whose ten hold such a one."""
    held = [bool(ten.intersection(one.right)) for one, ten in pairs if one.made == made and one.right]
    return sum(held) / len(held) if held else None


def last(printed: str) -> float:
    """The number in the last line; libraries may have printed others before."""
    return float(printed.rsplit(maxsplit=1)[-1])


def in_a_process(*arguments: str) -> tuple[str, float]:
    """What `bench.trial` prints, and its CPU seconds."""
    with subprocess.Popen(
        [sys.executable, "-m", "bench.trial", *arguments], stdout=subprocess.PIPE, text=True
    ) as process:
        printed = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"bench.trial {' '.join(arguments)} ended with {process.returncode}.")
    return printed, usage.ru_utime + usage.ru_stime


def compare(arguments: argparse.Namespace, keep: Path) -> None:
    """All rows, and what is measured besides in the largest corpus."""
    others = [make().name for make in OTHERS]
    chosen = [name for name in others if not arguments.beside or name.startswith(tuple(arguments.beside))]
    names = [Ours.name, OurSearch.name, *dict.fromkeys([Plain.name, *chosen])]
    print(HEADING)
    largest: Bench | None = None
    for size in arguments.sizes:
        largest = Bench(arguments.folder, keep / str(size), size, arguments.questions)
        told = largest.rows(names)
        ratio = told[Plain.name].quantile(50) / told[Ours.name].quantile(50)
        print(f"{'':>9}  {Plain.name}, takes {ratio:.1f} times the CPU of a cited answer, at p50\n")
    if largest:
        recalled.report(largest.database)
        typed.report(largest.database)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path, help="articles to grow the corpora from")
    options.add_argument("--keep", type=Path, help="a folder for corpora and indexes; default: a temporary one")
    options.add_argument("--questions", type=Path, help="questions on FOLDER, as `batch` reads them")
    options.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    options.add_argument("--beside", nargs="+", metavar="NAME", help="only these, by how their names begin; and FTS5")
    arguments = options.parse_args()
    with tempfile.TemporaryDirectory() as place:
        compare(arguments, arguments.keep or Path(place))
    return 0


if __name__ == "__main__":
    sys.exit(main())
