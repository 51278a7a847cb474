"""Copies of a database, made while it is in use, and put back in its place.

The connections here are the standard library's and this module's own, in a thread for one copy: they
stand beside the open database as another process would, so that a long copy keeps no reader or writer.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.errors import DatabaseDamaged, DatabaseFull, StoreError
from bot.store import migrations
from bot.store.database import Database, is_frozen, look
from bot.store.failures import RESTORE, translated

_NAMED = "cornerstone-%Y%m%d-%H%M%S.db"
_PATTERN = "cornerstone-*-*.db"
_UNFINISHED = f"{_PATTERN}.part"
_SIDE_FILES = ("", "-wal", "-shm")
_APPLICATION_ID, _HEADER = 68, 72  # bytes: where SQLite keeps the application's number, and its end


async def backup(database: Database, to: Path) -> None:
    """Writes what the database holds at this moment into the file ``to``; readers and writers go on.

    Raises `StoreError` where ``to`` is the database itself or holds anything but an earlier backup, and
    `DatabaseDamaged` where the copy would be unsound: an earlier backup is never given up for that.
    """
    await asyncio.to_thread(_back_up, Path(database.path), to)


async def backup_into(folder: Path, database: Database, *, keep: int, now: datetime) -> Path:
    """Writes a backup named by the moment into a folder and deletes the oldest beyond ``keep``; the new one.

    The folder is made where its parent is there. Raises `StoreError`; nothing is deleted then.
    """
    made = folder / now.astimezone(UTC).strftime(_NAMED)
    await asyncio.to_thread(_make_folder, folder)
    await backup(database, made)
    await asyncio.to_thread(_rotate, folder, max(keep, 1))
    return made


def newest(folder: Path) -> datetime | None:
    """When the newest backup of a folder was made; None where there is none."""
    return max((moment for file in folder.glob(_PATTERN) if (moment := _moment_of(file.name))), default=None)


def wait_until_due(folder: Path, every: timedelta, now: datetime) -> timedelta:
    """How long the next backup has time: a bot that is started often makes none each time, so that older ones stay."""
    made = newest(folder)
    return min(max(made + every - now, timedelta()), every) if made else timedelta()


async def restore(copy: Path, to: Path, *, now: datetime) -> Path | None:
    """Puts a backup in the place of the database ``to``; where the old one is kept, None where there was none.

    Raises `StoreError` where both are the same file.

    The backup is checked first; nothing is touched where it is unsound. A process that has the
    database open sees the restored one, unless the old one was damaged: then it has to be started anew.
    """
    return await asyncio.to_thread(_restore, copy, to, now)


def is_part_of(file: Path, database: Path) -> bool:
    """Whether a file is the database, under whatever name, or stands beside it as its write-ahead log or index."""
    return any(_same(file, database.with_name(f"{database.name}{side}")) for side in _SIDE_FILES)


async def check(database: Database) -> tuple[str, ...]:
    """What is wrong with the database and, where it can be written to, its indices, a line each; none is good."""
    found = await database.read(problems)
    try:
        await database.write(_check_indices)
    except DatabaseDamaged:
        return (*found, "a full-text index does not agree with itself")
    except DatabaseFull:
        return found
    return found


def problems(conn: sqlite3.Connection) -> tuple[str, ...]:
    """What SQLite's own check finds."""
    lines = [line for (line,) in conn.execute("PRAGMA integrity_check")]
    orphans = conn.execute("PRAGMA foreign_key_check").fetchall()
    return (
        *(line for line in lines if line != "ok"),
        *(f"a row of {table} lost what it points to" for table, *_ in orphans),
    )


def _check_indices(conn: sqlite3.Connection) -> None:
    conn.execute("INSERT INTO window_text (window_text) VALUES ('integrity-check')")
    conn.execute("INSERT INTO quotation_text (quotation_text) VALUES ('integrity-check')")


def _back_up(source: Path, to: Path) -> None:
    if to.is_dir():
        raise StoreError(f"{to} is a folder. Name a file in it for the backup.")
    if not to.absolute().parent.is_dir():
        raise StoreError(f"The folder {to.parent} for the backup isn't there. Create it, or name another.")
    if is_part_of(to, source) or is_part_of(_part_of(to), source):
        raise StoreError(f"{to} is the database itself. Name another file for the backup.")
    if to.exists() and not _holds_nothing_else(to):
        raise StoreError(f"{to} is there already and is no backup. Name another file, or move it away.")
    with _writing(to):
        _copy_new(source, to)


def _holds_nothing_else(file: Path) -> bool:
    """Whether a backup may take the file's place: an earlier one, or a file without a byte in it."""
    try:
        if not file.is_file():
            return False
        with file.open("rb") as opened:
            header = opened.read(_HEADER)
    except OSError as err:
        raise StoreError(f"{file} is there already and can't be read: {err.strerror}. Name another file.") from err
    return not header or header[_APPLICATION_ID:] == migrations.APPLICATION_ID.to_bytes(4)


