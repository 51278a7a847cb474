"""A quotation's rows: its number, kept from version to version, and what it is found by."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count, pairwise

from bot.models import EntityKind, Quotation, Record, StoredQuotation
from bot.store import scopes, wording
from bot.store.article_rows import as_read
from bot.store.corrections import Correction, corrections
from bot.store.packing import pack, unpack
from bot.store.scopes import Place

_BEFORE, _BETWEEN, _AFTER = 600, 300, 300  # characters of the article around a quotation


@dataclass(frozen=True, slots=True)
class _Entry:
    """One quotation: as it was read, as it is shown, and what it is found by."""

    id: int
    digest: bytes
    read: Quotation
    words: str
    around: str
    shown: Quotation
    withdrawn: bool = False

    def row(self, place: Place) -> tuple[int, int, int, str, bytes, str, str]:
        """Its row in the table quotation."""
        state = "withdrawn" if self.withdrawn else "found"
        return self.id, place.article_id, place.version, state, self.digest, self.words, pack(Quotation, self.read)

    def columns(self) -> tuple[str, str, str, str]:
        """The columns of quotation_text; the same at delete as at insert."""
        return (
            self.words,
            wording.pairs(self.words),
            wording.bindable(self.around),
            " ".join(map(wording.token, speaker_keys(self.shown))),
        )


def words_of(quotation: Quotation, body: str) -> str:
    """The words of its parts, joined by a blank."""
    return " ".join(part.of(body) for part in quotation.parts)


def speaker_keys(quotation: Quotation) -> tuple[str, ...]:
    """The keys that a quotation is found under: its speaker's, and those of all who share it."""
    own = quotation.speaker_key or wording.folded(quotation.speaker or "")
    return tuple(dict.fromkeys(filter(None, (own, *quotation.joint))))


def index(conn: sqlite3.Connection, place: Place, record: Record) -> None:
    """Gives the quotations of a version their numbers, and makes them findable as moderators corrected them.

    A quotation keeps its number where its words are the same, else it gets a new one; those that
    are not found again are marked orphaned.
    """
    mended = corrections(conn, place.article_id)
    known = _known(conn, place.article_id)
    if known:  # an update makes the full-text indices flush what they hold
        conn.execute("UPDATE quotation SET state = 'orphaned' WHERE article_id = ?", (place.article_id,))
    entries = [_mended(entry, mended) for entry in _numbered(conn, known, record)]
    names = {mention.key: (mention.name, mention.kind) for mention in record.names}
    conn.executemany(
        "INSERT INTO quotation (id, article_id, version, state, digest, words, packed) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET version = excluded.version, state = excluded.state, packed = excluded.packed",
        (entry.row(place) for entry in entries),
    )
    _make_findable(conn, place.scope_id, record, [entry for entry in entries if not entry.withdrawn], names)


def _known(conn: sqlite3.Connection, article_id: int) -> defaultdict[bytes, deque[int]]:
    """The numbers that an article's quotations have, by the digest of their words."""
    known: defaultdict[bytes, deque[int]] = defaultdict(deque)
    for number, digest in conn.execute(
        "SELECT id, digest FROM quotation WHERE article_id = ? ORDER BY state = 'orphaned', id", (article_id,)
    ):
        known[digest].append(number)
    return known


def _numbered(conn: sqlite3.Connection, known: defaultdict[bytes, deque[int]], record: Record) -> Iterator[_Entry]:
    """The quotations of a record with their numbers, which are used up in ``known``."""
    last = conn.execute("SELECT seq FROM sqlite_sequence WHERE name = 'quotation'").fetchone()
    new = count(last[0] + 1 if last else 1)
    surroundings = _Surroundings(record)
    for quotation in record.quotations:
        words = words_of(quotation, record.body)
        digest = wording.digest(words)
        number = known[digest].popleft() if known[digest] else next(new)
        yield _Entry(number, digest, quotation, wording.bindable(words), surroundings.of(quotation), quotation)


def _mended(entry: _Entry, mended: dict[bytes, Correction]) -> _Entry:
    """The entry as moderators corrected it."""
    correction = mended.get(entry.digest)
    if correction is None:
        return entry
    return replace(entry, shown=correction.of(entry.read), withdrawn=correction.withdrawn)


def _make_findable(
    conn: sqlite3.Connection,
    scope_id: int,
    record: Record,
    entries: list[_Entry],
    names: dict[str, tuple[str, EntityKind]],
) -> None:
    conn.executemany(
        "INSERT INTO quotation_speaker (scope_id, key, kind, published, quotation_id) VALUES (?, ?, ?, ?, ?)",
        _speaking(scope_id, record, entries),
    )
    conn.executemany(
        "INSERT INTO speaker (scope_id, key, name, kind, direct, reported) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET direct = direct + excluded.direct, reported = reported + excluded.reported,"
        " name = CASE WHEN length(excluded.name) > length(name) THEN excluded.name ELSE name END",
        ((scope_id, *row) for entry in entries for row in _speakers(entry.shown, names)),
    )
    conn.executemany(
        "INSERT INTO quotation_text (rowid, words, pairs, around, speakers) VALUES (?, ?, ?, ?, ?)",
        ((scopes.row(scope_id, entry.id), *entry.columns()) for entry in entries),
    )


