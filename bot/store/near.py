"""Finds the articles that a text is nearly a copy of."""

from __future__ import annotations

import sqlite3
from collections import Counter

from bot.models import Near
from bot.store import scopes
from bot.store.article_rows import body_of
from bot.store.sketch import likeness

LIKENESS = 70.0  # of 100, from which on a text is a near copy; unrelated news is near 40
_POSTINGS = 200  # articles looked at for one hash
_SHARED = 2  # hashes that a candidate shares, where the text has that many
_SCORED = 6  # candidates whose text is compared
_SHOWN = 3


def near(
    conn: sqlite3.Connection, body: str, keys: tuple[int, ...], scope: str, *, besides: int | None = None
) -> tuple[Near, ...]:
    """Up to three near copies of a body with the sketch ``keys``, among what ``scope`` may see, the most alike first.

    ``besides`` is the article itself, where it is there already.
    """
    counts: Counter[int] = Counter()
    for key in keys:
        counts.update(
            number
            for (number,) in conn.execute(
                "SELECT article_id FROM sketch WHERE key = ? ORDER BY article_id DESC LIMIT ?", (key, _POSTINGS)
            )
        )
    visible = scopes.numbers(conn, {scope, scopes.STARTER, scopes.HOST})
    enough = min(_SHARED, len(keys))
    candidates = sorted((-shared, number) for number, shared in counts.items() if shared >= enough)
    found: list[Near] = []
    scored = 0
    for _, number in candidates:
        row = _text(conn, number)
        if number == besides or row is None or row[1] not in visible:
            continue
        found.append(Near(number, row[0], likeness(body, body_of(row[2]))))
        scored += 1
        if scored == _SCORED:
            break
    return tuple(sorted((each for each in found if each.likeness >= LIKENESS), key=_order)[:_SHOWN])


def _order(each: Near) -> tuple[float, int]:
    return -each.likeness, each.id


def _text(conn: sqlite3.Connection, article_id: int) -> tuple[str, int, bytes] | None:
    """An article's source, scope and packed body; None where it was removed."""
    found: tuple[str, int, bytes] | None = conn.execute(
        "SELECT a.source, a.scope_id, v.body FROM article AS a"
        " JOIN version AS v ON v.article_id = a.id AND v.number = a.version WHERE a.id = ? AND a.removed IS NULL",
        (article_id,),
    ).fetchone()
    return found
