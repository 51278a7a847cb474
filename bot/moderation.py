"""What moderators do to a server's articles: typed or fetched, previewed, saved, put right, taken out, given out."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import PurePath

from bot.answer.citing import show_zone
from bot.child import Children
from bot.errors import ArticleRefused, CornerstoneError
from bot.ingest.extract import extract, read_one
from bot.ingest.fetch import Fetcher
from bot.ingest.readers import FORMATS, Reader
from bot.ingest.understand import Understanding
from bot.models import Article, Fact, Header, Near, Precision, RawArticle, Record, Saved, Stamp, StoredQuotation
from bot.store.articles import Articles, Listed
from bot.store.corrections import Correction
from bot.store.drafts import Draft, Drafts
from bot.store.events import Event
from bot.store.interactions import Interactions
from bot.store.quotations import Quotations
from bot.store.scopes import server
from bot.text.people import Roster
from bot.text.tokens import fold

PAID = re.compile(rb'"isAccessibleForFree"\s{0,9}:\s{0,9}"?[Ff]alse')  # schema.org's word for a paywall
DRAFT_KEPT = timedelta(hours=12)
PAGES = (".html", ".htm", ".xhtml")
FIELDS = ("title", "outlet", "author", "published", "dateline", "url")


class NotYours(CornerstoneError):
    """An article that is the host's or the starter's: everyone's, and read-only."""


class NotThere(CornerstoneError):
    """An article, draft or quotation that is not there, or not this server's."""


