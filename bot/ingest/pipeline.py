"""Articles on their way in: read, understood in a thread, stored some at a time, each with a line that says how it went."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.errors import ArticleRefused, StoreError
from bot.ingest.readers import Found, Reader
from bot.ingest.refusal import Refusal
from bot.ingest.understand import Understanding
from bot.models import Outcome, Record, Saved

TOGETHER = 32  # articles of a transaction …
CHARACTERS = 300_000  # … unless they are long: no more than this, and one article
Item = tuple[int, Record | Refusal]  # with the number of its file


class Shelf(Protocol):
    """Where records are stored: `bot.store.articles.Articles`."""

    async def save(self, record: Record, scope: str, *, by: str | None = None, now: datetime) -> Saved:
        """Stores a record, all of it or none."""

    async def save_all(
        self, records: Sequence[Record], scope: str, *, by: str | None = None, now: datetime
    ) -> list[Saved]:
        """Stores records, all of them or none."""


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
    """Takes in files and folders, a `Result` for each article, which is stored by then.

    Some articles at a time are understood, and stored in one transaction. Raises `StoreError` where the database
    can't go on; what was stored before stays.
    """
    files = await asyncio.to_thread(reader.find, paths)
    batches = _batches(_numbered(files, reader, understanding))
    while batch := await asyncio.to_thread(next, batches, None):
        stored = _stored([item for _, item in batch if isinstance(item, Record)], shelf, scope, clock, by)
        for number, item in batch:
            if isinstance(item, Refusal):
                line = f"{item.source}: refused, {item.reason}"
                yield Result(item.source, line, number, len(files), refused=item.reason)
            else:
                saved = await anext(stored)
                yield Result(item.source, _line(item, saved), number, len(files), saved, item)


async def _stored(
    records: Sequence[Record], shelf: Shelf, scope: str, clock: Callable[[], datetime], by: str | None
) -> AsyncIterator[Saved]:
    """What became of each record. Where they can't be stored together, each is by itself, as far as that goes."""
    try:
        together = await shelf.save_all(records, scope, by=by, now=clock())
    except StoreError:
        for record in records:
            yield await shelf.save(record, scope, by=by, now=clock())
    else:
        for saved in together:
            yield saved


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items, some at a time."""
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item[1].body) if isinstance(item[1], Record) else 0
        if len(batch) == TOGETHER or size > CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _numbered(files: Sequence[Found | Refusal], reader: Reader, understanding: Understanding) -> Iterator[Item]:
    """What each file holds, with the file's number."""
    for number, found in enumerate(files, 1):
        for item in _understood(found, reader, understanding):
            yield number, item


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
