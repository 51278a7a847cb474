"""What there is of a server in a database, read past the program."""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from pathlib import Path

from tests.discord_standin import GUILD
from tests.endurance.ledger import State
from tests.endurance.load import Held

ARTICLES = (
    "SELECT a.source, a.removed IS NOT NULL, v.body, (SELECT c.speaker FROM correction AS c WHERE c.article_id = a.id)"
    " FROM article AS a JOIN version AS v ON v.article_id = a.id AND v.number = a.version"
    " JOIN scope AS s ON s.id = a.scope_id WHERE s.name = ?"
)


def observed(path: Path) -> dict[str, State]:
    """The state of each thing that `Load` changes."""
    found: dict[str, State] = {}
    with contextlib.closing(sqlite3.connect(path)) as conn:
        for source, removed, body, speaker in conn.execute(ARTICLES, (f"server:{GUILD}",)):
            lines = zlib.decompress(body).decode().splitlines()
            (mark,) = [line for line in lines if line.startswith("Account ")]
            found[source] = Held(mark, bool(removed), speaker)
        for comment, settled in conn.execute("SELECT comment, settled IS NOT NULL FROM report"):
            found[comment] = "settled" if settled else "open"
        chosen = conn.execute("SELECT private_answers FROM setting WHERE server_id = ?", (GUILD,)).fetchone()
        found["settings"] = "private" if chosen and chosen[0] else "public"
    return found
