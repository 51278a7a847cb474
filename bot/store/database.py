"""The SQLite file: one writer and readers of their own, each in a thread, each call one transaction.

Work is handed over as a function of a connection. It runs from BEGIN to COMMIT in one go in the
connection's thread, so a task that is cancelled half-way leaves no transaction open behind it.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
import struct
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Concatenate, ParamSpec, TypeVar

from bot.errors import DatabaseDamaged, DatabaseFull, StoreError
from bot.store import migrations
from bot.store.failures import translated

P = ParamSpec("P")
T = TypeVar("T")

MEMORY = ":memory:"
_MAGIC = b"SQLite format 3\x00"
_HEADER = 100  # bytes; the file format's fixed header
_USER_VERSION, _APPLICATION_ID = 60, 68  # big-endian, offsets in that header
_READERS = 2
_WRITING, _READING, _FROZEN = "?mode=rwc", "?mode=ro", "?mode=ro&immutable=1"
_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",  # in WAL what was committed outlives a killed process
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -6000",
    "PRAGMA wal_autocheckpoint = 4000",  # pages; what is written often is carried over once
    "PRAGMA journal_size_limit = 32000000",
    "PRAGMA temp_store = MEMORY",
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a database lies, and how it is connected to."""

    path: str
    busy_timeout: float

    def connect(self, mode: str) -> sqlite3.Connection:
        """A connection; ``mode`` is the query of SQLite's own URI."""
        target = self.path if self.path == MEMORY else Path(self.path).absolute().as_uri() + mode
        return sqlite3.connect(
            target,
            timeout=self.busy_timeout,
            isolation_level=None,
            check_same_thread=False,
            uri=True,
        )


class Database:
    """An open database. Made by `Database.open`; `read` and `write` run a function on a connection."""

    def __init__(self, place: _Place, writer: sqlite3.Connection, readers: tuple[sqlite3.Connection, ...]) -> None:
        self.path = place.path
        self._place = place
        self._writer = writer
        self._free: SimpleQueue[sqlite3.Connection] = SimpleQueue()
        for reader in readers:
            self._free.put(reader)
        self._readers = readers
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="store-write")
        self._reading = ThreadPoolExecutor(len(readers), thread_name_prefix="store-read") if readers else self._writing

    @classmethod
    @asynccontextmanager
    async def open(cls, path: str | Path, *, busy_timeout: float = 5.0) -> AsyncIterator[Database]:
        """The database in the file ``path`` (made where there is none), or in ``:memory:``.

        ``busy_timeout`` is in seconds. Raises `StoreError` and its kin: a folder that isn't there,
        a file that is no database or another program's, one that a later version made. A database
        on a read-only disk is opened all the same; each write raises `DatabaseFull`.
        """
        database = await asyncio.to_thread(_opened, _Place(os.fspath(path), busy_timeout))
        try:
            yield database
        finally:
            await asyncio.shield(asyncio.to_thread(database.close))

    async def read(self, work: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What ``work(connection, …)`` finds in one snapshot of the database."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._reading, lambda: self._read(work, *args, **kwargs))

    async def write(
        self, work: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Runs ``work(connection, …)`` as one transaction: all of it is kept, or none of it."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._writing, lambda: self._write(work, *args, **kwargs))

    def _read(self, work: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        conn = self._free.get() if self._readers else self._writer
        try:
            with _transaction(conn, "BEGIN", self.path):
                return work(conn, *args, **kwargs)
        finally:
            if self._readers:
                self._free.put(conn)

    def _write(self, work: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        with _transaction(self._writer, "BEGIN IMMEDIATE", self.path):
            return work(self._writer, *args, **kwargs)

    def close(self) -> None:
        """Finishes what is under way, then closes; the last one out folds the WAL into the file."""
        self._writing.shutdown()
        self._reading.shutdown()
        for conn in (*self._readers, self._writer):
            with contextlib.suppress(sqlite3.Error):  # what was committed is safe, and there is nothing left to do
                conn.close()


def _opened(place: _Place) -> Database:
    """The database at ``place``, checked, carried forward and ready."""
    look(place.path)
    try:
        return _connected(place, _WRITING, _READING)
    except StoreError as err:
        if not _only_readable(place.path, err):
            raise
        return _connected(place, _FROZEN, _FROZEN)


def _connected(place: _Place, writing: str, reading: str) -> Database:
    """A writer and readers; what can't be opened leaves nothing open."""
    held: list[sqlite3.Connection] = []
    try:
        held.append(place.connect(writing))
        _prepare(held[0], place.path, frozen=writing == _FROZEN)
        if place.path != MEMORY:
            held += [place.connect(reading) for _ in range(_READERS)]
            for reader in held[1:]:
                reader.execute("PRAGMA cache_size = -4000")
        return Database(place, held[0], tuple(held[1:]))
    except BaseException as err:
        for conn in held:
            conn.close()
        if isinstance(err, sqlite3.DatabaseError):
            raise translated(err, place.path) from err
        raise


def _prepare(writer: sqlite3.Connection, path: str, *, frozen: bool) -> None:
    writer.execute("BEGIN")
    migrations.check(writer, path)
    writer.execute("COMMIT")
    if frozen:
        migrations.refuse_earlier(writer, path)
        return
    for setting in _SETTINGS:
        writer.execute(setting)
    migrations.migrate(writer, path)


def _only_readable(path: str, err: StoreError) -> bool:
    """Whether a database that could not be opened for writing may be read: on a read-only disk, with no WAL beside it."""
    file = Path(path)
    told = isinstance(err, DatabaseFull) or type(err) is StoreError
    writable = _writable(file) and _writable(file.parent)
    return told and path != MEMORY and file.is_file() and not writable and not Path(f"{path}-wal").exists()


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def look(path: str, *, new: bool = False) -> None:
    """Raises where the path can't hold our database, before SQLite touches anything.

    ``new``: what is there will be replaced, so that it needn't be ours.
    """
    if path == MEMORY:
        return
    file = Path(path)
    if not file.parent.is_dir():
        raise StoreError(f"The folder {file.parent} for the database isn't there. Create it, or name another.")
    if file.is_dir():
        raise StoreError(f"The database {path} is a folder. Name a file in it.")
    if (new or not file.exists()) and not _writable(file.parent):
        raise DatabaseFull(f"The folder {file.parent} can't be written to, so the database can't be made there.")
    if file.exists() and not new:
        _look_inside(file)


def _look_inside(file: Path) -> None:
    """Raises where the file's header tells that it is not ours to open."""
    try:
        with file.open("rb") as opened:
            header = opened.read(_HEADER)
    except OSError as err:
        raise StoreError(f"The database {file} can't be read: {err.strerror}.") from err
    if not header:
        return
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        raise DatabaseDamaged(f"The file {file} is not a database, or it was cut short. Restore a backup.")
    (version,) = struct.unpack_from(">i", header, _USER_VERSION)
    (application,) = struct.unpack_from(">i", header, _APPLICATION_ID)
    if version:
        migrations.refuse_strangers(application, version, 1, str(file))


@contextmanager
def _transaction(conn: sqlite3.Connection, begin: str, path: str) -> Iterator[None]:
    """From ``begin`` to COMMIT, or back to where it was; SQLite's errors become ours."""
    try:
        conn.execute(begin)
        try:
            yield
            conn.execute("COMMIT")
        finally:
            if conn.in_transaction:
                conn.execute("ROLLBACK")
    except sqlite3.DatabaseError as err:
        if isinstance(err, sqlite3.ProgrammingError):
            raise
        raise translated(err, path) from err
