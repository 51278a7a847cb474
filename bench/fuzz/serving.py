"""Whole ways through the services over the starter corpus: any question, any line of a batch or an import."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack, suppress
from datetime import UTC, date, datetime
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, TypeVar

from bench.fuzz.rendering import check
from bot.answer.render import as_object
from bot.config import LARGEST
from bot.errors import CornerstoneError
from bot.models import Ask, QuestionKind, RawArticle
from bot.services import Lexicon, Services, utc_now
from bot.store.database import Database
from bot.store.portable import Portable
from bot.terminal.batch import batch
from bot.terminal.screen import Screen
from bot.ui.layout import answer_layout
from bot.ui.phrases import english

NOW = date(2024, 2, 1)
SCOPES = ("host", "starter")
MOST = 1_500  # characters, as whoever takes questions in sees to
MOST_TOLD = 2_000
KINDS = (QuestionKind.ASK, *QuestionKind)
TYPED = "Ann Marsh in Tokyo\n\n“We will sail,” Harbour Minister Ann Marsh told reporters on Friday."
FACTS = (("title", "Ferries"), ("published", "2024-01-12"))

T = TypeVar("T")


class _Running:
    """A loop, the services, a database to import into and a line to import, for as long as the process lives."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._stack = AsyncExitStack()
        self.services, self.portable, self.good = self.do(self._open(Path(mkdtemp())))

    async def _open(self, folder: Path) -> tuple[Services, Portable, str]:
        database = await self._stack.enter_async_context(Database.open(folder / "a.db"))
        services = Services(database, Lexicon(), utc_now, LARGEST)
        await services.load_starter()
        record = services.understanding.understand(RawArticle("discord:1", TYPED, FACTS))
        await services.articles.save(record, "server:1", by="2", now=datetime(2024, 1, 13, tzinfo=UTC))
        (good,) = [line async for line in Portable(database).lines()]
        other = await self._stack.enter_async_context(Database.open(folder / "b.db"))
        return services, Portable(other), good

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """What the work comes to, on the loop that everything was opened on."""
        return self._loop.run_until_complete(work)

    def close(self) -> None:
        """Closes the databases, whose threads would else keep the process alive."""
        self.do(self._stack.aclose())
        self._loop.close()


@cache
def _running() -> _Running:
    return _Running()


def close() -> None:
    """Closes what the targets of this module opened, if anything."""
    if _running.cache_info().currsize:
        _running().close()
        _running.cache_clear()


def answer(text: str) -> None:
    """The first character tells the kind; a second line is the speaker and a third the topic."""
    kind = KINDS[ord(text[:1] or "a") % len(KINDS)]
    words, speaker, topic = [*text[1:MOST].split("\n", 2), "", ""][:3]
    ask = Ask(kind, NOW, SCOPES, question=words, speaker=speaker or None, topic=topic or None, words=words)
    running = _running()
    try:
        made = running.do(running.services.answer(ask))
    except CornerstoneError:
        return
    told = as_object(made, "1")
    assert len(told["text"]) <= MOST_TOLD, len(told["text"])
    for cited in made.citations:
        found = running.do(running.services.articles.get([cited.article_id]))[cited.article_id]
        assert cited.span is None or cited.span.of(found.record.body) == cited.passage
    check(answer_layout(made, words, english, more="more:1:1", public=False))


def take(text: str) -> None:
    """The text as a line of a batch, as a line of an import, and in the place of a part of a good line of one."""
    running = _running()
    out = StringIO()
    line = text.encode("utf-8", "surrogatepass")
    running.do(batch([line], running.services.answer, Screen(out, out, as_json=True), NOW))
    json.loads(out.getvalue())
    number, _, value = text.partition("\n")
    for put in (text, _altered(number, value)):
        with suppress(CornerstoneError):
            running.do(running.portable.take(put))


def _altered(number: str, value: str) -> str:
    """A good line with one part of it changed: which one, ``number`` tells."""
    made = json.loads(_running().good)
    places = list(_places(made))
    holder, key = places[sum(map(ord, number)) % len(places)]
    try:
        holder[key] = json.loads(value)
    except (ValueError, RecursionError):
        holder[key] = value
    made["scope"] = made["scope"] if number else value
    return json.dumps(made)


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in inner:
        yield tree, key
        yield from _places(value)
