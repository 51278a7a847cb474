"""What moderators do to a server's articles: typed or fetched, previewed, saved, taken out, given out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import PurePath

from bot.child import Children
from bot.errors import ArticleRefused
from bot.ingest.extract import extract, read_one
from bot.ingest.fetch import Fetcher
from bot.ingest.readers import FORMATS, Reader
from bot.ingest.understand import Understanding
from bot.models import Article, RawArticle, Record, Saved, StoredQuotation
from bot.moderation.facts import fields_of, is_paid, lines_kept, lines_of, stated
from bot.moderation.values import NotThere, NotYours, Preview, Repeated, Who
from bot.store.articles import Articles, Listed
from bot.store.drafts import Draft, Drafts
from bot.store.events import Event
from bot.store.saving import CameAnew, Overtaken

READABLE = "Save it as .txt, .md, .html or .json and attach that, or copy its text into the form."
DRAFT_KEPT = timedelta(hours=12)
AT_ONCE = 2  # articles that are fetched or understood side by side: memory and the one core are shared
PAGES = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True)
class Shelves:
    """The parts of the store that moderation works on."""

    articles: Articles
    drafts: Drafts


class Moderation:
    """Changes to a server's articles. Every change is made once for an interaction, and only to the server's own."""

    def __init__(
        self,
        shelves: Shelves,
        reader: Reader,
        understanding: Callable[[], Understanding],
        fetcher: Fetcher,
        children: Children,
        clock: Callable[[], datetime],
        most_bytes: int,
    ) -> None:
        self._shelves = shelves
        self._reader = reader
        self._understanding = understanding
        self._fetcher = fetcher
        self._children = children
        self._clock = clock
        self._most_bytes = most_bytes
        self._turns = asyncio.Semaphore(AT_ONCE)

    def check_size(self, size: int) -> None:
        """Raise `ArticleRefused` for an upload of more bytes than are taken."""
        if size > self._most_bytes:
            raise ArticleRefused(f"The file is larger than {self._most_bytes / 1_000_000:g} MB.")

    async def typed(
        self, who: Who, draft: Draft, upload: tuple[str, bytes] | None, before: Draft | None = None
    ) -> Preview:
        """A preview of what was typed into a form, its text taken from the uploaded file (name, bytes) if there is one.

        ``before`` is what the form was filled in with. A fact that was changed in the form goes before the file's.
        """
        earlier = before or Draft(draft.source, "")
        passed_over = upload is not None and draft.text.strip() not in {"", earlier.text.strip()}
        if upload is not None:
            raw = await self._read(draft.source, *upload)
            fields = stated(earlier, raw, draft)
            draft = replace(draft, text=raw.text, fields=fields, lines=lines_kept(fields, raw, earlier))
        else:
            draft = replace(draft, lines=lines_kept(draft.fields, earlier))
        if not draft.text.strip():
            raise ArticleRefused("There is no text. Type it into the form, or attach a file.")
        return replace(await self._previewed(who, draft), passed_over=passed_over)

    async def fetched(self, who: Who, url: str) -> Preview:
        """A preview of the page at ``url``, as a change where the server has it. Raises `ArticleRefused` that says why not."""
        async with self._turns:
            page = await self._fetcher.fetch(url)
            raw = await self._read(page.url, page.name, page.body)
        facts = {"url": page.url} | dict(raw.fields)
        draft = Draft(page.url, raw.text, tuple(facts.items()), lines=raw.lines)
        removed: int | None = None
        for there in await self._shelves.articles.by_source([who.scope], page.url, removed=True):
            if (await self._shelves.articles.get([there.id])).get(there.id):
                draft = replace(draft, article=there.id, version=there.version)
            else:
                removed = there.id
        preview = await self._previewed(who, draft)
        return replace(preview, paid=is_paid(page.body), returning=removed)

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
        header = record.header
        return Draft(record.source, record.body, fields_of(header), number, article.version, lines_of(header))

    async def drop(self, who: Who, number: int) -> None:
        """Let go of a draft."""
        await self._shelves.drafts.drop(number, who.guild)

    async def save(self, who: Who, number: int) -> Saved:
        """Save a draft: a new article, or the next version of the one that it was made from, if it still is as it was."""
        draft = await self.draft(who, number)
        if draft.article is not None:
            await self.own(who, draft.article)
        record = await self._understood(draft)
        try:
            saved = await self._shelves.articles.save(
                record, who.scope, by=who.by, now=self._clock(), interaction=who.interaction, over=draft.version
            )
        except Overtaken:
            raise NotThere(
                "The article has been changed since this draft was begun. Begin again with /article edit."
            ) from None
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
        if not await self._shelves.articles.remove(
            number, who.scope, by=who.by, now=self._clock(), interaction=who.interaction
        ):
            raise Repeated("That was done already.")

    async def restore(self, who: Who, number: int) -> None:
        """Bring a removed article back. Raises `NotThere`."""
        articles = self._shelves.articles
        found = (await articles.get([number], [who.scope], removed=True)).get(number)
        if found is None:
            raise NotThere(f"No removed article has the number #{number} here.")
        if (await articles.get([number], [who.scope])).get(number):
            raise Repeated(f"#{number} is not taken out.")
        try:
            await articles.restore(number, who.scope, by=who.by, now=self._clock(), interaction=who.interaction)
        except CameAnew as err:
            raise NotThere(str(err)) from err

    async def history(self, who: Who, number: int) -> tuple[Event, ...]:
        """Who did what to an article of this server, and when. Raises `NotThere`."""
        events = await self._shelves.articles.history(number, [who.scope])
        if not events:
            raise NotThere(f"This server has no article #{number}.")
        return events

    async def version(self, who: Who, number: int, version: int) -> Article:
        """An article of this server as it was, a removed one too. Raises `NotThere`."""
        record = await self._shelves.articles.version(number, version, [who.scope])
        if record is None:
            raise NotThere(f"#{number} has no version {version} here. /article history shows those that there are.")
        return Article(number, version, who.scope, record)

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
        fields = tuple((name, value) for name, value in draft.fields if value)
        raw = RawArticle(draft.source, draft.text, fields, draft.lines)
        try:
            async with self._turns:
                return await asyncio.to_thread(lambda: self._understanding().understand(raw))
        except ArticleRefused as err:
            raise ArticleRefused(f"That can't be taken in: {err}") from err

    async def _read(self, source: str, name: str, data: bytes) -> RawArticle:
        if PurePath(name).suffix.lower() not in FORMATS:
            raise ArticleRefused(f"{PurePath(name).name} can't be read here. {READABLE}")
        try:
            if PurePath(name).suffix.lower() in PAGES:
                return await extract(self._children, source, name, data, self._most_bytes)
            return await asyncio.to_thread(read_one, self._reader, source, name, data)
        except ArticleRefused as err:
            raise ArticleRefused(f"That can't be taken in: {err}") from err
