"""How fast articles come in, and what it takes: ``python -m bench.ingest [FOLDER] [--times 10]``.

Runs ``python -m bot ingest`` on the folder and on copies of it (see `bench.copies`), start-up
included, and prints articles, megabytes, seconds of CPU, articles and megabytes a second, the peak
of resident memory, and the database's size. Exits 1 where an article was refused.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.copies import articles, enlarge

MEGA = 1_000_000
KIB = 1024  # ru_maxrss is in KiB on Linux


@dataclass(frozen=True, slots=True)
class Run:
    """What one ingestion took."""

    articles: int
    megabytes: float
    cpu: float
    peak: float
    database: float
    status: int

    def row(self) -> str:
        """A line under `HEADING`."""
        return (
            f"{self.articles:>9,} {self.megabytes:>8.2f} {self.cpu:>8.1f} {self.articles / self.cpu:>11.1f}"
            f" {self.megabytes / self.cpu:>7.3f} {self.peak:>9.0f} {self.database:>8.1f}"
        )


HEADING = f"{'articles':>9} {'MB':>8} {'CPU s':>8} {'articles/s':>11} {'MB/s':>7} {'peak MB':>9} {'file MB':>8}"


def ingest(folder: Path, database: Path) -> Run:
    """Ingest ``folder`` into ``database`` in a process of its own."""
    command = [sys.executable, "-m", "bot", "ingest", str(folder), "--database", str(database)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if not database.exists():
        sys.exit(f"ingest made no database of {folder}: status {process.returncode}")
    paths = articles(folder)
    return Run(
        articles=len(paths),
        megabytes=sum(path.stat().st_size for path in paths) / MEGA,
        cpu=usage.ru_utime + usage.ru_stime,
        peak=usage.ru_maxrss * KIB / MEGA,
        database=database.stat().st_size / MEGA,
        status=process.returncode,
    )


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", type=Path, default=Path("data/corpus"))
    options.add_argument("--times", type=int, default=10, help="how many copies the larger corpus has")
    arguments = options.parse_args()
    print(HEADING)
    with tempfile.TemporaryDirectory() as place:
        enlarge(arguments.folder, Path(place, "large"), arguments.times)
        status = 0
        for number, folder in enumerate((arguments.folder, Path(place, "large"))):
            run = ingest(folder, Path(place, f"{number}.db"))
            print(run.row(), flush=True)
            status |= run.status
    return status


if __name__ == "__main__":
    sys.exit(main())
