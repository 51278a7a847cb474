"""When: the mention of a time that belongs to what was asked, placed in the calendar, and how that is known."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.answer.findings import AS_GOOD
from bot.answer.shifts import shift
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
from bot.text.reversal import Reversal
from bot.text.tokens import stem, tokens

SAME_EVENT = 0.75  # share of the best passage's hold on the question that a passage with a time has to have
LOOKED_AT = 4  # passages whose times are looked at
EXACT = 0.15  # by how much a day is worth more than a month, a month more than a year
NEAR_BEST = 0.25  # share of the best passage's score from which they are
ONE_EVENT = timedelta(days=7)  # between two days that may be told of one event
SEVERAL = 2  # words of the question right before a time, by which its passage goes before others
_BETWEEN = frozenset({"in", "on", "of", "at", "for", "the"})
BESIDE = 1.5  # what a time is worth that stands right behind a word of the question: "a referendum in 2019"
OF_ANOTHER = 0.7  # … behind a verb that the question does not have: "announced in March"
OF_SAYING = 0.5  # … that tells when something was said
_WILL = re.compile(r"^\W*when\s+(?:will|shall|would|is|are)\s(?!.*\b(?:was|were)\b)", re.IGNORECASE)
_DATE = re.compile(r"\b(?:date|day)$", re.IGNORECASE)  # "on what date": a year is none
_WORD = re.compile(r"[^\W\d_]+")
_DONE = re.compile(r"[a-z]{3}ed$")
_MONTHS = frozenset(stem(month) for month in MONTHS)
_BOUND = re.compile(r"\b(before|by|until|after|since)\s+(?:the\s+)?$", re.IGNORECASE)  # "by June" is not "in June"
_FOLLOWING = re.compile(r"\s+([a-z]+)")
NEGATED_WITHIN = 60  # characters
_RIGHT_BEHIND = re.compile(r"([\w’'-]+)\s+(?:(?:in|on|of|at|for)\s+)?$")
_NAMED = re.compile(r"(?:\s+[A-Z][\w.’'-]+){1,7}")
_OWNED = re.compile(r"\b(?:the|its|his|her|their|our)\s+$", re.IGNORECASE)


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

    def __init__(
        self,
        neighbours: Neighbours,
        roster: Roster,
        reversal: Reversal,
        saying: str,
        ahead: str,
        small: Collection[str],
    ) -> None:
        """``neighbours`` gives the articles that an open date is compared with, ``reversal`` knows negations.

        ``saying`` are verbs of saying, ``ahead`` words that look ahead, ``small`` those that a new phrase begins with.
        """
        self._reversal = reversal
        self._small = frozenset(small)
        self._ahead = frozenset(ahead.split())
        self._saying = frozenset(map(stem, saying.split()))
        self._neighbours = neighbours
        self._roster = roster

    async def find(
        self, ask: Ask, query: Query, evidence: Sequence[Evidence], articles: dict[int, Article]
    ) -> tuple[Dated, ...]:
        """The time in the best passage that has one, and the other day that another article gives for the same.

        ``articles`` have at least the details of those passages.
        """
        near = self._near(evidence)
        articles = articles | {each.article_id: await self._with_sayings(query, each, articles) for each in near}
        told = self._telling(query, near, articles)
        if not told:
            return ()
        dated = [await self.dated(ask, query, each, articles[each.article_id]) for each in told]
        if _WILL.search(query.question):
            dated = [each for each in dated if self._may_come(each, articles[each.evidence.article_id])]
        return _with_other(_placed_first(dated))

    @staticmethod
    def _near(evidence: Sequence[Evidence]) -> list[Evidence]:
        """The passages that tell of what was asked, best first."""
        best = evidence[0].score
        own = max(each.reach.own for each in evidence[:LOOKED_AT])
        near = [each for each in evidence[:LOOKED_AT] if each.score >= NEAR_BEST * best]
        return [each for each in near if each.reach.own >= SAME_EVENT * own]

    async def _with_sayings(self, query: Query, evidence: Evidence, articles: Mapping[int, Article]) -> Article:
        """The article of a passage, with its quotations where the passage has a time."""
        article = articles[evidence.article_id]
        return await self.whole(article) if _mention(query, evidence, article) else article

    def _telling(self, query: Query, evidence: Sequence[Evidence], articles: dict[int, Article]) -> list[Evidence]:
        """The passages that tell when it was, best first.

        When it was said comes after when it happened, and is no answer to when it will.
        """
        timed = [(each, _mention(query, each, articles[each.article_id])) for each in evidence]
        happened: list[Evidence] = []
        said: list[Evidence] = []
        for each, mention in timed:
            if mention and not _is_bound(query, each, mention):
                spoken = self._is_of_saying(query, mention, articles[each.article_id])
                (said if spoken else happened).append(each)
        named = [each for each, mention in timed if mention and _right_behind(query, mention, each)]
        happened.sort(key=lambda each: each not in named)
        return happened if _WILL.search(query.question) else happened + said

    def _is_of_saying(self, query: Query, mention: DateMention, article: Article) -> bool:
        """Whether a time is when something was said, where the question asks for no saying."""
        if not self._saying.isdisjoint(stem(token.text) for token in tokens(query.question)):
            return False
        return _said_then(mention, article)

    def _may_come(self, dated: Dated, article: Article) -> bool:
        """Whether a time may be when something will happen: it had not passed when the article came out, and the words look ahead."""
        days, published = dated.settled.days, article.record.header.published
        passed = days is not None and published is not None and days.last < published.day
        return not passed and not self._ahead.isdisjoint(word.lower() for word in _WORD.findall(dated.evidence.text))

    async def dated(self, ask: Ask, query: Query, evidence: Evidence, article: Article) -> Dated:
        """The passage's mention placed by what the article and its neighbours tell."""
        mention = _mention(query, evidence, article)
        assert mention is not None
        settled = await self.settled(ask, article, mention)
        apart = shift(query, evidence.text, evidence.span.start, mention.span)
        if apart and (told := apart.of(settled)) != settled and told.days:
            text = f"{show_days(told.days, told.precision)} ({apart.words} “{mention.text}”)"
            return Dated(evidence, text, (mention.span,), told.how, told, mention)
        shown = f"{self._bound(evidence, mention)} {_shown(query, mention, settled)}".strip()
        return Dated(evidence, shown, (mention.span,), settled.how, settled, mention)

    def _bound(self, evidence: Evidence, mention: DateMention) -> str:
        """What makes a time a bound: "by June" is not "in June"; "not until June" and "by the June storm" are no bounds."""
        start, end = mention.span.start - evidence.span.start, mention.span.end - evidence.span.start
        bound = _BOUND.search(evidence.text[:start])
        following = _FOLLOWING.match(evidence.text, end)
        if bound is None or (following and following[1] not in self._small):
            return ""
        word = bound[1].lower()
        negated = word == "until" and self._reversal.negates(evidence.text[max(0, start - NEGATED_WITHIN) : start])
        return "" if negated else word

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
        and not (_DATE.search(query.focus.noun or "") and _exactness(mention) == 1)
    ]

    def weight(mention: DateMention) -> tuple[float, int]:
        near = nearness(query, mention.span, evidence.text, evidence.span.start)
        near *= OF_SAYING if _said_then(mention, article) else 1.0
        return near * (1 + EXACT * _exactness(mention)) * _belongs(
            query, mention, body, evidence.span
        ), -mention.span.start

    return max(inside, key=weight, default=None)


