"""How much the database holds, over all scopes: for the host alone."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Size:
    """Articles by whose they are (starter, host, all servers together), quotations, open reports, bytes on disk."""

    articles: tuple[tuple[str, int], ...]
    quotations: int
    open_reports: int
    bytes: int


class Sizes:
    """Tells the size of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def now(self) -> Size:
        """As it stands; a few milliseconds at 100,000 articles. Raises `StoreError`."""
        return await self._database.read(_size, self._database.path)


def _size(conn: sqlite3.Connection, path: str) -> Size:
    articles = conn.execute(
        "SELECT CASE WHEN scope.name LIKE 'server:%' THEN 'server' ELSE scope.name END AS whose, SUM(outlet.articles)"
        " FROM outlet JOIN scope ON scope.id = outlet.scope_id GROUP BY whose ORDER BY whose"
    ).fetchall()
    (quotations,) = conn.execute("SELECT COUNT(*) FROM quotation WHERE state = 'found'").fetchone()
    (reports,) = conn.execute("SELECT COUNT(*) FROM report WHERE settled IS NULL").fetchone()
    return Size(tuple(articles), quotations, reports, _on_disk(path))


def _on_disk(path: str) -> int:
    """Bytes of the file and of what is not yet folded into it."""
    total = 0
    for file in (Path(path), Path(f"{path}-wal")):
        with contextlib.suppress(OSError):
            total += file.stat().st_size
    return total