class Repeated(CornerstoneError):
    """The same interaction a second time: it changes nothing."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What was understood of a draft, before anything is saved."""

    number: int
    draft: Draft
    record: Record
    near: tuple[Near, ...] = ()
    orphaned: tuple[StoredQuotation, ...] = ()
    paid: bool = False  # the page says that not all of it is free to read


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts: a moderator, in a server, by an interaction."""

    guild: int
    user: int
    interaction: str

    @property
    def scope(self) -> str:
        """Whose articles they may change."""
        return server(self.guild)

    @property
    def by(self) -> str:
        """The user, as the history has it."""
        return str(self.user)


@dataclass(frozen=True, slots=True)
class Shelves:
    """The parts of the store that moderation works on."""

    articles: Articles
    quotations: Quotations
    drafts: Drafts
    interactions: Interactions


class Moderation:
    """Changes to a server's articles. Every change is made once for an interaction, and only to the server's own."""

    def __init__(
        self,
        shelves: Shelves,
        reader: Reader,
        understanding: Callable[[], Understanding],
        fetcher: Fetcher,
        children: Children,
        roster: Roster,
        clock: Callable[[], datetime],
        most_bytes: int,
    ) -> None:
        self._shelves = shelves
        self._reader = reader
        self._understanding = understanding
        self._fetcher = fetcher
        self._children = children
        self._roster = roster
        self._clock = clock
        self._most_bytes = most_bytes

    def check_size(self, size: int) -> None:
        """Raise `ArticleRefused` for an upload of more bytes than are taken."""
        if size > self._most_bytes:
            raise ArticleRefused(f"The file is larger than {self._most_bytes / 1_000_000:g} MB.")

    async def typed(self, who: Who, draft: Draft, upload: tuple[str, bytes] | None) -> Preview:
        """A preview of what was typed into a form, its text taken from the uploaded file (name, bytes) if there is one."""
        if upload is not None:
            raw = await self._read(draft.source, *upload)
            stated = dict(raw.fields) | {name: value for name, value in draft.fields if value}
            draft = replace(draft, text=raw.text, fields=tuple(stated.items()))
        if not draft.text.strip():
            raise ArticleRefused("There is no text. Type it into the form, or attach a file.")
        return await self._previewed(who, draft)

    async def fetched(self, who: Who, url: str) -> Preview:
        """A preview of the page at ``url``. Raises `ArticleRefused` that says why it can't be read."""
        page = await self._fetcher.fetch(url)
        raw = await self._read(page.url, page.name, page.body)
        stated = {"url": page.url} | dict(raw.fields)
        preview = await self._previewed(who, Draft(page.url, raw.text, tuple(stated.items())))
        return replace(preview, paid=PAID.search(page.body) is not None)

    async def draft(self, who: Who, number: int) -> Draft:
        """A draft of this server. Raises `NotThere`."""
        draft = await self._shelves.drafts.get(number, who.guild, now=self._clock())
        if draft is None:
            raise NotThere("This draft is no longer here. Begin again with /article add or /article edit.")
        return draft

    async def draft_of(self, who: Who, number: int) -> Draft:
        """An article of this server as a draft of its next version."""
        article = await self.own(who, number)
        record = article.record
        return Draft(record.source, record.body, fields_of(record.header), number, article.version)

    async def drop(self, who: Who, number: int) -> None:
        """Let go of a draft."""
        await self._shelves.drafts.drop(number, who.guild)

    async def save(self, who: Who, number: int) -> Saved:
        """Save a draft: a new article, or the next version of the one that it was made from."""
        draft = await self.draft(who, number)
        if draft.article is not None and (await self.own(who, draft.article)).version != draft.version:
            raise NotThere("The article has been changed since this draft was begun. Begin again with /article edit.")
        record = await self._understood(draft)
        await self._once(who)
        saved = await self._shelves.articles.save(record, who.scope, by=who.by, now=self._clock())
        await self._shelves.drafts.drop(number, who.guild)
        return saved

    async def own(self, who: Who, number: int) -> Article:
        """An article that this server may change. Raises `NotThere` and `NotYours`."""
        found = (await self._shelves.articles.get([number])).get(number)
        if found is None or found.scope not in {who.scope, "host", "starter"}:
            raise NotThere(f"There is no article #{number} here. /article list shows those that there are.")
        if found.scope != who.scope:
            raise NotYours(
                "That article is everyone's and can't be changed here. /settings can hide the starter articles."
            )
        return found

    async def remove(self, who: Who, number: int) -> None:
        """Take an article out: it is cited nowhere from now on."""
        await self.own(who, number)
        await self._once(who)
        await self._shelves.articles.remove(number, who.scope, by=who.by, now=self._clock())

    async def restore(self, who: Who, number: int) -> None:
        """Bring a removed article back. Raises `NotThere`."""
        await self._once(who)
        if not await self._shelves.articles.restore(number, who.scope, by=who.by, now=self._clock()):
            raise NotThere(f"No removed article has the number #{number} here.")

    async def history(self, who: Who, number: int) -> tuple[Event, ...]:
        """Who did what to an article of this server, and when. Raises `NotThere`."""
        events = await self._shelves.articles.history(number, [who.scope])
        if not events:
            raise NotThere(f"This server has no article #{number}.")
        return events

    async def listed(self, who: Who, after: int, limit: int) -> tuple[Listed, ...]:
        """The server's own articles behind number ``after``, the removed ones too."""
        return await self._shelves.articles.list([who.scope], after=after, limit=limit, removed=None)

    async def whole(self, who: Who) -> list[Article]:
        """The server's own articles, whole."""
        found: list[Article] = []
        after = 0
        while listed := await self._shelves.articles.list([who.scope], after=after, limit=100):
            found += (await self._shelves.articles.get([one.id for one in listed], [who.scope])).values()
            after = listed[-1].id
        return found

    async def quotations(self, who: Who, number: int) -> tuple[StoredQuotation, ...]:
        """The quotations of an article of this server, in the order in which they stand there."""
        await self.own(who, number)
        return await self._shelves.quotations.in_articles([number])

    async def fix(self, who: Who, quotation: int, speaker: str | None, correction: Correction) -> None:
        """Put a quotation of this server right. Raises `NotThere`."""
        found = await self._shelves.quotations.get([quotation], [who.scope])
        if quotation not in found:
            raise NotThere("That quotation is not one of this server's articles.")
        if speaker:
            known = self._roster.resolve(speaker).only
            name, key = (known.name, known.id) if known else (speaker, fold(speaker))
            correction = replace(correction, speaker=name, speaker_key=key)
        await self._once(who)
        await self._shelves.quotations.correct(quotation, who.scope, correction, by=who.by, now=self._clock())

    async def _once(self, who: Who) -> None:
        if not await self._shelves.interactions.claim(who.interaction, now=self._clock()):
            raise Repeated("That was done already.")

    async def _previewed(self, who: Who, draft: Draft) -> Preview:
        record = await self._understood(draft)
        near = await self._shelves.articles.near(record, who.scope)
        orphaned: Sequence[StoredQuotation] = ()
        if draft.article is not None:
            orphaned = await self._shelves.articles.orphaned_by(draft.article, record)
        now = self._clock()
        number = await self._shelves.drafts.keep(draft, who.guild, who.by, now=now, until=now + DRAFT_KEPT)
        others = tuple(one for one in near if one.id != draft.article)
        return Preview(number, draft, record, others, tuple(orphaned))

    async def _understood(self, draft: Draft) -> Record:
        raw = RawArticle(draft.source, draft.text, tuple((name, value) for name, value in draft.fields if value))
        try:
            return await asyncio.to_thread(lambda: self._understanding().understand(raw))
        except ArticleRefused as err:
            raise ArticleRefused(f"That can't be taken in: {err}") from err

    async def _read(self, source: str, name: str, data: bytes) -> RawArticle:
        if PurePath(name).suffix.lower() not in FORMATS:
            raise ArticleRefused(f"{PurePath(name).name} is in no format that is read here: {', '.join(FORMATS[:6])} …")
        try:
            if PurePath(name).suffix.lower() in PAGES:
                return await extract(self._children, source, name, data, self._most_bytes)
            return await asyncio.to_thread(read_one, self._reader, source, name, data)
        except ArticleRefused as err:
            raise ArticleRefused(f"That can't be taken in: {err}") from err


def fields_of(header: Header) -> tuple[tuple[str, str], ...]:
    """The facts of a header as they are stated beside a text."""
    facts: dict[str, Fact | None] = {
        "title": header.title,
        "outlet": header.outlet,
        "author": header.author,
        "dateline": header.dateline,
        "url": header.url,
    }
    stated = [(name, fact.value) for name, fact in facts.items() if fact is not None]
    if header.published is not None:
        stated.append(("published", stamp_text(header.published)))
    return tuple(stated)


def stamp_text(stamp: Stamp) -> str:
    """A time of publication as it is read back: 2024-01-13 15:15 JST, 2024-01-13, 2024-01, 2024."""
    if stamp.precision is Precision.YEAR:
        return f"{stamp.day:%Y}"
    if stamp.precision is Precision.MONTH:
        return f"{stamp.day:%Y-%m}"
    clock = f" {stamp.clock:%H:%M} {show_zone(stamp)}" if stamp.clock else ""
    return f"{stamp.day}{clock}".rstrip()