def _same(one: Path, other: Path) -> bool:
    """Whether two names lead to one file, through links too; also where there is none yet."""
    try:
        return one.samefile(other)
    except OSError:
        return one.resolve() == other.resolve()


def _restore(copy: Path, to: Path, now: datetime) -> Path | None:
    with _writing(to):
        kept = _put_back(copy, to, now)
        with _open(to, "rw") as conn:  # for a process that has it open: to the schema that it knows
            migrations.migrate(conn, str(to))
    return kept


def _put_back(copy: Path, to: Path, now: datetime) -> Path | None:
    if not copy.exists():
        raise StoreError(f"There is no backup {copy}.")
    if is_part_of(copy, to):
        raise StoreError(f"{copy} is the database itself, not a backup of it. Name the backup.")
    _check_copy(copy)
    kept = _unused(to, f".before-{now:%Y%m%d-%H%M%S}") if to.exists() else None
    if kept is None:
        _copy_new(copy, to)
        return None
    try:
        look(str(to))
        _copy_new(to, kept)
        with _open(copy, "ro") as source, _open(to, "rw") as target:
            source.backup(target)
    except DatabaseDamaged:  # nothing can be written into it: it goes aside as it is, once its successor is ready
        with _copied_beside(copy, to) as part:
            for side in reversed(_SIDE_FILES):
                with contextlib.suppress(FileNotFoundError):
                    Path(f"{to}{side}").rename(f"{kept}{side}")
            part.replace(to)
    return kept


def _unused(file: Path, told: str) -> Path:
    """A name beside the file that nothing has yet: two restores in one second keep both old databases."""
    names = (f"{file.stem}{told}{f'-{number}' if number else ''}{file.suffix}" for number in itertools.count())
    return next(path for path in map(file.with_name, names) if not path.exists())


def _check_copy(copy: Path) -> None:
    """Raises where a backup is not one of ours, is of a later version, or is unsound."""
    try:
        look(str(copy))
        with _open(copy, "ro") as conn:
            conn.execute("BEGIN")
            migrations.check(conn, str(copy))
            found = problems(conn)
            empty = conn.execute("PRAGMA application_id").fetchone()[0] != migrations.APPLICATION_ID
    except DatabaseDamaged as err:
        raise DatabaseDamaged(f"{str(err).removesuffix(RESTORE)} Nothing was changed; take another backup.") from err
    if found or empty:
        what = found[0] if found else "it is empty"
        raise DatabaseDamaged(f"The backup {copy} is damaged ({what}). Nothing was changed; take another one.")


def _copy_new(source: Path, to: Path) -> None:
    """Copies a database into a file that is there whole or not at all."""
    look(str(to.absolute()), new=True)
    with _copied_beside(source, to) as part:
        part.replace(to)


@contextmanager
def _copied_beside(source: Path, to: Path) -> Iterator[Path]:
    """A copy of a database, sound, in one file beside ``to``; it goes where it isn't put in a place by then."""
    part = _part_of(to)
    part.unlink(missing_ok=True)
    try:
        with _open(source, "ro") as origin, _open(part, "rwc") as target:
            origin.backup(target)
            _refuse_unsound(target, source)
            target.execute("PRAGMA journal_mode = DELETE")  # one file, without a WAL beside it
        yield part
    finally:
        part.unlink(missing_ok=True)


def _refuse_unsound(copied: sqlite3.Connection, source: Path) -> None:
    """A copy takes over every page as it is, a damaged one too."""
    try:
        (found,) = copied.execute("PRAGMA quick_check (1)").fetchone()
    except sqlite3.DatabaseError as err:
        found = str(err)
    if found != "ok":
        told = found.strip().splitlines()[-1]
        raise DatabaseDamaged(
            f"The database {source} is damaged ({told}), so no copy of it was kept. Restore a backup."
        )


def _part_of(to: Path) -> Path:
    return to.with_name(f"{to.name}.part")


def _make_folder(folder: Path) -> None:
    with _writing(folder):
        if folder.parent.is_dir():
            folder.mkdir(exist_ok=True)


def _moment_of(name: str) -> datetime | None:
    try:
        return datetime.strptime(name, _NAMED).replace(tzinfo=UTC)
    except ValueError:
        return None


def _rotate(folder: Path, keep: int) -> None:
    """Deletes backups beyond the newest, and what a process that was killed left half written."""
    with _writing(folder):
        for old in [*sorted(folder.glob(_PATTERN))[:-keep], *folder.glob(_UNFINISHED)]:
            old.unlink(missing_ok=True)


@contextmanager
def _writing(to: Path) -> Iterator[None]:
    """What a file or folder refuses becomes an error of ours."""
    try:
        yield
    except OSError as err:
        raise StoreError(f"{to} can't be written: {err.strerror}. Check its disk, or name another place.") from err


@contextmanager
def _open(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    try:
        uri = f"{path.absolute().as_uri()}?mode={mode}{'&immutable=1' if mode == 'ro' and is_frozen(path) else ''}"
        with contextlib.closing(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=20)) as conn:
            yield conn
    except sqlite3.DatabaseError as err:
        raise translated(err, os.fspath(path)) from err
