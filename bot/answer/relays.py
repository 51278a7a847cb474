"""Through which outlet or agency a speaker's words came, where an article tells it: "as quoted by …"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.answer.citing import Citer
from bot.answer.remark_blocks import remark_block
from bot.models import Answer, Ask, StoredQuotation
from bot.retrieve.remarks import Remark
from bot.retrieve.sayings import Found, SayingFinder
from bot.retrieve.speakers import Speakers
from bot.store.articles import Articles
from bot.store.quotations import Quotations

SHOWN = 3
CONFIDENCE = 0.8


class Relays:
    """Answers which outlet or agency relayed somebody's remarks."""

    def __init__(
        self, quotations: Quotations, articles: Articles, speakers: Speakers, agencies: Collection[str]
    ) -> None:
        """``agencies`` are the names of news agencies, in lower case."""
        self._sayings = SayingFinder(quotations, articles)
        self._speakers = speakers
        self._agencies = frozenset(agencies)

    async def answer(self, ask: Ask, speaker: str, *, agency: bool) -> Answer | None:
        """The outlets, or agencies alone, with a remark that came through each; None where the articles tell of none."""
        whose = await self._speakers.resolve(speaker, ask.scopes)
        if whose.choices or not whose.keys:
            return None
        sayings = await self._sayings.newest(replace(ask, speaker=speaker), whose)
        through = [each for each in sayings.found if each[0].quotation.through]
        relayed = _one_each([each for each in through if not agency or _through(each[0]).lower() in self._agencies])
        if not relayed:
            return None
        citer = Citer()
        blocks = tuple(remark_block(Remark(stored, article, 1.0, 1.0), citer) for stored, article in relayed[:SHOWN])
        names = " and ".join(_through(stored) for stored, _ in relayed[:SHOWN])
        return Answer(
            kind=ask.kind,
            answered=True,
            headline=f"{names}: {whose.name}'s words came through {'it' if len(relayed) == 1 else 'these'}.",
            confidence=CONFIDENCE,
            blocks=blocks,
            citations=citer.citations,
            quotations=citer.quotations,
        )


def _through(stored: StoredQuotation) -> str:
    return stored.quotation.through or ""


def _one_each(found: Sequence[Found]) -> list[Found]:
    """The first remark of each outlet."""
    first: dict[str, Found] = {}
    for stored, article in found:
        first.setdefault(_through(stored).casefold(), (stored, article))
    return list(first.values())
