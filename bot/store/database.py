"""The SQLite file: one writer and two readers, each an aiosqlite connection with a thread of its own.

Work is handed over as a function of the sqlite3 connection. It runs from BEGIN to COMMIT in one go in
the connection's thread, so a task that is cancelled half-way leaves no transaction open behind it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sqlite3
import struct
import time
import zlib
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import Concatenate, ParamSpec, Self, TypeVar

import aiosqlite

from bot.errors import DatabaseDamaged, DatabaseFull, DatabaseMoved, StoreError
from bot.store import migrations, wal
from bot.store.failures import RESTORE, damaged, translated

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger(__name__)

MEMORY = ":memory:"
LOST = (
    "The write-ahead log of the database %s was damaged: what was changed last before it was closed may be missing. "
    "Compare it with the newest backup."
)
_MAGIC = b"SQLite format 3\x00"
_HEADER = 100  # bytes; the file format's fixed header
_USER_VERSION, _APPLICATION_ID = 60, 68  # big-endian, offsets in that header
_READERS = 2
_WRITING, _READING, _FROZEN = "?mode=rwc", "?mode=ro", "?mode=ro&immutable=1"
_SETTINGS = (
    "PRAGMA synchronous = NORMAL",  # in WAL what was committed outlives a killed process
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -3000",
    "PRAGMA wal_autocheckpoint = 4000",  # pages; what is written often is carried over once
    "PRAGMA journal_size_limit = 32000000",
    "PRAGMA temp_store = MEMORY",
)


class _Connection(aiosqlite.Connection):
    """aiosqlite's connection, whose thread also takes a function to run in one go."""

    def __init__(self, path: str, mode: str, busy_timeout: float) -> None:
        """``mode`` is the query of SQLite's own URI."""
        target = path if path == MEMORY else Path(path).absolute().as_uri() + mode
        connect = partial(sqlite3.connect, target, timeout=busy_timeout, isolation_level=None, uri=True)
        super().__init__(connect, iter_chunk_size=1)
        self.path = path

    async def __aenter__(self) -> Self:
        try:
            with _translating(self.path):
                await self
        except BaseException:
            self._thread.join()  # its last act is a word to this event loop, which mustn't be closed by then
            raise
        return self

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What ``work`` finds; it is finished even where the task that waits for it is cancelled.

        aiosqlite's thread keeps its last function and what that gave until the next comes, megabytes at
        times; so both are handed over in lists that are empty then.
        """
        given, found = [work], list[T]()

        def hand_over(conn: sqlite3.Connection) -> None:
            found.append(given.pop()(conn))

        with _translating(self.path):
            await self._execute(hand_over, self._conn)  # type: ignore[no-untyped-call]
        return found.pop()


class Database:
    """An open database. Made by `Database.open`; `read` and `write` run a function on a connection."""

    def __init__(self, writer: _Connection, readers: Sequence[_Connection], held: AsyncExitStack) -> None:
        self.path = writer.path
        self._writer = writer
        self._free: asyncio.Queue[_Connection] = asyncio.Queue()
        for reader in readers:
            self._free.put_nowait(reader)
        self._held = held
        self._file = _file_at(self.path)

    @classmethod
    @asynccontextmanager
    async def open(
        cls, path: str | Path, *, busy_timeout: float = 5.0, lasting: bool = False
    ) -> AsyncIterator[Database]:
        """The database in the file ``path`` (made where there is none), or in ``:memory:``.

        ``busy_timeout`` is in seconds. ``lasting``: what was written outlives a sudden end of the
        machine too; each write waits for the disk. Raises `StoreError` and its kin: a folder that
        isn't there, a file that is no database or another program's, one that a later version made.
        A database on a read-only disk is opened all the same; each write raises `DatabaseFull`.
        """
        place = os.fspath(path)
        await asyncio.to_thread(look, place)
        try:
            database = await _connected(place, busy_timeout, _WRITING, _READING)
        except StoreError as err:
            if not _only_readable(place, err):
                raise
            database = await _connected(place, busy_timeout, _FROZEN, _FROZEN)
        try:
            if lasting:
                await database._writer.run(lambda conn: conn.execute("PRAGMA synchronous = FULL"))  # noqa: SLF001
            yield database
        finally:
            await database.close()

    async def read(self, work: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What ``work(connection, …)`` finds in one snapshot of the database."""
        reader = await self._free.get()
        try:
            return await reader.run(lambda conn: _whole(conn, "BEGIN", lambda: work(conn, *args, **kwargs)))
        finally:
            self._free.put_nowait(reader)

    async def write(
        self, work: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Runs ``work(connection, …)`` as one transaction: all of it is kept, or none of it."""
        return await self._writer.run(lambda conn: self._written(conn, lambda: work(conn, *args, **kwargs)))

    def _written(self, conn: sqlite3.Connection, work: Callable[[], T]) -> T:
        """Refuses to write into a file that nobody would find again."""
        if _file_at(self.path) != self._file:
            raise DatabaseMoved(
                f"The database {self.path} was moved, deleted or replaced while it was open. Start the program anew."
            )
        return _whole(conn, "BEGIN IMMEDIATE", work)

    async def close(self) -> None:
        """Finishes what is under way, then closes; the last one out folds the WAL into the file."""
        await self._held.aclose()


async def _connected(path: str, busy_timeout: float, writing: str, reading: str) -> Database:
    """The database at ``path``, checked, carried forward and ready; what can't be opened leaves nothing open."""
    before = await asyncio.to_thread(wal.seen, path)
    async with AsyncExitStack() as held:
        writer = await held.enter_async_context(_Connection(path, writing, busy_timeout))
        await writer.run(partial(_prepare, path=path, frozen=writing == _FROZEN))
        if await writer.run(partial(wal.lost, database=path, before=before)):
            log.error(LOST, path)
        readers = []
        for _ in range(0 if path == MEMORY else _READERS):
            readers.append(await held.enter_async_context(_Connection(path, reading, busy_timeout)))
            await readers[-1].run(lambda conn: conn.execute("PRAGMA cache_size = -2000"))
        return Database(writer, readers or [writer], held.pop_all())


def _prepare(writer: sqlite3.Connection, path: str, *, frozen: bool) -> None:
    writer.execute("BEGIN")
    migrations.check(writer, path)
    writer.execute("COMMIT")
    if frozen:
        migrations.refuse_earlier(writer, path)
        return
    _turn_to_wal(writer)
    for setting in _SETTINGS:
        writer.execute(setting)
    migrations.migrate(writer, path)


def _turn_to_wal(writer: sqlite3.Connection) -> None:
    """Waits as long as the connection does: SQLite itself turns one of two away that do this at once to a new file."""
    (milliseconds,) = writer.execute("PRAGMA busy_timeout").fetchone()
    until = time.monotonic() + milliseconds / 1000
    while True:
        try:
            writer.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as err:
            if err.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.005)
        else:
            return


