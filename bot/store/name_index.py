"""The names of a corpus, kept with what may be typed to find them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from bot.models import EntityKind, Record
from bot.store import wording

_MOST = 500  # names of one article; more is a list, not news


def name_words(name: str) -> list[str]:
    """What may be typed to find a name: each of its words, folded, and all of it."""
    whole = wording.folded(name)
    return list(dict.fromkeys((whole, *whole.replace("-", " ").split())))


def name_line(name: str) -> str:
    """The words of a name, folded, each behind a blank."""
    whole = wording.folded(name)
    return f" {whole} {whole.replace('-', ' ')}" if "-" in whole else f" {whole}"


def index(conn: sqlite3.Connection, scope_id: int, record: Record) -> None:
    """Counts one article more for each name; a fuller form of a name takes the place of a shorter one."""
    named = _named(record)
    known = _known(conn, scope_id, named)
    fuller = {key: name for key, (name, _) in named.items() if key not in known or len(name) > len(known[key][0])}
    _forget_words(conn, scope_id, {key: known[key][0] for key in fuller if key in known})
    conn.executemany(
        "INSERT INTO name_word (scope_id, word, key) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        ((scope_id, word, key) for key, name in fuller.items() for word in name_words(name)),
    )
    conn.executemany(
        "INSERT INTO name (scope_id, key, name, kind, articles) VALUES (?, ?, ?, ?, 1)"
        " ON CONFLICT DO UPDATE SET articles = articles + 1, name = excluded.name",
        ((scope_id, key, fuller.get(key) or known[key][0], kind) for key, (_, kind) in named.items()),
    )


def unindex(conn: sqlite3.Connection, scope_id: int, record: Record) -> None:
    """Counts one article less; a name that no article is left for goes."""
    known = _known(conn, scope_id, _named(record))
    gone = {key: name for key, (name, articles) in known.items() if articles <= 1}
    _forget_words(conn, scope_id, gone)
    conn.executemany("DELETE FROM name WHERE scope_id = ? AND key = ?", ((scope_id, key) for key in gone))
    conn.executemany(
        "UPDATE name SET articles = articles - 1 WHERE scope_id = ? AND key = ?",
        ((scope_id, key) for key in known if key not in gone),
    )


def _named(record: Record) -> dict[str, tuple[str, EntityKind]]:
    """Who is named: the fullest form in the article, and its kind, by key."""
    best: dict[str, tuple[str, EntityKind]] = {}
    for mention in record.names:
        key, name = wording.bindable(mention.key), wording.bindable(mention.name)
        if key in best:
            if len(name) > len(best[key][0]):
                best[key] = name, mention.kind
        elif len(best) < _MOST:
            best[key] = name, mention.kind
    return best


def _known(conn: sqlite3.Connection, scope_id: int, keys: Iterable[str]) -> dict[str, tuple[str, int]]:
    """Name and number of articles of those keys that are known."""
    found = conn.execute(
        "SELECT key, name, articles FROM name WHERE scope_id = ? AND key IN (SELECT value FROM json_each(?))",
        (scope_id, json.dumps([*keys])),
    )
    return {key: (name, articles) for key, name, articles in found}


def _forget_words(conn: sqlite3.Connection, scope_id: int, names: dict[str, str]) -> None:
    conn.executemany(
        "DELETE FROM name_word WHERE scope_id = ? AND word = ? AND key = ?",
        ((scope_id, word, key) for key, name in names.items() for word in name_words(name)),
    )
