"""Turns what SQLite reports into the family of `bot.errors`: the one place where that is decided."""

from __future__ import annotations

import sqlite3

from bot.errors import DatabaseBusy, DatabaseDamaged, DatabaseFull, StoreError

_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})
_PRIMARY = 0xFF  # an extended result code keeps the primary one in its low byte

RESTORE = " Restore a backup: python -m bot restore FILE."


def translated(err: sqlite3.Error, path: str) -> StoreError:
    """The error of the family that says what ``err``, met in the database ``path``, means and what to do."""
    code = getattr(err, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY
    if code in _BUSY:
        return DatabaseBusy(f"Another process holds the database {path}. Try again in a moment.")
    if code == sqlite3.SQLITE_FULL:
        return DatabaseFull(f"There is no room left for the database {path}. Nothing was lost; free some space.")
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}:
        return DatabaseFull(f"The database {path} can't be written to: the file or its disk is read-only.")
    if code in _DAMAGED:
        return damaged(path, err)
    if code == sqlite3.SQLITE_IOERR:
        return DatabaseFull(f"The disk of the database {path} did not do what was asked ({err}). Check its space.")
    if code == sqlite3.SQLITE_CANTOPEN:
        return StoreError(f"The database {path} can't be opened. Check that its folder exists and may be written to.")
    if code == sqlite3.SQLITE_TOOBIG:
        return StoreError(f"That is too large for the database {path}.")
    return StoreError(f"The database {path} did not do what was asked ({err}).")


def damaged(path: str, err: Exception) -> DatabaseDamaged:
    """The error for a database in which ``err`` was met."""
    what = f"The database {path} is damaged or not a database ({err})."
    return DatabaseDamaged(what + RESTORE)
