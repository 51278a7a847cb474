"""An article's own rows: the record as it was read, packed, version by version."""

from __future__ import annotations

import json
import sqlite3
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from bot.models import Article, DateMention, Header, NameMention, Quotation, Record, Removed, Span
from bot.store.corrections import corrected
from bot.store.events import Act
from bot.store.packing import built, pack

Near = Mapping[int, Sequence[Span]]  # spans of bodies, by the article's id
_PASSAGES = 3  # the place of a record's passages in its packed row
_MENTIONS = 3  # the values of packed details up to the dates and names
_DECODER = json.JSONDecoder()
_START, _END = (lambda passage: passage[0][0]), (lambda passage: passage[0][1])
_LEVEL = 3  # of zlib: within 5 % of the best, at a third of its time


@dataclass(frozen=True, slots=True)
class _Details:
    """What of a record is not needed to rank and cite its passages."""

    removed: tuple[Removed, ...] = ()
    dates: tuple[DateMention, ...] = ()
    names: tuple[NameMention, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    ignored: tuple[str, ...] = ()


def is_version(conn: sqlite3.Connection, article_id: int, number: int, record: Record) -> bool:
    """Whether header and body are, to the character, those of the version ``number``."""
    found = conn.execute(
        "SELECT 1 FROM version WHERE article_id = ? AND number = ? AND digest = ?",
        (article_id, number, _digest(record)),
    ).fetchone()
    return found is not None


def insert_version(conn: sqlite3.Connection, article_id: int, number: int, record: Record, act: Act) -> None:
    """Keeps a record as version ``number`` of an article."""
    body, page, details = _packed(record)
    conn.execute(
        "INSERT INTO version (article_id, number, digest, added, by, body, page, details)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (article_id, number, _digest(record), act.at.isoformat(), act.by, body, page, details),
    )


def update_version(conn: sqlite3.Connection, article_id: int, number: int, record: Record) -> bool:
    """Puts a better reading of the same text in a version's place; False where it is the same reading."""
    _, page, details = _packed(record)
    changed = conn.execute(
        "UPDATE version SET page = ?, details = ? WHERE article_id = ? AND number = ? AND (page, details) != (?, ?)",
        (page, details, article_id, number, page, details),
    )
    return changed.rowcount > 0


def as_read(conn: sqlite3.Connection, article_id: int, number: int) -> Record | None:
    """The record of one version, without corrections; None where there is no such version."""
    found = conn.execute(
        "SELECT body, page, details FROM version WHERE article_id = ? AND number = ?", (article_id, number)
    ).fetchone()
    return _unpacked(*found) if found else None


def load(
    conn: sqlite3.Connection,
    ids: Iterable[int],
    *,
    details: bool = True,
    removed: bool = False,
    near: Near | None = None,
) -> dict[int, Article]:
    """Articles by their ids, quotations as corrected; ids that are not there are left out.

    With ``near``, of an article only the passages that touch those spans.

    ``details=False`` leaves out dates, names, quotations and removed lines, at a third of the cost.
    ``removed=True`` gives removed articles as well.
    """
    found = conn.execute(
        "SELECT a.id, a.version, s.name, v.body, v.page, CASE WHEN ? THEN v.details END FROM json_each(?) AS wanted"
        " JOIN article AS a ON a.id = wanted.value JOIN scope AS s ON s.id = a.scope_id"
        " JOIN version AS v ON v.article_id = a.id AND v.number = a.version WHERE a.removed IS NULL OR ?",
        (details, json.dumps([*dict.fromkeys(ids)]), removed),
    ).fetchall()
    mended = _mended(conn, [row[0] for row in found]) if details else {}
    articles = {}
    for number, version, scope, *packed in found:
        record = _unpacked(packed[0], packed[1], packed[2], None if near is None else near.get(number, ()))
        if number in mended:
            record = replace(record, quotations=mended[number])
        articles[number] = Article(number, version, scope, record)
    return articles


def detailed(conn: sqlite3.Connection, articles: Mapping[int, Article], near: Near) -> dict[int, Article]:
    """The articles of ``near`` with the dates and names that touch its spans; one changed or removed since is left out."""
    found = conn.execute(
        "SELECT a.id, a.version, v.details FROM json_each(?) AS wanted JOIN article AS a ON a.id = wanted.value"
        " JOIN version AS v ON v.article_id = a.id AND v.number = a.version WHERE a.removed IS NULL",
        (json.dumps([*near]),),
    )
    out = {}
    for number, version, packed in found:
        article = articles.get(number)
        if article and article.version == version:
            told = built(_Details, _touching(_head(zlib.decompress(packed).decode(), _MENTIONS), near[number]))
            out[number] = replace(article, record=replace(article.record, dates=told.dates, names=told.names))
    return out


def _mended(conn: sqlite3.Connection, ids: list[int]) -> dict[int, tuple[Quotation, ...]]:
    """The quotations of those articles in which a moderator corrected one."""
    touched = [
        number
        for (number,) in conn.execute(
            "SELECT DISTINCT article_id FROM correction WHERE article_id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids),),
        )
    ]
    return {number: _quotations(conn, number) for number in touched}


def _quotations(conn: sqlite3.Connection, article_id: int) -> tuple[Quotation, ...]:
    rows = conn.execute(
        "SELECT q.packed, c.withdrawn, c.speaker, c.speaker_key, c.kind FROM quotation AS q"
        " LEFT JOIN correction AS c ON c.article_id = q.article_id AND c.digest = q.digest"
        " WHERE q.article_id = ? AND q.state = 'found'",
        (article_id,),
    )
    return tuple(sorted((corrected(*row) for row in rows), key=lambda quotation: quotation.span))


def _digest(record: Record) -> bytes:
    text = pack(Header, record.header) + "\n" + record.body
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).digest()


