"""The pieces of the full-text indices.

Each transaction adds a piece to an index, and a word is looked up in each of them. Measured on 10,000
articles: gathered into one piece, the same look-ups take a quarter of the instructions.
Source: https://www.sqlite.org/fts5.html#the_merge_command
"""

from __future__ import annotations

import sqlite3

FULL_TEXT = ("window_text", "quotation_text")
PAGES = 1_000  # of the index, written in one transaction
_NOTHING = 2  # changes that a merge makes where there is nothing left to merge: fewer than this


def gather(conn: sqlite3.Connection, index: str, pages: int) -> bool:
    """Merges about ``pages`` pages (negative: begins with all pieces); whether there is more to do.

    Raises `ValueError` for what is no full-text index of ours.
    """
    if index not in FULL_TEXT:
        raise ValueError(f"{index} is none of {', '.join(FULL_TEXT)}")
    before = conn.total_changes
    conn.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('merge', ?)", (pages,))  # noqa: S608 - one of ours
    return conn.total_changes - before >= _NOTHING
