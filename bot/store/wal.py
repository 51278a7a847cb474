"""Whether the write-ahead log was whole when the database was opened.

SQLite takes from the log what it can vouch for and is silent about the rest. That is right for what a
killed process had not finished; where a finished change lies behind a damaged place, it is lost, and
this tells of it. The format is that of https://www.sqlite.org/fileformat2.html#the_write_ahead_log.
"""

from __future__ import annotations

import os
import sqlite3
import struct
from dataclasses import dataclass
from pathlib import Path

_MAGIC = {0x377F0682, 0x377F0683}
_HEADER, _FRAME_HEADER = 32, 24  # bytes
_PAGE_SIZE, _SALTS = slice(8, 12), slice(16, 24)  # in the log's header
_COMMIT, _FRAME_SALTS = slice(4, 8), slice(8, 16)  # in a frame's header; the first is 0 within a change


@dataclass(frozen=True, slots=True)
class Seen:
    """A log before SQLite read it: its mark (None: not that of a log), and up to which frame there are finished changes."""

    salts: bytes | None
    finished: int = 0


def seen(database: str) -> Seen | None:
    """The log beside a database; None where there is none, or nothing in it."""
    try:
        with Path(f"{database}-wal").open("rb") as log:
            header = log.read(_HEADER)
            if len(header) < _HEADER or not any(header):
                return None
            if struct.unpack(">I", header[:4])[0] not in _MAGIC:
                return Seen(None)
            frame = _FRAME_HEADER + int.from_bytes(header[_PAGE_SIZE])
            whole = (os.fstat(log.fileno()).st_size - _HEADER) // frame
            finished = 0
            for number in range(1, whole + 1):
                found = log.read(_FRAME_HEADER)
                if any(found[_COMMIT]) and found[_FRAME_SALTS] == header[_SALTS]:
                    finished = number
                log.seek(frame - _FRAME_HEADER, os.SEEK_CUR)
            return Seen(header[_SALTS], finished)
    except OSError:
        return None


def lost(conn: sqlite3.Connection, database: str, before: Seen | None) -> bool:
    """Whether changes that were finished in the log ``before`` SQLite read it were not taken from it."""
    if before is None:
        return False
    if before.salts is None:
        return True
    try:
        busy, frames, _ = conn.execute("PRAGMA wal_checkpoint (PASSIVE)").fetchone()
    except sqlite3.OperationalError:  # no room: reading goes on without, and without an answer to this
        return False
    now = seen(database)
    return not busy and now is not None and now.salts == before.salts and 0 <= frames < before.finished