def _packed(record: Record) -> tuple[bytes, bytes, bytes]:
    page = replace(record, body="", removed=(), dates=(), names=(), quotations=(), ignored=())
    details = _Details(record.removed, record.dates, record.names, record.quotations, record.ignored)
    return (
        zlib.compress(record.body.encode("utf-8", "surrogatepass"), _LEVEL),
        zlib.compress(pack(Record, page).encode(), _LEVEL),
        zlib.compress(pack(_Details, details).encode(), _LEVEL),
    )


def body_of(packed: bytes) -> str:
    """The body that a version's column holds."""
    return zlib.decompress(packed).decode("utf-8", "surrogatepass")


def _unpacked(body: bytes, page: bytes, details: bytes | None, near: Sequence[Span] | None = None) -> Record:
    row = json.loads(zlib.decompress(page))
    if near is not None and len(row) > _PASSAGES:
        row[_PASSAGES] = _beside(row[_PASSAGES], near)
    record = replace(built(Record, row), body=body_of(body))
    if details is None:
        return record
    more = built(_Details, json.loads(zlib.decompress(details)))
    return replace(
        record,
        removed=more.removed,
        dates=more.dates,
        names=more.names,
        quotations=more.quotations,
        ignored=more.ignored,
    )


def _touching(row: list[Any], spans: Sequence[Span]) -> list[Any]:
    """Of packed `_Details`, the dates and names that touch the spans; if all were built, most would be thrown away."""
    _, dates, names = [*row, [], [], []][:3]
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    between = ([each for each in rows if each[0][0] < last and first < each[0][1]] for rows in (dates, names))
    return [[], *([each for each in rows if _touches(each[0], spans)] for rows in between)]


def _head(packed: str, count: int) -> list[Any]:
    """The first ``count`` values of a packed list: what stands behind them costs nothing."""
    values: list[Any] = []
    at = 1
    while len(values) < count and packed[at] != "]":
        value, at = _DECODER.raw_decode(packed, at)
        values.append(value)
        at += packed[at] == ","
    return values


def _beside(passages: list[Any], spans: Sequence[Span]) -> list[Any]:
    """The packed passages, which stand in the order of the text, that share a character with one of the spans."""
    wanted: set[int] = set()
    for span in spans:
        first = bisect_right(passages, span.start, key=_END)
        wanted.update(range(first, bisect_left(passages, span.end, lo=first, key=_START)))
    return [passages[at] for at in sorted(wanted)]


def _touches(ends: Sequence[int], spans: Sequence[Span]) -> bool:
    """Whether a packed span shares a character with one of the spans."""
    return any(ends[0] < span.end and span.start < ends[1] for span in spans)
