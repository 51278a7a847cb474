"""Who said what when, on a topic or by a person: an answer with its remarks in order of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.answer.citing import Citer
from bot.answer.corpus import CorpusFacts
from bot.answer.remark_blocks import remark_block
from bot.answer.remark_order import ENOUGH, HEAD
from bot.answer.silence import silence
from bot.models import Answer, Article, Kind, Precision, QuestionKind, StoredQuotation
from bot.retrieve.evidence import EvidenceFinder
from bot.retrieve.query import Weighed
from bot.retrieve.remarks import Remark, bearing
from bot.retrieve.speakers import Speakers
from bot.store.articles import Articles
from bot.store.quotations import Quotations
from bot.text.dates import show_day

READ = 400
SHOWN = 60
NOBODY = "not named"
TELLING = 25  # characters from which a remark tells something: "Thank you." does not


@dataclass(frozen=True, slots=True)
class Moment:
    """One remark in time."""

    who: str
    day: date
    kind: Kind


@dataclass(frozen=True, slots=True)
class Timeline:
    """The remarks of a topic or person: as points in time, and as an answer, the newest first."""

    subject: str
    moments: tuple[Moment, ...]
    answer: Answer


class Timelines:
    """Makes timelines."""

    def __init__(
        self,
        quotations: Quotations,
        articles: Articles,
        finder: EvidenceFinder,
        speakers: Speakers,
        corpus: CorpusFacts,
    ) -> None:
        self._quotations = quotations
        self._articles = articles
        self._finder = finder
        self._speakers = speakers
        self._corpus = corpus

    async def of(self, subject: str, scopes: Sequence[str]) -> Timeline:
        """The timeline of a person, where the name is known, else of a topic."""
        whose = await self._speakers.resolve(subject, scopes)
        if whose.choices:
            back = silence(QuestionKind.SAID, f"“{subject}” may be more than one person.", choices=whose.choices)
            return Timeline(subject, (), back)
        if whose.keys:
            remarks = await self._with_articles(await self._quotations.by_speaker(whose.keys, scopes, limit=READ))
            return await self._made(whose.name, remarks, scopes)
        return await self._made(subject, await self._on(subject, scopes), scopes)

    async def _on(self, topic: str, scopes: Sequence[str]) -> list[Remark]:
        terms = await self._finder.topic(topic, scopes)
        words = [form for term in terms for form in (term.text, *term.forms)]
        found = await self._quotations.matching(words, words, scopes, READ, around=True)
        return [remark for remark in await self._with_articles(found, terms) if _bears(remark)]

    async def _with_articles(self, found: Sequence[StoredQuotation], terms: Sequence[Weighed] = ()) -> list[Remark]:
        articles = await self._articles.get({each.article_id for each in found}, details=False)
        there = [(each, articles[each.article_id]) for each in found if each.article_id in articles]
        return [Remark(each, article, *bearing(terms, each, article)) for each, article in there]

    async def _made(self, subject: str, remarks: Sequence[Remark], scopes: Sequence[str]) -> Timeline:
        telling = [remark for remark in remarks if len(remark.stored.text) >= TELLING] or remarks
        dated = [(day, remark) for remark in telling if (day := day_of(remark.stored, remark.article)) is not None]
        if not dated:
            looked = await self._corpus.looked_at(scopes)
            nothing = f"The articles have no remarks on “{subject}” with a day."
            return Timeline(subject, (), silence(QuestionKind.SAID, nothing, looked_at=looked))
        dated.sort(key=lambda pair: (-pair[0].toordinal(), pair[1].stored.id))
        moments = tuple(Moment(_who(remark.stored), day, remark.stored.quotation.kind) for day, remark in dated)
        return Timeline(subject, moments, _answer(subject, dated[:SHOWN], len(dated)))


def day_of(stored: StoredQuotation, article: Article) -> date | None:
    """The day that a remark was made, as far as the article tells, else the day of publication."""
    said = stored.quotation.said
    if said is not None and len(said.candidates) == 1 and said.candidates[0].days.is_day:
        return said.candidates[0].days.first
    stamp = article.record.header.published
    return stamp.day if stamp and stamp.precision in {Precision.MINUTE, Precision.DAY} else None


def _bears(remark: Remark) -> bool:
    return remark.bearing >= ENOUGH and remark.head >= HEAD


def _who(stored: StoredQuotation) -> str:
    return stored.quotation.speaker or NOBODY


def _answer(subject: str, dated: Sequence[tuple[date, Remark]], count: int) -> Answer:
    citer = Citer()
    blocks = tuple(remark_block(remark, citer) for _, remark in dated)
    first, last = show_day(dated[-1][0]), show_day(dated[0][0])
    between = f"on {first}" if first == last else f"from {first} to {last}"
    remarks = f"{count} remark{'' if count == 1 else 's'}"
    return Answer(
        kind=QuestionKind.SAID,
        answered=True,
        headline=f"{subject}: {remarks} {between}.",
        confidence=0.8,
        blocks=blocks,
        citations=citer.citations,
        quotations=citer.quotations,
    )
