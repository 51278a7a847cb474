"""Whether evidence is of the time that a question names: by the days it tells, else by its article's."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.answer.moments import Moments
from bot.models import Article, Ask, DateMention, Days
from bot.retrieve.query import Query
from bot.retrieve.ranking import Evidence, later

LOOKED_AT = 12  # passages that are weighed
SETTLED = 3  # open mentions of an article that are settled
TOLD, NEAR, UNKNOWN, OFF = 3.0, 2.0, 1.0, 0.15
PRINTED = 9.0  # by what power a share of the question weighs in the ranking, about
BEFORE, AFTER = timedelta(days=10), timedelta(days=45)  # an article tells of what is soon, or was lately


class Timing:
    """Weighs evidence by the time that the question names."""

    def __init__(self, moments: Moments) -> None:
        self._moments = moments

    async def weigh(
        self, ask: Ask, query: Query, ranked: Sequence[Evidence], articles: dict[int, Article]
    ) -> list[Evidence]:
        """``ranked`` anew, what is of the time before what is not.

        ``articles`` have at least the details of the passages.
        """
        if query.days is None:
            return list(ranked)
        fits: dict[int, float] = {}
        out = []
        for evidence in ranked[:LOOKED_AT]:
            article = articles[evidence.article_id]
            if of_time(query, evidence, article):
                fit = TOLD * math.exp(PRINTED * _unprinted(query, evidence))
            else:
                if article.id not in fits:
                    fits[article.id] = await self.fit(ask, article, query.days)
                fit = fits[article.id]
            out.append(replace(evidence, score=evidence.score * fit))
        return sorted(out, key=lambda e: (-e.score, e.article_id, e.span))

    async def is_of_time(self, ask: Ask, query: Query, evidence: Evidence, article: Article) -> bool:
        """Whether evidence is of the time that the question names; of an undated article, by the days that it tells."""
        if query.days is None or of_time(query, evidence, article):
            return query.days is not None
        undated = article.record.header.published is None
        return undated and await self.fit(ask, article, query.days) >= NEAR

    async def fit(self, ask: Ask, article: Article, days: Days) -> float:
        """How well an article is of those days: by its own day, else by the days that it tells."""
        published = article.record.header.published
        if published:
            return NEAR if _widened(days, BEFORE, AFTER).meet(Days.single(published.day)) else OFF
        whole = await self._moments.whole(article)
        dated = [m for m in whole.record.dates if not m.duration and (m.day or m.weekday is not None)][:SETTLED]
        known = [settled.days for m in dated if (settled := await self._moments.settled(ask, whole, m)).days]
        if not known:
            return UNKNOWN
        return NEAR if any(days.meet(_widened(each, AFTER, BEFORE)) for each in known) else OFF


def of_time(query: Query, evidence: Evidence, article: Article) -> bool:
    """Whether evidence is of the time that the question names: it tells it, or its article came out then or soon after."""
    days, published = query.days, article.record.header.published
    if days is None:
        return False
    if any(_meets(mention, days) for mention in article.record.dates if evidence.span.covers(mention.span)):
        return True
    return published is not None and days.first <= published.day <= later(days.last)


def _unprinted(query: Query, evidence: Evidence) -> float:
    """The share of the question's weight that the words of its time have which the passage does not print."""
    lost = sum(t.weight for t in query.terms if t.stem in query.timed and t.text in evidence.reach.outside)
    return lost / (query.weight or 1.0)


def _meets(mention: DateMention, days: Days) -> bool:
    """Whether the mention has one reading, and it falls into ``days``."""
    return len(mention.candidates) == 1 and mention.candidates[0].days.meet(days) is not None


def _widened(days: Days, before: timedelta, after: timedelta) -> Days:
    """``days`` with some days before and after them, as far as the calendar goes."""
    first = days.first - before if days.first - date.min > before else date.min
    last = days.last + after if date.max - days.last > after else date.max
    return Days(first, last)
