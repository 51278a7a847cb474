"""What moderators put right in the quotations of their server's articles."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from bot.models import Article
from bot.moderation.values import Listing, Mend, NotThere, Repeated, Who
from bot.store.articles import Articles
from bot.store.corrections import Correction
from bot.store.quotations import Quotations
from bot.text.people import Roster
from bot.text.tokens import fold


class Mending:
    """Corrections of quotations. ``own`` gives an article that a server may change, or raises."""

    def __init__(
        self,
        articles: Articles,
        quotations: Quotations,
        own: Callable[[Who, int], Awaitable[Article]],
        roster: Roster,
        clock: Callable[[], datetime],
    ) -> None:
        self._articles = articles
        self._quotations = quotations
        self._own = own
        self._roster = roster
        self._clock = clock

    async def listed(self, who: Who, number: int) -> tuple[Listing, ...]:
        """The quotations of an article of this server, in the order in which they stand there, withdrawn ones last."""
        await self._own(who, number)
        mended = await self._quotations.mended(number, [who.scope])
        right = {stored.id for stored, _ in mended}
        shown = [Listing(one, mended=one.id in right) for one in await self._quotations.in_articles([number])]
        withdrawn = [Listing(one, withdrawn=True, mended=True) for one, how in mended if how.withdrawn]
        return tuple(shown + withdrawn)

    async def fix(self, who: Who, article: int, quotation: int, mend: Mend) -> Listing:
        """Put a quotation of this server right, over what was put right in it before; as it is then. Raises `NotThere`."""
        listed = {one.stored.id for one in await self.listed(who, article)}
        if quotation not in listed:
            raise NotThere("That quotation is not one of this article's. Choose it from what is offered.")
        mended = await self._quotations.mended(article, [who.scope])
        before = next((how for stored, how in mended if stored.id == quotation), Correction())
        correction = None if mend.undo else await self._over(before, mend, article)
        if not await self._quotations.correct(
            quotation, who.scope, correction, by=who.by, now=self._clock(), interaction=who.interaction
        ):
            raise Repeated("That was done already.")
        return next(one for one in await self.listed(who, article) if one.stored.id == quotation)

    async def _over(self, before: Correction, mend: Mend, article: int) -> Correction:
        """What is put right now over what was before: whoever names speaker or kind takes it for a quotation."""
        after = replace(before, withdrawn=mend.withdrawn, kind=mend.kind or before.kind)
        if mend.speaker is None:
            return after
        known = self._roster.resolve(mend.speaker).only
        if known is not None:
            return replace(after, speaker=known.name, speaker_key=known.id)
        wanted = fold(mend.speaker)
        names = (await self._articles.get([article]))[article].record.names
        there = {one.key: one.name for one in names if wanted in {one.key, fold(one.name), fold(one.text)}}
        key, name = next(iter(there.items())) if len(there) == 1 else (wanted, mend.speaker.strip())
        return replace(after, speaker=name, speaker_key=key)
