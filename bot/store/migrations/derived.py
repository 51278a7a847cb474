"""What a migration adds that is derived from an article's text, which SQL alone can't do."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from itertools import groupby

from bot.models import Span
from bot.store.article_rows import load
from bot.store.window_words import inside, words_of


def words_of_windows(conn: sqlite3.Connection) -> None:
    """Puts its words beside each window; one article is in memory at a time."""
    rows = conn.execute('SELECT article_id, id, start, "end" FROM window ORDER BY article_id, id').fetchall()
    for article_id, windows in groupby(rows, key=lambda row: row[0]):
        record = load(conn, [article_id], details=False, removed=True)[article_id].record
        title = record.header.title.value if record.header.title else ""
        conn.executemany(
            "UPDATE window SET words = ? WHERE id = ?",
            (
                (words_of(title, record.body, inside(Span(start, end), record.passages)), number)
                for _, number, start, end in windows
            ),
        )


DERIVED: dict[int, Callable[[sqlite3.Connection], None]] = {4: words_of_windows}