def _placed_first(dated: Sequence[Dated]) -> list[Dated]:
    """The tellings as they are; where the best one's time has no place in the calendar, those whose time has one first."""
    if not dated or dated[0].settled.days is not None:
        return list(dated)
    return sorted(dated, key=lambda each: each.settled.days is None)


def _with_other(dated: Sequence[Dated]) -> tuple[Dated, ...]:
    """The first time, and the other day that another article gives for the same."""
    for other in dated[1:]:
        elsewhere = other.evidence.article_id != dated[0].evidence.article_id
        as_good = other.evidence.reach.own >= AS_GOOD * dated[0].evidence.reach.own
        if elsewhere and as_good and dated[0].differs(other):
            return dated[0], other
    return tuple(dated[:1])


def _is_bound(query: Query, evidence: Evidence, mention: DateMention) -> bool:
    """Whether a time bounds something else than what is asked about: "a week after it fell … by March 3"."""
    apart = shift(query, evidence.text, evidence.span.start, mention.span)
    return apart is not None and apart.bound


def _said_then(mention: DateMention, article: Article) -> bool:
    """Whether the article ties a time to a verb of saying."""
    return any(quotation.said and quotation.said.span == mention.span for quotation in article.record.quotations)


def _is_of_another(query: Query, mention: DateMention, body: str, within: Span) -> bool:
    """Whether a year is part of the name of something that the question does not name: "the 1986 Chernobyl disaster".

    "The 2014 Harbour Security Arrangement" is of another where the question asks for the harbour's security.
    """
    named = _NAMED.match(body, mention.span.end, min(within.end, mention.span.end + 90))
    if named is None or mention.month or not mention.text[-4:].isdigit():
        return False
    words = tokens(named[0])
    asked = [word.stem in query.lookup for word in words]
    owned = _OWNED.search(body, max(within.start, mention.span.start - 12), mention.span.start) is not None
    return not any(asked) or (owned and not asked[-1])


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


def _right_behind(query: Query, mention: DateMention, evidence: Evidence) -> bool:
    """Whether a time stands right behind several words of the question: "the Camp David summit in August"."""
    before = tokens(evidence.text[: mention.span.start - evidence.span.start])
    while before and before[-1].text.lower() in _BETWEEN:
        before.pop()
    return len(before) >= SEVERAL and all(token.stem in query.lookup for token in before[-SEVERAL:])


def _exactness(mention: DateMention) -> int:
    """A day ("yesterday" too) tells more than a month, a month more than a year."""
    if mention.day or mention.weekday is not None or any(each.days.is_day for each in mention.candidates):
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
