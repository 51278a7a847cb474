"""Finds quotations: by who speaks, by their words, by where they stand; and keeps what is put right in them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from bot.models import EntityKind, Kind, Quotation, SpeakerCount, StoredQuotation
from bot.store import corrections, quotation_index, wording
from bot.store.corrections import Correction
from bot.store.database import Database
from bot.store.events import Act, record_event
from bot.store.frequency import QUOTATIONS, Frequencies
from bot.store.interactions import claim
from bot.store.packing import unpack
from bot.store.scopes import Place, number_in, numbers, rows

_TOLD = 60  # characters of a quotation in an article's history
_WORDS = 12  # words of a name by which speakers are looked up


class Quotations:
    """The quotations of the articles that are there; removed articles' and withdrawn ones are never given."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._frequencies = Frequencies(QUOTATIONS)

    async def by_speaker(
        self,
        keys: Sequence[str],
        scopes: Sequence[str],
        *,
        kind: Kind | None = None,
        since: date | None = None,
        until: date | None = None,
        limit: int = 200,
    ) -> tuple[StoredQuotation, ...]:
        """What any of ``keys`` said, alone or jointly, in articles published from ``since`` to ``until``; newest first.

        Articles without a day come last, and not at all where a day is asked for.
        """
        asked = (since or date.min).isoformat() if since or until else ""
        days = asked, (until or date.max).isoformat()
        kinds = (kind,) if kind else tuple(Kind)
        return await self._database.read(_by_speaker, keys, scopes, kinds=kinds, days=days, limit=limit)

    async def matching(
        self,
        words: Sequence[str],
        rare: Sequence[str],
        scopes: Sequence[str],
        limit: int,
        *,
        speakers: Sequence[str] = (),
        around: bool = False,
    ) -> tuple[StoredQuotation, ...]:
        """The quotations that hold the words best, best first; ``rare`` as in `Search.windows`.

        ``speakers``: keys, one of which must be the speaker's. ``around``: words that stand in the
        sentence or the one before count too, for less.
        """
        columns = _columns(speakers, around=around)
        return await self._database.read(self._matching, words, rare, columns, rows_of=(scopes, limit))

    def _matching(
        self,
        conn: sqlite3.Connection,
        words: Sequence[str],
        rare: Sequence[str],
        columns: str,
        rows_of: tuple[Sequence[str], int],
    ) -> tuple[StoredQuotation, ...]:
        sought = self._frequencies.expression(conn, words, rare)
        return _matching(conn, f"{columns} : ({sought})", *rows_of) if sought else ()

    async def in_articles(self, ids: Iterable[int]) -> tuple[StoredQuotation, ...]:
        """The quotations of articles, in the order in which they stand there."""
        return await self._database.read(_in_articles, [*ids])

    async def get(self, ids: Iterable[int], scopes: Sequence[str] | None = None) -> dict[int, StoredQuotation]:
        """Quotations by number, those that are there; without ``scopes`` the ids must come from a read that had them."""
        return await self._database.read(_get, [*ids], scopes)

    async def speakers(
        self, scopes: Sequence[str], *, holding: Sequence[str] | None = None, keys: Sequence[str] = ()
    ) -> tuple[SpeakerCount, ...]:
        """Everyone who is quoted, the most quoted first; or those of ``keys`` and whose key holds a word of ``holding``."""
        return await self._database.read(_speakers, scopes, holding, keys)

    async def speaker_keys(self, scopes: Sequence[str]) -> tuple[str, ...]:
        """The keys of everyone who is quoted."""
        return await self._database.read(_speaker_keys, scopes)

    async def mended(self, article_id: int, scopes: Sequence[str]) -> tuple[tuple[StoredQuotation, Correction], ...]:
        """What moderators put right in an article: each quotation as it was read, withdrawn ones too, and how."""
        return await self._database.read(_put_right, article_id, scopes)

    async def correct(
        self,
        quotation_id: int,
        scope: str,
        correction: Correction | None,
        *,
        by: str | None = None,
        now: datetime,
        interaction: str | None = None,
    ) -> bool:
        """Puts a quotation of ``scope`` right, or takes that back (None); False where there is no such quotation."""
        return await self._database.write(_correct, quotation_id, scope, correction, Act(by, now, interaction))


def _columns(speakers: Sequence[str], *, around: bool) -> str:
    """The beginning of an expression: who must speak, and which columns the words may stand in."""
    columns = "{words pairs around}" if around else "{words pairs}"
    return f"{{speakers}} : ({wording.any_of(map(wording.token, speakers))}) AND {columns}" if speakers else columns


def _matching(
    conn: sqlite3.Connection, expression: str, names: Sequence[str], limit: int
) -> tuple[StoredQuotation, ...]:
    found = conn.execute(
        "SELECT rowid, bm25(quotation_text, 1.0, 1.0, 0.4, 0.0) AS score FROM quotation_text"
        " WHERE quotation_text MATCH :expression AND rowid BETWEEN :low AND :high"
        " AND rowid >> 32 IN (SELECT value FROM json_each(:scopes)) ORDER BY score, rowid LIMIT :limit",
        {"expression": expression, "limit": limit, **rows(numbers(conn, names))},
    ).fetchall()
    return _in_order(conn, [number_in(row) for row, _ in found])


