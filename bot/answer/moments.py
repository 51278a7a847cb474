"""When: the mention of a time that belongs to what was asked, placed in the calendar, and how that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.typed import nearness
from bot.models import Article, Ask, DateMention, Precision, Span
from bot.retrieve.neighbours import Neighbours
from bot.retrieve.query import Query
from bot.retrieve.question import Wants
from bot.retrieve.ranking import Evidence
from bot.text.chronology import Settled, settle
from bot.text.dates import show_days
from bot.text.dates.show import MONTHS
from bot.text.people import Roster

SAME_EVENT = 0.75  # share of the best passage's hold on the question that a passage with a time has to have
LOOKED_AT = 4  # passages whose times are looked at
EXACT = 0.15  # by how much a day is worth more than a month, a month more than a year
NEAR_BEST = 0.25  # share of the best passage's score from which they are


@dataclass(frozen=True, slots=True)
class Dated:
    """A time that answers: in words, with the passage and the mention that bear it, and how it was placed."""

    evidence: Evidence
    text: str
    marks: tuple[Span, ...]
    how: str
    settled: Settled
    mention: DateMention


class Moments:
    """Finds the time of what a question asks about."""

    def __init__(self, neighbours: Neighbours, roster: Roster) -> None:
        """``neighbours`` gives the articles that an open date is compared with."""
        self._neighbours = neighbours
        self._roster = roster

    async def find(
        self, ask: Ask, query: Query, evidence: Sequence[Evidence], articles: dict[int, Article]
    ) -> Dated | None:
        """The time in the best passage that has one. ``articles`` have at least the details of those passages."""
        best = evidence[0].score
        own = max(each.reach.own for each in evidence[:LOOKED_AT])
        for each in evidence[:LOOKED_AT]:
            if each.score < NEAR_BEST * best:
                break
            if each.reach.own < SAME_EVENT * own:
                continue
            mention = _mention(query, each, articles[each.article_id])
            if mention:
                return await self.dated(ask, query, each, articles[each.article_id], mention)
        return None

    async def dated(self, ask: Ask, query: Query, evidence: Evidence, article: Article, mention: DateMention) -> Dated:
        """A mention placed by what the article and its neighbours tell."""
        settled = await self.settled(ask, article, mention)
        return Dated(evidence, _shown(query, mention, settled), (mention.span,), settled.how, settled, mention)

    async def whole(self, article: Article) -> Article:
        """The article with all of its details."""
        return await self._neighbours.detailed(article)

    async def settled(self, ask: Ask, article: Article, mention: DateMention) -> Settled:
        """The choice among a mention's readings, from the articles that may be seen."""
        if len(mention.candidates) == 1:
            return settle(mention, article.record, (), self._roster)
        whole = await self._neighbours.detailed(article)
        others = await self._neighbours.of(whole, ask.scopes)
        return settle(mention, whole.record, [other.record for other in others], self._roster)


def _mention(query: Query, evidence: Evidence, article: Article) -> DateMention | None:
    """The mention of a time in the passage that stands nearest to the question's words."""
    wants_length = query.focus.wants is Wants.DURATION
    inside = [
        mention
        for mention in article.record.dates
        if evidence.span.covers(mention.span) and mention.duration == wants_length and not _asked(query, mention)
    ]

    def weight(mention: DateMention) -> tuple[float, int]:
        near = nearness(query, mention.span, evidence.text, evidence.span.start)
        return near * (1 + EXACT * _exactness(mention)), -mention.span.start

    return max(inside, key=weight, default=None)


def _exactness(mention: DateMention) -> int:
    """A day tells more than a month, a month more than a year."""
    if mention.day or mention.weekday is not None:
        return 3
    return 2 if mention.month else 1


def _asked(query: Query, mention: DateMention) -> bool:
    """Whether the question itself holds that time."""
    return mention.text.lower() in query.question.lower()


def _shown(query: Query, mention: DateMention, settled: Settled) -> str:
    days = settled.days
    if days is None:
        return f"“{mention.text}” (the articles leave the day open)" if mention.candidates else f"“{mention.text}”"
    if query.focus.wants is Wants.YEAR and days.first.year == days.last.year:
        return str(days.first.year)
    if query.focus.wants is Wants.MONTH and days.first.month == days.last.month:
        return f"{MONTHS[days.first.month - 1]} {days.first.year}"
    shown = show_days(days, settled.precision)
    printed = shown.lower() in mention.text.lower() or settled.precision is Precision.YEAR
    return shown if printed else f"{shown} (printed as “{mention.text}”)"
