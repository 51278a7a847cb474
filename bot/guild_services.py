"""The services as Discord sees them: what a server may see, keeps and has chosen, over the store and the answers."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.answer.corpus import CorpusFacts
from bot.answer.timelines import Timeline, Timelines
from bot.child import Children
from bot.ingest.fetch import Fetcher
from bot.ingest.readers import Reader
from bot.models import Answer, Article, Ask
from bot.moderation import Mending, Moderation, Shelves
from bot.retrieve.speakers import Speakers
from bot.retrieve.suggestions import Suggestions
from bot.services import CORPUS, Services
from bot.store.answers import Answers
from bot.store.database import Database
from bot.store.drafts import Drafts
from bot.store.kept import Kept
from bot.store.privacy import KeptOfUser, Privacy
from bot.store.reports import Complaint, Report, Reports
from bot.store.scopes import HOST, STARTER, server
from bot.store.search import Corpus
from bot.store.servers import Servers
from bot.store.settings import ServerSettings, Settings
from bot.store.titles import Titles

log = logging.getLogger(__name__)

ANSWER_KEPT = timedelta(days=90)
STARTER_KEY = "starter corpus"


class GuildServices:
    """What cogs call. It keeps nothing in the process that a restart would miss."""

    def __init__(
        self,
        services: Services,
        database: Database,
        *,
        clock: Callable[[], datetime],
        most_bytes: int,
        fetcher: Fetcher,
    ) -> None:
        self._services = services
        self._clock = clock
        self._answers = Answers(database)
        self._settings = Settings(database)
        self._privacy = Privacy(database)
        self._servers = Servers(database)
        self.reports = Reports(database)
        self.children = Children()
        self._drafts = Drafts(database)
        self._told = asyncio.Event()  # which servers the bot is in, since the start
        self.kept_values = Kept(database)
        lexicon = services.lexicon
        self._suggestions = Suggestions(services.names, Titles(database), lexicon.roster)
        finder = services.finder
        speakers = Speakers(services.quotations, services.articles, lexicon.roster, lexicon.names, lexicon.sides)
        corpus = CorpusFacts(services.search)
        self._timelines = Timelines(services.quotations, services.articles, finder, speakers, corpus)
        self.moderation = Moderation(
            Shelves(services.articles, self._drafts),
            Reader(lexicon.fields, most_bytes),
            lambda: services.understanding,
            fetcher,
            self.children,
            clock,
            most_bytes,
        )
        self.mending = Mending(services.articles, services.quotations, self.moderation.own, lexicon.roster, clock)

    async def scopes(self, guild: int | None) -> tuple[str, ...]:
        """The host's articles, the starter's unless the server hides them, and the server's own."""
        if guild is None:
            return (HOST, STARTER)
        hidden = (await self._settings.of(guild)).hide_starter
        return (HOST, server(guild)) if hidden else (HOST, STARTER, server(guild))

    async def settings(self, guild: int) -> ServerSettings:
        """A server's settings."""
        return await self._settings.of(guild)

    async def choose(self, guild: int, chosen: Mapping[str, Any], user: int) -> ServerSettings:
        """Keep what is chosen of a server's settings, by the names of `ServerSettings`; the settings then."""
        return await self._settings.change(guild, chosen, by=str(user), now=self._clock())

    async def answer(self, ask: Ask) -> Answer:
        """Answer a question."""
        return await self._services.answer(ask)

    async def speakers(self, prefix: str, scopes: Sequence[str]) -> Sequence[str]:
        """Names that what was typed may lead to."""
        return await self._suggestions.speakers(prefix, scopes)

    async def topics(self, prefix: str, scopes: Sequence[str]) -> Sequence[str]:
        """Topics that what was typed may lead to."""
        return await self._suggestions.topics(prefix, scopes)

    async def articles(self, prefix: str, scopes: Sequence[str], *, removed: bool = False) -> Sequence[tuple[int, str]]:
        """Articles by title, with their numbers."""
        found = await self._suggestions.articles(prefix, scopes, removed=removed)
        return [(one.id, f"{one.title} — {one.outlet}" if one.outlet else one.title) for one in found]

    async def article(self, number: int, scopes: Sequence[str]) -> Article | None:
        """One article, or None where it is gone or not to be seen."""
        return (await self._services.articles.get([number], scopes)).get(number)

    async def facts(self, scopes: Sequence[str]) -> Corpus:
        """How many articles there are, from when to when, and whose."""
        return await self._services.corpus(scopes)

    async def timeline(self, subject: str, scopes: Sequence[str]) -> Timeline:
        """Who said what when."""
        return await self._timelines.of(subject, scopes)

    async def keep_answer(self, answer: Answer, guild: int | None) -> int:
        """Keep what later pages show, for a while."""
        now = self._clock()
        return await self._answers.keep(answer, guild, now=now, until=now + ANSWER_KEPT)

    async def kept_answer(self, number: int, guild: int | None) -> Answer | None:
        """What was kept for that server."""
        return await self._answers.get(number, guild, now=self._clock())

    async def complain(self, complaint: Complaint) -> int | None:
        """Put a complaint into the queue; outside of servers, the host's."""
        number = await self.reports.add(complaint, now=self._clock())
        if number is not None and complaint.server is None:
            log.info("report #%d came by direct message; `python -m bot reports` shows it", number)
        return number

    async def open_reports(self, guild: int | None, after: int, limit: int) -> tuple[Report, ...]:
        """The open reports of a server behind number ``after``; None: those of direct messages."""
        return await self.reports.list(guild, after=after, limit=limit)

    async def settle(self, number: int, guild: int | None, user: int) -> bool:
        """Take a report out of the queue."""
        return await self.reports.settle(number, guild, by=str(user), now=self._clock())

    async def kept_of(self, user: int) -> KeptOfUser:
        """What is kept of a user."""
        return await self._privacy.of(str(user))

    async def forget(self, user: int) -> KeptOfUser:
        """Delete what is kept of a user."""
        return await self._privacy.forget(str(user))

    async def kept(self, key: str) -> str | None:
        """What was kept under ``key`` between runs."""
        return await self.kept_values.kept(key)

    async def keep(self, key: str, value: str) -> None:
        """Keep ``value`` under ``key``."""
        await self.kept_values.keep(key, value)

    async def joined(self, guild: int) -> None:
        """The bot is in a server, for the first time or again."""
        await self._servers.joined(guild, now=self._clock())

    async def left(self, guild: int) -> None:
        """The bot was removed from a server."""
        await self._servers.left(guild, now=self._clock())

    async def present(self, guilds: Iterable[int]) -> None:
        """The bot is in exactly these servers."""
        await self._servers.seen(guilds, now=self._clock())
        self._told.set()

    async def purge(self, days: int) -> None:
        """Delete what belongs to servers that were left more than ``days`` ago, and what was kept for a while.

        Waits until Discord has told which servers the bot is in: it may have been invited back while it was away.
        """
        await self._drafts.let_go(now=self._clock())
        await self._answers.let_go(now=self._clock())
        await self._told.wait()
        gone = await self._servers.purge(self._clock() - timedelta(days=days))
        if gone:
            log.info("deleted the data of %d servers that were left %d days ago", len(gone), days)

    async def refresh_starter(self) -> None:
        """Bring the starter articles in where they are not there as they are now."""
        digest = await asyncio.to_thread(_digest)
        if await self.kept(STARTER_KEY) != digest:
            await self._services.load_starter()
            await self.keep(STARTER_KEY, digest)


def _digest() -> str:
    total = hashlib.sha256()
    for path in sorted(CORPUS.glob("*.md")):
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()