def unindex(conn: sqlite3.Connection, place: Place, record: Record) -> None:
    """Makes unfindable what `index` made findable, with the same record and the same corrections; numbers stay."""
    scope_id, entries = place.scope_id, _entries(conn, place.article_id, record)
    conn.executemany(
        "INSERT INTO quotation_text (quotation_text, rowid, words, pairs, around, speakers)"
        " VALUES ('delete', ?, ?, ?, ?, ?)",
        ((scopes.row(scope_id, entry.id), *entry.columns()) for entry in entries),
    )
    conn.executemany(
        "DELETE FROM quotation_speaker"
        " WHERE scope_id = ? AND key = ? AND kind = ? AND published = ? AND quotation_id = ?",
        _speaking(scope_id, record, entries),
    )
    counted = [(scope_id, *row) for entry in entries for row in _speakers(entry.shown, {})]
    conn.executemany(
        "UPDATE speaker SET direct = direct - ?, reported = reported - ? WHERE scope_id = ? AND key = ?",
        ((direct, reported, scope, key) for scope, key, _, _, direct, reported in counted),
    )
    conn.executemany(
        "DELETE FROM speaker WHERE scope_id = ? AND key = ? AND direct <= 0 AND reported <= 0",
        {(row[0], row[1]) for row in counted},
    )


@contextmanager
def rewritten(conn: sqlite3.Connection, place: Place) -> Iterator[None]:
    """Corrections of an article's quotations change inside; its rows and what it is found by follow."""
    record = as_read(conn, place.article_id, place.version)
    assert record is not None
    unindex(conn, place, record)
    yield
    index(conn, place, record)


def missing(conn: sqlite3.Connection, article_id: int, record: Record) -> tuple[StoredQuotation, ...]:
    """The article's quotations whose words are in no quotation of ``record``."""
    kept = Counter(wording.digest(words_of(quotation, record.body)) for quotation in record.quotations)
    lost = []
    for number, digest, words, packed in _found(conn, article_id):
        if kept[digest]:
            kept[digest] -= 1
        else:
            lost.append(StoredQuotation(number, article_id, unpack(Quotation, packed), words))
    return tuple(lost)


def _entries(conn: sqlite3.Connection, article_id: int, record: Record) -> list[_Entry]:
    """The quotations that an article's present version is found by."""
    mended, surroundings = corrections(conn, article_id), _Surroundings(record)
    entries = []
    for number, digest, words, packed in _found(conn, article_id):
        quotation = unpack(Quotation, packed)
        around = surroundings.of(quotation)
        entries.append(_mended(_Entry(number, digest, quotation, words, around, quotation), mended))
    return entries


def _found(conn: sqlite3.Connection, article_id: int) -> list[tuple[int, bytes, str, str]]:
    """Number, digest, words and packed reading of the quotations that an article's present version has."""
    return conn.execute(
        "SELECT id, digest, words, packed FROM quotation WHERE article_id = ? AND state = 'found' ORDER BY id",
        (article_id,),
    ).fetchall()


def _speaking(scope_id: int, record: Record, entries: list[_Entry]) -> Iterator[tuple[int, str, str, str, int]]:
    """The rows of quotation_speaker: one for each who shares a remark."""
    published = record.header.published.day.isoformat() if record.header.published else ""
    for entry in entries:
        for key in speaker_keys(entry.shown):
            yield scope_id, wording.bindable(key), entry.shown.kind, published, entry.id


def _speakers(
    quotation: Quotation, names: dict[str, tuple[str, EntityKind]]
) -> Iterator[tuple[str, str, str, int, int]]:
    """A row (key, name, kind, direct, reported) for each who says it."""
    direct = int(quotation.kind == "direct")
    for at, key in enumerate(speaker_keys(quotation)):
        name, kind = names.get(key, (key, EntityKind.PERSON))
        if at == 0 and quotation.speaker:
            name, kind = quotation.speaker, quotation.speaker_kind or kind
        yield wording.bindable(key), wording.bindable(name), kind, direct, 1 - direct


class _Surroundings:
    """What an article says around its quotations: where the topic of "he said" often stands."""

    def __init__(self, record: Record) -> None:
        self._body = record.body
        self._passages = sorted(passage.span for passage in record.passages)
        self._starts = [span.start for span in self._passages]

    def of(self, quotation: Quotation) -> str:
        """The passage before, and what its own passages hold beside its words."""
        body, parts = self._body, quotation.parts
        first = max(bisect_right(self._starts, parts[0].start) - 2, 0)
        last = max(bisect_right(self._starts, parts[-1].start) - 1, 0)
        start = self._passages[first].start if self._passages else 0
        end = self._passages[last].end if self._passages else len(body)
        pieces = [body[max(start, parts[0].start - _BEFORE) : parts[0].start]]
        pieces += [body[one.end : min(other.start, one.end + _BETWEEN)] for one, other in pairwise(parts)]
        pieces.append(body[parts[-1].end : min(end, parts[-1].end + _AFTER)])
        return " ".join(pieces)
