"""Articles on their way in: read, understood in a thread, stored one by one, each with a line that says how it went."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.errors import ArticleRefused
from bot.ingest.readers import Found, Reader
from bot.ingest.refusal import Refusal
from bot.ingest.understand import Understanding
from bot.models import Outcome, Record, Saved


class Shelf(Protocol):
    """Where records are stored: `bot.store.articles.Articles`."""

    async def save(self, record: Record, scope: str, *, by: str | None = None, now: datetime) -> Saved:
        """Stores a record, all of it or none."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one article: a line for a reader, and the record and its place, or the reason it was refused.

    ``file`` of ``files`` tells how far the whole has come.
    """

    source: str
    line: str
    file: int
    files: int
    saved: Saved | None = None
    record: Record | None = None
    refused: str | None = None


async def ingest(
    paths: Iterable[Path],
    reader: Reader,
    understanding: Understanding,
    shelf: Shelf,
    *,
    scope: str,
    clock: Callable[[], datetime],
    by: str | None = None,
) -> AsyncIterator[Result]:
    """Takes in files and folders, a `Result` for each article. One article is in memory at a time.

    Raises `StoreError` where the database can't go on; what was stored before stays.
    """
    files = await asyncio.to_thread(reader.find, paths)
    for number, found in enumerate(files, 1):
        steps = _understood(found, reader, understanding)
        while (item := await asyncio.to_thread(next, steps, None)) is not None:
            if isinstance(item, Refusal):
                line = f"{item.source}: refused, {item.reason}"
                yield Result(item.source, line, number, len(files), refused=item.reason)
                continue
            saved = await shelf.save(item, scope, by=by, now=clock())
            yield Result(item.source, _line(item, saved), number, len(files), saved, item)


def _understood(found: Found | Refusal, reader: Reader, understanding: Understanding) -> Iterator[Record | Refusal]:
    if isinstance(found, Refusal):
        yield found
        return
    for raw in reader.read(found):
        if isinstance(raw, Refusal):
            yield raw
            continue
        try:
            yield understanding.understand(raw)
        except ArticleRefused as err:
            yield Refusal(raw.source, str(err))


def _line(record: Record, saved: Saved) -> str:
    """The line for a reader: "a.txt: added as #3, 12 passages, 4 quotations; looks like #1 b.txt (96 %)"."""
    if saved.outcome is Outcome.UNCHANGED:
        return f"{record.source}: unchanged, it is #{saved.id} already"
    if saved.outcome is Outcome.DUPLICATE:
        return f"{record.source}: not stored, the same text as #{saved.id}{_likeness(saved)}"
    what = "added as" if saved.outcome is Outcome.ADDED else f"version {saved.version} of"
    counts = f"{_count(len(record.passages), 'passage')}, {_count(len(record.quotations), 'quotation')}"
    return f"{record.source}: {what} #{saved.id}, {counts}{_likeness(saved)}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _likeness(saved: Saved) -> str:
    near = [other for other in saved.near if other.id != saved.id]
    if not near:
        return ""
    return "; looks like " + ", ".join(f"#{other.id} {other.source} ({other.likeness:.0f} %)" for other in near[:3])