def _by_speaker(
    conn: sqlite3.Connection,
    keys: Sequence[str],
    names: Sequence[str],
    *,
    kinds: Sequence[Kind],
    days: tuple[str, str],
    limit: int,
) -> tuple[StoredQuotation, ...]:
    found = conn.execute(
        "SELECT DISTINCT quotation_id, published FROM quotation_speaker"
        " WHERE scope_id IN (SELECT value FROM json_each(?)) AND key IN (SELECT value FROM json_each(?))"
        " AND kind IN (SELECT value FROM json_each(?)) AND published BETWEEN ? AND ?"
        " ORDER BY published DESC, quotation_id LIMIT ?",
        (
            json.dumps(numbers(conn, names)),
            json.dumps([wording.bindable(key) for key in keys]),
            json.dumps(kinds),
            *days,
            limit,
        ),
    ).fetchall()
    return _in_order(conn, [number for number, _ in found])


def _in_articles(conn: sqlite3.Connection, ids: list[int]) -> tuple[StoredQuotation, ...]:
    found = conn.execute(
        "SELECT id FROM quotation WHERE article_id IN (SELECT value FROM json_each(?)) AND state = 'found'",
        (json.dumps(ids),),
    ).fetchall()
    stored = _in_order(conn, [number for (number,) in found])
    return tuple(sorted(stored, key=lambda each: (each.article_id, each.quotation.span, each.id)))


def _in_order(conn: sqlite3.Connection, ids: list[int]) -> tuple[StoredQuotation, ...]:
    found = _get(conn, ids, None)
    return tuple(found[number] for number in ids if number in found)


def _get(conn: sqlite3.Connection, ids: list[int], names: Sequence[str] | None) -> dict[int, StoredQuotation]:
    found = conn.execute(
        "SELECT q.id, q.article_id, q.words, q.packed, c.withdrawn, c.speaker, c.speaker_key, c.kind"
        " FROM json_each(?) AS wanted JOIN quotation AS q ON q.id = wanted.value"
        " JOIN article AS a ON a.id = q.article_id"
        " LEFT JOIN correction AS c ON c.article_id = q.article_id AND c.digest = q.digest"
        " WHERE q.state = 'found' AND a.removed IS NULL"
        " AND (? OR a.scope_id IN (SELECT value FROM json_each(?)))",
        (json.dumps(ids), names is None, json.dumps(numbers(conn, names or ()))),
    ).fetchall()
    return {
        number: StoredQuotation(number, article_id, corrections.corrected(*packed), words)
        for number, article_id, words, *packed in found
    }


def _speakers(
    conn: sqlite3.Connection, names: Sequence[str], holding: Sequence[str] | None, keys: Sequence[str]
) -> tuple[SpeakerCount, ...]:
    found = conn.execute(
        "WITH word AS MATERIALIZED (SELECT value AS word FROM json_each(:words))"
        " SELECT key, name, kind, sum(direct), sum(reported), max(length(name)) FROM speaker"
        " WHERE scope_id IN (SELECT value FROM json_each(:scopes)) AND (:every"
        "  OR key IN (SELECT value FROM json_each(:keys)) OR EXISTS (SELECT 1 FROM word WHERE instr(key, word)))"
        " GROUP BY key ORDER BY sum(direct) + sum(reported) DESC, key",
        {
            "scopes": json.dumps(numbers(conn, names)),
            "every": holding is None and not keys,
            "words": json.dumps([wording.bindable(word) for word in (holding or ())[:_WORDS]]),
            "keys": json.dumps([wording.bindable(key) for key in keys]),
        },
    )
    return tuple(SpeakerCount(key, name, EntityKind(kind), *counts) for key, name, kind, *counts, _ in found)


def _speaker_keys(conn: sqlite3.Connection, names: Sequence[str]) -> tuple[str, ...]:
    found = conn.execute(
        "SELECT DISTINCT key FROM speaker WHERE scope_id IN (SELECT value FROM json_each(?)) ORDER BY key",
        (json.dumps(numbers(conn, names)),),
    )
    return tuple(key for (key,) in found)


def _put_right(
    conn: sqlite3.Connection, article_id: int, names: Sequence[str]
) -> tuple[tuple[StoredQuotation, Correction], ...]:
    found = conn.execute(
        "SELECT q.id, q.words, q.packed, c.withdrawn, c.speaker, c.speaker_key, c.kind FROM quotation AS q"
        " JOIN correction AS c ON c.article_id = q.article_id AND c.digest = q.digest"
        " JOIN article AS a ON a.id = q.article_id"
        " WHERE q.article_id = ? AND q.state != 'orphaned' AND a.scope_id IN (SELECT value FROM json_each(?))"
        " ORDER BY q.id",
        (article_id, json.dumps(numbers(conn, names))),
    )
    return tuple(
        (StoredQuotation(number, article_id, unpack(Quotation, packed), words), Correction.from_row(*mended))
        for number, words, packed, *mended in found
    )


def _correct(conn: sqlite3.Connection, quotation_id: int, scope: str, correction: Correction | None, act: Act) -> bool:
    found = conn.execute(
        "SELECT q.article_id, q.digest, a.scope_id, a.version, q.words FROM quotation AS q"
        " JOIN article AS a ON a.id = q.article_id JOIN scope AS s ON s.id = a.scope_id"
        " WHERE q.id = ? AND s.name = ? AND q.state != 'orphaned' AND a.removed IS NULL",
        (quotation_id, scope),
    ).fetchone()
    if found is None or not claim(conn, act.interaction, act.at):
        return False
    article_id, digest, scope_id, version, words = found
    with quotation_index.rewritten(conn, Place(scope_id, article_id, version)):
        if correction is None:
            corrections.forget(conn, article_id, digest)
        else:
            corrections.keep(conn, article_id, digest, correction, act)
    detail = words if len(words) <= _TOLD else f"{words[:_TOLD]}…"
    if correction is not None:
        detail = f"{correction.told()}: {detail}"
    record_event(conn, article_id, act, "corrected" if correction else "correction taken back", detail)
    return True
