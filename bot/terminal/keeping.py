"""``backup``, ``restore``, ``export``, ``import``: nothing that was put in is to be lost."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TextIO

from bot.errors import QuestionRefused, StoreError
from bot.ingest.lines import limited_lines
from bot.store.backups import backup, is_part_of, restore
from bot.store.database import Database
from bot.store.portable import Portable
from bot.terminal.screen import Screen

STANDARD = "-"
LONGEST_LINE = 64_000_000  # bytes of a line of an export: an article in all its versions


async def back_up(database: Path, to: Path, screen: Screen) -> None:
    """Copy the database into a file, also while the bot runs. Raises `StoreError`."""
    require(database)
    async with Database.open(database) as opened:
        await backup(opened, to)
    if screen.as_json:
        screen.object({"database": str(database), "backup": str(to)})
    else:
        screen.line(f"{database} is copied to {to}")


async def put_back(copy: Path, database: Path, now: datetime, screen: Screen) -> None:
    """Put a backup in the database's place; the old one is kept beside it. Raises `StoreError`."""
    kept = await restore(copy, database, now=now)
    if screen.as_json:
        screen.object({"database": str(database), "backup": str(copy), "kept": str(kept) if kept else None})
    else:
        screen.line(f"{database} is what {copy} held" + (f"; the old one is kept as {kept}" if kept else ""))


async def export(database: Path, name: str, screen: Screen) -> None:
    """Write everything that moderators made as JSON, a line each, to a file or to standard output.

    Raises `StoreError` where it can't be written, or where the file is the database.
    """
    require(database)
    if name != STANDARD and any(is_part_of(file, database) for file in (Path(name), _part_of(Path(name)))):
        raise StoreError(f"{name} is the database itself. Name another file for the export.")
    count = 0
    async with Database.open(database) as opened:
        with _written(name, screen) as file:
            async for line in Portable(opened).lines():
                print(line, file=file)
                count += 1
    if name == STANDARD:
        return
    if screen.as_json:
        screen.object({"database": str(database), "file": name, "lines": count})
    else:
        screen.line(f"{name} holds what moderators made, {count:,} {'line' if count == 1 else 'lines'}")


async def take_in(name: str, database: Path, screen: Screen) -> bool:
    """Take the lines of an export in; whether all could be read. What is there already is left as it is."""
    counts = {True: 0, False: 0}
    refused = 0
    with read_lines(name, LONGEST_LINE) as lines:
        async with Database.open(database) as opened:
            portable = Portable(opened)
            for number, line in enumerate(lines, start=1):
                try:
                    counts[await portable.take(_decoded(line))] += 1
                except StoreError as err:
                    refused += 1
                    screen.note(f"line {number}: {err}")
    if screen.as_json:
        screen.object({"taken": counts[True], "there": counts[False], "refused": refused})
    else:
        screen.line(f"{counts[True]:,} taken in, {counts[False]:,} there already, {refused:,} refused")
    return not refused


def _decoded(line: bytes | None) -> str:
    if line is None:
        raise StoreError(f"It is longer than {LONGEST_LINE:,} bytes.")
    return line.decode("utf-8", "replace")


@contextmanager
def read_lines(name: str, longest: int) -> Iterator[Iterator[bytes | None]]:
    """The lines of a file, or of standard input for ``-``; None for one of more bytes than ``longest``.

    Raises `QuestionRefused` where it can't be read.
    """
    if name == STANDARD:
        if sys.stdin is None:
            raise QuestionRefused("Standard input is closed, so there is nothing to read. Name a file.")
        yield _each(sys.stdin.buffer, longest)
        return
    with ExitStack() as stack:
        try:
            file = stack.enter_context(Path(name).open("rb"))
        except OSError as err:
            raise QuestionRefused(f"{name} can't be read: {err.strerror}.") from err
        yield _each(file, longest)


def _each(file: BinaryIO, longest: int) -> Iterator[bytes | None]:
    return (line for _, line in limited_lines(file, longest))


@contextmanager
def _written(name: str, screen: Screen) -> Iterator[TextIO]:
    """The file to write to, whole or not at all, or standard output for ``-``. Raises `StoreError`.

    What is there and is no file, such as a pipe, is written to as it stands.
    """
    if name == STANDARD:
        yield screen.out
        return
    to = Path(name).resolve()
    in_place = to.exists() and not to.is_file()
    part = to if in_place else _part_of(to)
    try:
        with part.open("w", encoding="utf-8") as file:
            yield file
        part.replace(to)
    except OSError as err:
        raise StoreError(f"{name} can't be written: {err.strerror}.") from err
    finally:
        if not in_place:
            part.unlink(missing_ok=True)


def _part_of(to: Path) -> Path:
    return to.with_name(f"{to.name}.part")


def require(database: Path) -> None:
    """Raise `StoreError` where there is no database."""
    if not database.exists():
        raise StoreError(f"There is no database {database}. Name it with --database FILE.")
