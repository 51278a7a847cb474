"""Everything that moderators made or have before them, as lines of JSON, and back.

A line is an object with a ``kind``: ``article`` (with its versions, corrections and history), ``settings`` or ``report``.
Records are as in `bot.store.packing`. An article has another number in another database, so a report names it by scope
and source.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from bot.errors import StoreError
from bot.models import Outcome, Record
from bot.store import article_rows, quotation_index, saving, scopes, wording
from bot.store.corrections import Correction, keep
from bot.store.database import Database
from bot.store.events import Act
from bot.store.packing import pack, unpack
from bot.store.scopes import Place

_UNREADABLE = (
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
    sqlite3.ProgrammingError,
)
_LIKE_SERVER = "server:%"


class Portable:
    """Takes servers' data out of a database, and into one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def lines(self) -> AsyncIterator[str]:
        """Every article of every server, removed ones too, the settings, the reports: a line each, without its end."""
        for article_id in await self._database.read(_article_ids):
            found = await self._database.read(_article, article_id)
            if found is not None:
                yield json.dumps(found)
        for found in [*await self._database.read(_settings), *await self._database.read(_reports)]:
            yield json.dumps(found)

    async def take(self, line: str) -> bool:
        """Takes a line in; False where what it tells of is there already, which is left as it is.

        Raises `StoreError` for a line that `lines` didn't make.
        """
        try:
            told = json.loads(line)
            work = {"article": _take_article, "settings": _take_settings, "report": _take_report}[told["kind"]]
            return await self._database.write(work, told)
        except _UNREADABLE as err:
            raise StoreError(f"This line is no line of an export ({str(err)[:80]}).") from err


def _article_ids(conn: sqlite3.Connection) -> list[int]:
    found = conn.execute(
        "SELECT a.id FROM article AS a JOIN scope AS s ON s.id = a.scope_id WHERE s.name LIKE ? ORDER BY a.id",
        (_LIKE_SERVER,),
    )
    return [number for (number,) in found]


def _article(conn: sqlite3.Connection, article_id: int) -> dict[str, Any] | None:
    found = conn.execute(
        "SELECT s.name, a.removed FROM article AS a JOIN scope AS s ON s.id = a.scope_id WHERE a.id = ?", (article_id,)
    ).fetchone()
    if found is None:
        return None
    return {
        "kind": "article",
        "scope": found[0],
        "removed": found[1],
        "versions": _versions(conn, article_id),
        "corrections": _corrections(conn, article_id),
        "events": conn.execute(
            "SELECT at, by, deed, detail FROM event WHERE article_id = ? ORDER BY id", (article_id,)
        ).fetchall(),
    }


def _versions(conn: sqlite3.Connection, article_id: int) -> list[dict[str, Any]]:
    found = conn.execute("SELECT number, added, by FROM version WHERE article_id = ? ORDER BY number", (article_id,))
    versions = []
    for number, added, by in found.fetchall():
        record = article_rows.as_read(conn, article_id, number)
        assert record is not None
        versions.append({"added": added, "by": by, "record": json.loads(pack(Record, record))})
    return versions


def _corrections(conn: sqlite3.Connection, article_id: int) -> list[dict[str, Any]]:
    found = conn.execute(
        "SELECT hex(digest), withdrawn, speaker, speaker_key, kind, at, by FROM correction WHERE article_id = ?",
        (article_id,),
    )
    return [
        {"words": words, "correction": json.loads(pack(Correction, Correction.from_row(*mended))), "at": at, "by": by}
        for words, *mended, at, by in found
    ]


def _settings(conn: sqlite3.Connection) -> list[dict[str, Any]]:
    found = conn.execute(
        "SELECT server_id, moderator_role, report_channel, private_answers, hide_starter, at, by FROM setting"
    )
    return [{"kind": "settings", "server": server, "row": row} for server, *row in found]


def _reports(conn: sqlite3.Connection) -> list[dict[str, Any]]:
    found = conn.execute(
        "SELECT server_id, articles, user_id, at, question, answer, comment, settled, settled_by, note FROM report"
        " ORDER BY id"
    )
    return [
        {"kind": "report", "server": server, "articles": _named(conn, articles), "row": row}
        for server, articles, *row in found.fetchall()
    ]


def _named(conn: sqlite3.Connection, ids: str) -> list[tuple[str, str]]:
    """The scopes and sources of articles, those that are there."""
    return conn.execute(
        "SELECT s.name, a.source FROM json_each(?) AS e JOIN article AS a ON a.id = e.value"
        " JOIN scope AS s ON s.id = a.scope_id ORDER BY e.key",
        (ids,),
    ).fetchall()


