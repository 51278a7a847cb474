"""Saves, removes and restores an article; each function runs inside one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from bot.errors import StoreError
from bot.models import Near, Outcome, Record, Saved
from bot.store import article_index, article_rows, scopes, wording
from bot.store.events import Act, record_event
from bot.store.interactions import claim
from bot.store.near import near
from bot.store.scopes import Place
from bot.store.sketch import sketch


class Overtaken(StoreError):
    """An article that was changed, or taken out, since the change to it was begun."""


class CameAnew(StoreError):
    """A removed article whose text came in anew, so that it can't be restored beside itself."""


def save(conn: sqlite3.Connection, record: Record, scope: str, act: Act, over: int | None = None) -> Saved:
    """Stores a record, as `bot.store.articles.Articles.save` tells."""
    scope_id = scopes.number_of(conn, scope)
    found = conn.execute(
        "SELECT id, version, removed IS NOT NULL FROM article WHERE scope_id = ? AND source = ?",
        (scope_id, wording.bindable(record.source)),
    ).fetchone()
    article_id, version, removed = found or (None, 0, False)
    twin = _twin(conn, scope_id, record, besides=article_id)
    if twin is not None:
        return twin
    first = claim(conn, act.interaction, act.at)
    if first and over is not None and (version != over or removed):
        raise Overtaken("The article has been changed since. Begin again with its present text.")
    if article_id is None:
        return _add(conn, scope, record, act)
    kept = Place(scope_id, article_id, version)
    if not first:
        return Saved(Outcome.UNCHANGED, kept.article_id, kept.version)
    if removed:
        _bring_back(conn, kept, act)
    if not article_rows.is_version(conn, kept.article_id, kept.version, record):
        return _add_version(conn, kept, scope, record, act)
    earlier = _reading(conn, kept)
    if article_rows.update_version(conn, kept.article_id, kept.version, record):
        _reindex(conn, kept, earlier, record, sketch(record.body))
    return Saved(Outcome.UNCHANGED, kept.article_id, kept.version)


def save_all(conn: sqlite3.Connection, records: Iterable[Record], scope: str, act: Act) -> list[Saved]:
    """Stores records one after the other, each as `save` does."""
    return [save(conn, record, scope, act) for record in records]


def near_copies(conn: sqlite3.Connection, record: Record, scope: str, besides: int | None) -> tuple[Near, ...]:
    """The near copies that saving the record would name, apart from the article ``besides``."""
    return near(conn, record.body, sketch(record.body), scope, besides=besides)


def remove(conn: sqlite3.Connection, article_id: int, scope: str, act: Act) -> bool:
    """Takes an article of ``scope`` out of every index; False where there is none to take."""
    kept = _own(conn, article_id, scope, removed=False)
    if kept is None or not claim(conn, act.interaction, act.at):
        return False
    article_index.unindex(conn, kept, _reading(conn, kept))
    conn.execute("UPDATE article SET removed = ? WHERE id = ?", (act.at.isoformat(), article_id))
    record_event(conn, article_id, act, "removed")
    return True


def restore(conn: sqlite3.Connection, article_id: int, scope: str, act: Act) -> bool:
    """Undoes `remove`; False where nothing is removed, `CameAnew` where the same text came in anew."""
    kept = _own(conn, article_id, scope, removed=True)
    if kept is None or not claim(conn, act.interaction, act.at):
        return False
    twin = _twin(conn, kept.scope_id, _reading(conn, kept), besides=article_id)
    if twin is not None:
        raise CameAnew(f"The text of #{article_id} came in anew as #{twin.id}. Remove that one first.")
    _bring_back(conn, kept, act)
    return True


def _bring_back(conn: sqlite3.Connection, kept: Place, act: Act) -> None:
    conn.execute("UPDATE article SET removed = NULL WHERE id = ?", (kept.article_id,))
    record = _reading(conn, kept)
    article_index.index(conn, kept, record, sketch(record.body))
    record_event(conn, kept.article_id, act, "restored")


def _twin(conn: sqlite3.Connection, scope_id: int, record: Record, *, besides: int | None) -> Saved | None:
    """Another article of the scope that has the same text."""
    found = conn.execute(
        "SELECT id, version, source FROM article WHERE scope_id = ? AND text_digest = ? AND removed IS NULL"
        " AND id IS NOT ? ORDER BY id LIMIT 1",
        (scope_id, wording.digest(record.body), besides),
    ).fetchone()
    return Saved(Outcome.DUPLICATE, found[0], found[1], (Near(found[0], found[2], 100.0),)) if found else None


def _add(conn: sqlite3.Connection, scope: str, record: Record, act: Act) -> Saved:
    scope_id, keys = scopes.number_of(conn, scope), sketch(record.body)
    alike = near(conn, record.body, keys, scope)
    article_id = conn.execute(
        "INSERT INTO article (scope_id, source, version, text_digest, title, outlet, published, added)"
        " VALUES (?, ?, 1, ?, ?, ?, ?, ?)",
        (scope_id, wording.bindable(record.source), *_row(record), act.at.isoformat()),
    ).lastrowid
    assert article_id is not None
    article_rows.insert_version(conn, article_id, 1, record, act)
    article_index.index(conn, Place(scope_id, article_id, 1), record, keys)
    record_event(conn, article_id, act, "added")
    return Saved(Outcome.ADDED, article_id, 1, alike)


def _add_version(conn: sqlite3.Connection, kept: Place, scope: str, record: Record, act: Act) -> Saved:
    keys = sketch(record.body)
    alike = near(conn, record.body, keys, scope, besides=kept.article_id)
    following = replace(kept, version=kept.version + 1)
    article_rows.insert_version(conn, following.article_id, following.version, record, act)
    _reindex(conn, following, _reading(conn, kept), record, keys)
    record_event(conn, following.article_id, act, "new version", str(following.version))
    return Saved(Outcome.NEW_VERSION, following.article_id, following.version, alike)


def _reindex(conn: sqlite3.Connection, kept: Place, earlier: Record, record: Record, keys: tuple[int, ...]) -> None:
    """Makes the article findable by ``record`` in place of ``earlier``."""
    article_index.unindex(conn, kept, earlier)
    conn.execute(
        "UPDATE article SET version = ?, text_digest = ?, title = ?, outlet = ?, published = ? WHERE id = ?",
        (kept.version, *_row(record), kept.article_id),
    )
    article_index.index(conn, kept, record, keys)


def _row(record: Record) -> tuple[bytes, str, str | None, str | None]:
    """What of a record stands in the article's own row: the text's digest, title, outlet, day."""
    header = record.header
    return (
        wording.digest(record.body),
        wording.bindable(header.title.value) if header.title else "",
        wording.bindable(header.outlet.value) if header.outlet else None,
        article_index.published_day(record),
    )


def _reading(conn: sqlite3.Connection, kept: Place) -> Record:
    record = article_rows.as_read(conn, kept.article_id, kept.version)
    assert record is not None
    return record


def _own(conn: sqlite3.Connection, article_id: int, scope: str, *, removed: bool) -> Place | None:
    """The article, if it belongs to ``scope``."""
    found = conn.execute(
        "SELECT a.scope_id, a.id, a.version FROM article AS a JOIN scope AS s ON s.id = a.scope_id"
        " WHERE a.id = ? AND s.name = ? AND (a.removed IS NOT NULL) = ?",
        (article_id, scope, removed),
    ).fetchone()
    return Place(*found) if found else None