def _only_readable(path: str, err: StoreError) -> bool:
    """Whether a database that could not be opened for writing may be read."""
    told = isinstance(err, DatabaseFull) or type(err) is StoreError
    return told and path != MEMORY and is_frozen(Path(path))


def is_frozen(file: Path) -> bool:
    """Whether a database is on a disk that can only be read, with no WAL beside it: SQLite has to be told so."""
    writable = _writable(file) and _writable(file.absolute().parent)
    return file.is_file() and not writable and not file.with_name(f"{file.name}-wal").exists()


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
        raise DatabaseDamaged(f"The file {file} is not a database, or it was cut short.{RESTORE}")
    (version,) = struct.unpack_from(">i", header, _USER_VERSION)
    (application,) = struct.unpack_from(">i", header, _APPLICATION_ID)
    if version:
        migrations.refuse_strangers(application, version, 1, str(file))


def _file_at(path: str) -> tuple[int, int] | None:
    """What tells a file from every other; None where there is none."""
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _whole(conn: sqlite3.Connection, begin: str, work: Callable[[], T]) -> T:
    """What ``work`` finds between ``begin`` and COMMIT; where it fails, all is as it was."""
    conn.execute(begin)
    try:
        found = work()
        conn.execute("COMMIT")
        return found
    finally:
        if conn.in_transaction:
            conn.execute("ROLLBACK")


@contextmanager
def _translating(path: str) -> Iterator[None]:
    """SQLite's errors become ours; what this program did wrong stays as it is."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.DatabaseError as err:
        raise translated(err, path) from err
    except (zlib.error, UnicodeDecodeError, json.JSONDecodeError) as err:  # SQLite can't vouch for what a row holds
        raise damaged(path, err) from err
