"""One remark as different outlets print it: each wording with its source, and what differs word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answer.citing import Citer
from bot.answer.excerpts import excerpt, joined
from bot.answer.remark_blocks import lead_of_remark
from bot.answer.render import SCREEN, plain
from bot.answer.showing import compact, lead_of
from bot.answer.variants import Family, Printing, Variant, VariantFinder
from bot.models import Answer, Ask, Block
from bot.retrieve.evidence import EvidenceFinder
from bot.retrieve.remarks import Remark, bearing
from bot.retrieve.sayings import SayingFinder
from bot.retrieve.speakers import Speakers
from bot.store.articles import Articles
from bot.store.quotations import Quotations

TRIED = 8  # remarks whose other printings are looked up
SHOWN = 3  # wordings
ENOUGH = 0.5  # share of the topic's weight that a remark has to hold
ROOM = 260  # characters of a wording
CONFIDENCE = 0.85


class Printings:
    """Finds the remark of a speaker that several outlets print."""

    def __init__(
        self,
        quotations: Quotations,
        articles: Articles,
        finder: EvidenceFinder,
        speakers: Speakers,
        variants: VariantFinder,
    ) -> None:
        self._sayings = SayingFinder(quotations, articles)
        self._finder = finder
        self._speakers = speakers
        self._variants = variants

    async def answer(self, ask: Ask, speaker: str, topic: str | None) -> Answer | None:
        """The remark on the topic that most wordings are printed of; None where no other outlet prints one."""
        whose = await self._speakers.resolve(speaker, ask.scopes)
        if whose.choices or not whose.keys:
            return None
        families = [
            family
            for remark in await self._remarks(replace(ask, speaker=speaker, topic=topic), speaker, topic)
            if (family := await self._variants.family(Printing(remark.stored, remark.article), ask.scopes)).printed > 1
        ]
        return told(ask, max(families, key=_standing)) if families else None

    async def _remarks(self, ask: Ask, speaker: str, topic: str | None) -> list[Remark]:
        """The speaker's own words on the topic, what bears on it most first."""
        whose = await self._speakers.resolve(speaker, ask.scopes)
        terms = await self._finder.topic(topic, ask.scopes) if topic else ()
        sayings = await (self._sayings.on_topic(ask, whose, terms) if terms else self._sayings.newest(ask, whose))
        remarks = [Remark(stored, article, *bearing(terms, stored, article)) for stored, article in sayings.found]
        own = [remark for remark in remarks if remark.direct and remark.bearing >= ENOUGH]
        return sorted(own, key=lambda remark: -remark.bearing)[:TRIED]


def _standing(family: Family) -> tuple[int, int]:
    """The family of most wordings, told from the one that was printed first."""
    published = family.first.printings[0].article.record.header.published
    return len(family.others), -published.day.toordinal() if published else -date.max.toordinal()


def told(ask: Ask, family: Family) -> Answer:
    """The family as an answer: as many wordings as fit a screen."""
    for count in range(min(SHOWN, 1 + len(family.others)), 0, -1):
        answer = _with(ask, family, count)
        if len(plain(answer)) <= SCREEN:
            break
    return answer


def _with(ask: Ask, family: Family, count: int) -> Answer:
    citer = Citer()
    first = family.first.printings[0]
    blocks = [wording_block(family.first, citer), *other_blocks(family.others[: count - 1], citer)]
    for again in family.first.printings[1:SHOWN]:
        citer.cite(again.article, again.stored.quotation.span)
    name = lead_of(first.stored.quotation)
    wordings = 1 + len(family.others)
    differ = f"in {wordings} wordings" if wordings > 1 else "word for word alike"
    return Answer(
        kind=ask.kind,
        answered=True,
        headline=f"{name}: one remark, printed by {family.printed} articles, {differ}.",
        confidence=CONFIDENCE,
        blocks=tuple(blocks),
        citations=citer.citations,
        quotations=citer.quotations,
    )


def other_blocks(variants: Sequence[Variant], citer: Citer) -> list[Block]:
    """Other wordings of a remark, each with what differs from the first."""
    return [replace(wording_block(each, citer), difference=compact(each.difference)) for each in variants]


def wording_block(variant: Variant, citer: Citer) -> Block:
    """A wording as it was first printed, with its source."""
    printing = variant.printings[0]
    quotation, article = printing.stored.quotation, printing.article
    spans = excerpt(quotation, article, (), ROOM)
    numbers = citer.cite_parts(article, spans)
    citer.list_parts(article, spans, quotation.speaker, quotation.kind, printing.stored.id)
    words = joined(spans, article.record.body)
    return Block(words=words, kind=quotation.kind, lead=lead_of_remark(quotation, article), citations=numbers)
