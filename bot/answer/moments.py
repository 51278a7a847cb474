"""When: the mention of a time that belongs to what was asked, placed in the calendar, and how that is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.answer.findings import AS_GOOD
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
from bot.text.tokens import stem

SAME_EVENT = 0.75  # share of the best passage's hold on the question that a passage with a time has to have
LOOKED_AT = 4  # passages whose times are looked at
EXACT = 0.15  # by how much a day is worth more than a month, a month more than a year
NEAR_BEST = 0.25  # share of the best passage's score from which they are
ONE_EVENT = timedelta(days=7)  # between two days that may be told of one event
BESIDE = 1.5  # what a time is worth that stands right behind a word of the question: "a referendum in 2019"
OF_ANOTHER = 0.7  # … behind a verb that the question does not have: "announced in March"
_DONE = re.compile(r"[a-z]{3}ed$")
_MONTHS = frozenset(stem(month) for month in MONTHS)
_RIGHT_BEHIND = re.compile(r"([\w’'-]+)\s+(?:(?:in|on|of|at|for)\s+)?$")
_NAMED = re.compile(r"(?:\s+[A-Z][\w’'-]+){1,3}")


@dataclass(frozen=True, slots=True)
class Dated:
    """A time that answers: in words, with the passage and the mention that bear it, and how it was placed."""

    evidence: Evidence
    text: str
    marks: tuple[Span, ...]
    how: str
    settled: Settled
    mention: DateMention

    def differs(self, other: Dated) -> bool:
        """Whether both are days, near each other but not the same: two tellings of one event."""
        mine, theirs = self.settled.days, other.settled.days
        if mine is None or theirs is None or not (mine.is_day and theirs.is_day):
            return False
        return timedelta(0) < abs(mine.first - theirs.first) <= ONE_EVENT


class Moments:
    """Finds the time of what a question asks about."""

    def __init__(self, neighbours: Neighbours, roster: Roster) -> None:
        """``neighbours`` gives the articles that an open date is compared with."""
        self._neighbours = neighbours
        self._roster = roster

    async def find(
        self, ask: Ask, query: Query, evidence: Sequence[Evidence], articles: dict[int, Article]
    ) -> tuple[Dated, ...]:
        """The time in the best passage that has one, and the other day that another article gives for the same.

        ``articles`` have at least the details of those passages.
        """
        told = self._telling(query, evidence, articles)
        if not told:
            return ()
        first = await self.dated(ask, query, told[0], articles[told[0].article_id])
        for each in told[1:]:
            if each.article_id != told[0].article_id and each.reach.own >= AS_GOOD * told[0].reach.own:
                other = await self.dated(ask, query, each, articles[each.article_id])
                if first.differs(other):
                    return first, other
        return (first,)

    @staticmethod
    def _telling(query: Query, evidence: Sequence[Evidence], articles: dict[int, Article]) -> list[Evidence]:
        """The passages that tell of what was asked, and when it was; best first."""
        best = evidence[0].score
        own = max(each.reach.own for each in evidence[:LOOKED_AT])
        near = [each for each in evidence[:LOOKED_AT] if each.score >= NEAR_BEST * best]
        same = [each for each in near if each.reach.own >= SAME_EVENT * own]
        return [each for each in same if _mention(query, each, articles[each.article_id])]

    async def dated(self, ask: Ask, query: Query, evidence: Evidence, article: Article) -> Dated:
        """The passage's mention placed by what the article and its neighbours tell."""
        mention = _mention(query, evidence, article)
        assert mention is not None
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
    wants_length, body = query.focus.wants is Wants.DURATION, article.record.body
    inside = [
        mention
        for mention in article.record.dates
        if evidence.span.covers(mention.span)
        and mention.duration == wants_length
        and not _asked(query, mention)
        and not _is_of_another(query, mention, body, evidence.span)
        and not _is_of_another_time(query, mention)
    ]

    def weight(mention: DateMention) -> tuple[float, int]:
        near = nearness(query, mention.span, evidence.text, evidence.span.start)
        return near * (1 + EXACT * _exactness(mention)) * _belongs(
            query, mention, body, evidence.span
        ), -mention.span.start

    return max(inside, key=weight, default=None)


def _is_of_another(query: Query, mention: DateMention, body: str, within: Span) -> bool:
    """Whether a year is part of the name of something that the question does not name: "the 1986 Chernobyl disaster"."""
    named = _NAMED.match(body, mention.span.end, min(within.end, mention.span.end + 60))
    if named is None or mention.month or not mention.text[-4:].isdigit():
        return False
    return not any(stem(word) in query.lookup for word in named[0].split())


def _is_of_another_time(query: Query, mention: DateMention) -> bool:
    """Whether a time that one reading places lies outside the month or day that the question names."""
    if query.days is None or query.timed.isdisjoint(_MONTHS) or len(mention.candidates) != 1:
        return False
    return mention.candidates[0].days.meet(query.days) is None


def _belongs(query: Query, mention: DateMention, body: str, within: Span) -> float:
    """How surely a time is that of the question's words, by what stands right before it."""
    behind = _RIGHT_BEHIND.search(body, max(within.start, mention.span.start - 40), mention.span.start)
    if behind and stem(behind[1]) in query.lookup:
        return BESIDE
    return OF_ANOTHER if behind and _DONE.search(behind[1]) else 1.0


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
