"""An event that a question only names ("when the deal closed"): the passage that tells of it first, and its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.models import Article, Ask, Days
from bot.retrieve.evidence import EvidenceFinder
from bot.retrieve.ranking import Evidence
from bot.store.articles import Articles
from bot.text.tokens import tokens

TELLS = 0.6  # share of an event's words that a passage has to hold to tell of it
SAME = 0.9  # … beside the best


@dataclass(frozen=True, slots=True)
class Event:
    """What tells of an event, and when it was."""

    passage: Evidence
    article: Article
    days: Days


class Events:
    """Finds events. ``back`` are words of a sentence that looks back on what it tells of."""

    def __init__(self, finder: EvidenceFinder, articles: Articles, back: Sequence[str]) -> None:
        self._finder = finder
        self._articles = articles
        self._back = frozenset(back)

    async def find(self, ask: Ask, words: str) -> Event | None:
        """The event that ``words`` name; None where no passage surely tells of it, or not of its day."""
        passage = await self._first(ask, words)
        if passage is None:
            return None
        article = (await self._articles.get([passage.article_id])).get(passage.article_id)
        days = self._days(article, passage) if article else None
        return Event(passage, article, days) if article and days else None

    async def _first(self, ask: Ask, words: str) -> Evidence | None:
        query = await self._finder.query(words, ask.now, ask.scopes)
        ranked, articles = await self._finder.find(query, ask.scopes)
        least = max(TELLS, SAME * max((each.reach.own for each in ranked), default=0.0))
        telling = [each for each in ranked if each.reach.own >= least]
        dated = [(stamp.day, each) for each in telling if (stamp := articles[each.article_id].record.header.published)]
        return min(dated, key=lambda pair: pair[0])[1] if dated else None

    def _days(self, article: Article, passage: Evidence) -> Days | None:
        """The one time that the passage tells, else the day of its article; None where it looks back."""
        told = [m for m in article.record.dates if passage.span.covers(m.span) and not m.duration and m.candidates]
        if len(told) > 1 or any(len(mention.candidates) > 1 for mention in told):
            return None
        stamp = article.record.header.published
        days = told[0].candidates[0].days if told else None
        if days and not (stamp and days.meet(Days.single(stamp.day))):
            return days
        back = not self._back.isdisjoint(token.text.lower() for token in tokens(passage.text))
        return Days.single(stamp.day) if stamp and not back else None
