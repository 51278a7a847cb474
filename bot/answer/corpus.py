"""What the articles are that an answer, or a silence, was looked for in."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.silence import looked_at, out_of_time
from bot.models import Days
from bot.store.search import Corpus, Search


class CorpusFacts:
    """Tells how many articles there are, and from when to when."""

    def __init__(self, search: Search) -> None:
        self._search = search

    async def bounds(self, scopes: Sequence[str]) -> Corpus:
        """The corpus in numbers."""
        return await self._search.bounds(scopes)

    async def looked_at(self, scopes: Sequence[str]) -> str:
        """How far was looked, in a sentence."""
        corpus = await self.bounds(scopes)
        return looked_at(corpus.articles, corpus.earliest, corpus.latest)

    async def outside(self, scopes: Sequence[str], days: Days) -> tuple[str, ...]:
        """A sentence where all of the days lie before or after those of the articles; none elsewhere."""
        corpus = await self.bounds(scopes)
        told = out_of_time(days, corpus.earliest, corpus.latest)
        return (told,) if told else ()
