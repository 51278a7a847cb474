"""What an article tells that somebody conveyed ("expressed condolences", "agreed to …") where it reports no words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.answer.citing import Citer, outlet_of, show_stamp
from bot.answer.subjects import as_topic
from bot.models import Answer, Article, Ask, Block, Kind, NameMention, Quotation, Span
from bot.retrieve.evidence import EvidenceFinder
from bot.retrieve.query import Weighed
from bot.retrieve.question import QuestionReader
from bot.retrieve.ranking import Evidence
from bot.retrieve.speakers import Whose
from bot.store.articles import Articles
from bot.text.tokens import stems

LOOKED_AT = 12
ENOUGH = 0.6  # share of the topic's weight that the sentence has to hold
SUBJECT = 60  # characters from a name to the verb whose subject it is
SHOWN = 3
ALIKE = 88
BEFORE = 0.7  # what a word of the topic is worth in the sentence before one that points back: "regret over the cases"
_BACK = re.compile(r"\b(?:the|this|that|these|those|it|them)\b", re.IGNORECASE)
_SHORT = 16  # words of a sentence that may take its topic from the one before


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence that tells of somebody, with how well it bears on the topic."""

    evidence: Evidence
    article: Article
    mention: NameMention
    bearing: float
    before: Span | None = None  # the sentence that tells what it speaks of


class Narrated:
    """Finds sentences that name a speaker, tell of something conveyed, and bear on a topic."""

    def __init__(self, finder: EvidenceFinder, articles: Articles, reader: QuestionReader) -> None:
        self._finder = finder
        self._articles = articles
        self._reader = reader

    async def answer(self, ask: Ask, whose: Whose, topic: Sequence[Weighed]) -> Answer | None:
        """The article's own words on it, marked as such; None where there are none, or reported words are not wanted."""
        if not whose.known or not topic or ask.quote_kind is Kind.DIRECT:
            return None
        query = await self._finder.query(f"{whose.name} {ask.topic}", ask.now, ask.scopes)
        ranked, _ = await self._finder.find(query, ask.scopes)
        articles = await self._articles.get({each.article_id for each in ranked[:LOOKED_AT]})
        told = [t for each in ranked[:LOOKED_AT] if (t := self._telling(ask, whose, topic, each, articles))]
        told.sort(key=lambda t: (-round(t.bearing, 1), -t.evidence.score))
        return _compose(ask, whose, _distinct(told)) if told else None

    def _telling(
        self, ask: Ask, whose: Whose, topic: Sequence[Weighed], each: Evidence, articles: dict[int, Article]
    ) -> Telling | None:
        article = articles.get(each.article_id)
        if article is None or not _of_time(ask, article) or not _of_outlets(ask, article):
            return None
        names = [name for name in article.record.names if each.span.covers(name.span)]
        verbs = self._reader.conveyed(each.text, each.span.start)
        theirs = (name for name in names if name.key in whose.keys or name.name == whose.name)
        mention = next((name for name in theirs if _speaks(name.span, verbs, article.record.body)), None)
        words = frozenset(stems(each.text))
        before = (
            frozenset(stems(each.before.of(article.record.body))) if each.before and _points_back(each) else frozenset()
        )
        total = sum(term.weight for term in topic) or 1.0
        bearing = sum(t.weight * max(t.held_by(words), BEFORE * t.held_by(before)) for t in topic) / total
        return (
            Telling(each, article, mention, bearing, each.before if before else None)
            if mention and bearing >= ENOUGH
            else None
        )


def _speaks(name: Span, verbs: Sequence[Span], body: str) -> bool:
    """Whether a verb of conveying follows the name soon, or the sentence is according to them."""
    if any(0 <= verb.start - name.end <= SUBJECT for verb in verbs):
        return True
    return body[max(0, name.start - 14) : name.start].rstrip().lower().endswith(("according to", "said", "says"))


def _points_back(each: Evidence) -> bool:
    """Whether a sentence is short and has a word that may stand for what the one before told."""
    return len(each.text.split()) <= _SHORT and _BACK.search(each.text) is not None


def _of_time(ask: Ask, article: Article) -> bool:
    """Whether the article was published in the time asked for; an undated one only where no time is."""
    published = article.record.header.published
    if not ask.since and not ask.until:
        return True
    if published is None:
        return False
    return (ask.since is None or ask.since <= published.day) and (ask.until is None or published.day <= ask.until)


def _quoted(told: Telling) -> list[Quotation]:
    """The speaker's own words that stand in the sentence."""
    return [
        quotation
        for quotation in told.article.record.quotations
        if quotation.kind is Kind.DIRECT
        and quotation.speaker_key == told.mention.key
        and all(told.evidence.span.covers(part) for part in quotation.parts)
    ]


def _distinct(told: Sequence[Telling]) -> list[Telling]:
    out: list[Telling] = []
    for each in told:
        if all(fuzz.ratio(each.evidence.text, kept.evidence.text) < ALIKE for kept in out):
            out.append(each)
    return out[:SHOWN]


def _compose(ask: Ask, whose: Whose, told: Sequence[Telling]) -> Answer:
    citer = Citer()
    blocks = []
    for each in told:
        span = each.evidence.span
        number = citer.cite(each.article, span)
        for quotation in _quoted(each):
            citer.list_parts(each.article, quotation.parts, quotation.speaker, Kind.DIRECT)
        if not _quoted(each):
            citer.list_parts(each.article, (span,), each.mention.name, Kind.REPORTED)
        mark = Span(each.mention.span.start - span.start, each.mention.span.end - span.start)
        day = show_stamp(each.article.record.header.published, clock=False)
        lead = f"{outlet_of(each.article.record.header)}, {day}, in its own words"
        blocks.append(
            Block(words=each.evidence.text, marks=(mark,), kind=Kind.REPORTED, lead=lead, citations=(number,))
        )
        if each.before:
            words = each.before.of(each.article.record.body)
            cited = citer.cite(each.article, each.before)
            blocks.append(Block(words=words, lead="The sentence before it", citations=(cited,)))
    best = told[0]
    how = "quoted in part" if any(map(_quoted, told)) else "not quoted"
    return Answer(
        kind=ask.kind,
        answered=True,
        headline=f"{whose.name} on {as_topic(ask.topic or '')}: told by the articles, {how}.",
        confidence=round(0.3 + 0.5 * best.bearing, 3),
        blocks=tuple(blocks),
        citations=citer.citations,
        quotations=citer.quotations,
        hints=(whose.note,) if whose.note else (),
    )


def _of_outlets(ask: Ask, article: Article) -> bool:
    """Whether an article is of the outlets that are to tell it."""
    return not ask.outlets or outlet_of(article.record.header) in ask.outlets