def _take_article(conn: sqlite3.Connection, told: dict[str, Any]) -> bool:
    """The versions one after another, then the corrections, and what was done in place of what this does."""
    scope = str(told["scope"])
    if not scope.startswith("server:"):
        raise ValueError(scope)
    versions = [
        (_record(version["record"]), Act(version["by"], datetime.fromisoformat(version["added"])))
        for version in told["versions"]
    ]
    scope_id = scopes.number_of(conn, scope)
    _expect(conn, int(scope.removeprefix("server:")), versions[0][1].at)
    if _is_there(conn, scope_id, versions[0][0].source):
        return False
    saved = [saving.save(conn, record, scope, act) for record, act in versions]
    if saved[0].outcome is Outcome.DUPLICATE:
        return False
    article_id = saved[0].id
    version = max(each.version for each in saved if each.id == article_id)
    with quotation_index.rewritten(conn, Place(scope_id, article_id, version)):
        for each in told["corrections"]:
            act = Act(each["by"], datetime.fromisoformat(each["at"]))
            correction = unpack(Correction, json.dumps(each["correction"]))
            keep(conn, article_id, bytes.fromhex(each["words"]), correction, act)
    if told["removed"]:
        saving.remove(conn, article_id, scope, Act(None, datetime.fromisoformat(told["removed"])))
    conn.execute("DELETE FROM event WHERE article_id = ?", (article_id,))
    conn.executemany(
        "INSERT INTO event (article_id, at, by, deed, detail) VALUES (?, ?, ?, ?, ?)",
        ((article_id, at, by, str(deed), str(detail)) for at, by, deed, detail in told["events"]),
    )
    return True


def _record(told: list[Any]) -> Record:
    """The record that a line tells of; its spans lie in its body."""
    record = unpack(Record, json.dumps(told))
    spans = [passage.span for passage in record.passages] + [mention.span for mention in record.names]
    spans += [part for quotation in record.quotations for part in quotation.parts]
    if not all(0 <= span.start <= span.end <= len(record.body) for span in spans):
        raise ValueError("a span lies outside of the body")
    return record


def _is_there(conn: sqlite3.Connection, scope_id: int, source: str) -> bool:
    found = conn.execute(
        "SELECT 1 FROM article WHERE scope_id = ? AND source = ?", (scope_id, wording.bindable(source))
    ).fetchone()
    return found is not None


def _expect(conn: sqlite3.Connection, server: int, since: datetime) -> None:
    """What is a server's goes some time after the bot left, also where it isn't known yet whether the bot is there."""
    conn.execute("INSERT INTO server (id, joined) VALUES (?, ?) ON CONFLICT DO NOTHING", (server, since.isoformat()))


def _take_settings(conn: sqlite3.Connection, told: dict[str, Any]) -> bool:
    role, channel, private, hide, at, by = told["row"]
    since = datetime.fromisoformat(at)
    taken = conn.execute(
        "INSERT INTO setting (server_id, moderator_role, report_channel, private_answers, hide_starter, at, by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (told["server"], role, channel, private, hide, since.isoformat(), by),
    )
    _expect(conn, told["server"], since)
    return taken.rowcount == 1


def _take_report(conn: sqlite3.Connection, told: dict[str, Any]) -> bool:
    server, (user, at, *rest) = told["server"], told["row"]
    question, answer, comment, settled, settled_by, note = rest
    since = datetime.fromisoformat(at)
    same = (server, user, since.isoformat(), question, comment)
    if conn.execute(
        "SELECT 1 FROM report WHERE server_id IS ? AND user_id = ? AND at = ? AND question = ? AND comment = ?", same
    ).fetchone():
        return False
    if server is not None:
        _expect(conn, server, since)
    done = datetime.fromisoformat(settled).isoformat() if settled else None
    conn.execute(
        "INSERT INTO report (server_id, user_id, at, question, comment, answer, articles, settled, settled_by, note)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*same, answer, json.dumps(_numbered(conn, told["articles"])), done, settled_by, note),
    )
    return True


def _numbered(conn: sqlite3.Connection, named: list[list[str]]) -> list[int]:
    """The numbers that articles have here, those that are here."""
    found = [
        conn.execute(
            "SELECT a.id FROM article AS a JOIN scope AS s ON s.id = a.scope_id WHERE s.name = ? AND a.source = ?",
            (scope, source),
        ).fetchone()
        for scope, source in named
    ]
    return [row[0] for row in found if row]
