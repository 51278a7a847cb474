"""What somebody said on a topic: direct speech before reported, each with its day, office and outlet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.answer.citing import Citer, outlet_of, show_stamp
from bot.answer.corpus import CorpusFacts
from bot.answer.narrated import Narrated
from bot.answer.silence import silence
from bot.answer.subjects import Subjects
from bot.models import Answer, Article, Ask, Block, EntityKind, Kind, Quotation, StoredQuotation
from bot.retrieve.evidence import EvidenceFinder
from bot.retrieve.query import Weighed
from bot.retrieve.remarks import Remark, bearing
from bot.retrieve.speakers import Speakers, Whose
from bot.store.articles import Articles
from bot.store.quotations import Quotations

ENOUGH = 0.5  # share of the topic's weight that a remark has to hold
HEAD = 0.3  # and how well it has to hold the topic's weightiest word
FULL = 0.85  # share from which remarks are of the same first rank
NARRATED_ENOUGH = 0.6  # confidence from which an article's telling goes before a remark that bears in part
SHOWN = 4
ROOM = 660  # characters of remarks in one reply
READ = 400  # remarks of a speaker that are weighed
SAME = 92  # rapidfuzz ratio from which two remarks are one, printed twice


@dataclass(frozen=True, slots=True)
class About:
    """A topic as asked and as weighed."""

    words: str
    terms: tuple[Weighed, ...]


class Said:
    """Answers what somebody said."""

    def __init__(
        self,
        quotations: Quotations,
        articles: Articles,
        finder: EvidenceFinder,
        speakers: Speakers,
        subjects: Subjects,
        corpus: CorpusFacts,
        narrated: Narrated,
    ) -> None:
        self._quotations = quotations
        self._articles = articles
        self._finder = finder
        self._speakers = speakers
        self._subjects = subjects
        self._corpus = corpus
        self._narrated = narrated

    async def answer(self, ask: Ask) -> Answer:
        """The remarks of ``ask.speaker`` on ``ask.topic``; their topics where none is asked for."""
        assert ask.speaker is not None
        whose = await self._speakers.resolve(ask.speaker, ask.scopes, ask.since or ask.until)
        if whose.choices:
            return silence(ask.kind, f"“{ask.speaker}” may be more than one person.", choices=whose.choices)
        remarks = await self._remarks(ask, whose)
        if not ask.topic:
            return await self._subjects_of(ask, whose, remarks)
        about = About(ask.topic, await self._finder.topic(ask.topic, ask.scopes))
        ranked = _ranked(about, remarks)
        if ranked and ranked[0].bearing >= FULL:
            return self._compose(ask, whose, ranked)
        narrated = await self._narrated.answer(ask, whose, about.terms)
        if narrated and (not ranked or narrated.confidence > NARRATED_ENOUGH):
            return narrated
        if ranked:
            return self._compose(ask, whose, ranked)
        return await self._nothing(ask, whose, remarks)

    async def _remarks(self, ask: Ask, whose: Whose) -> list[tuple[StoredQuotation, Article]]:
        """What the speaker said in the time and kind asked for, newest first."""
        if not whose.keys:
            return []
        found = list(
            await self._quotations.by_speaker(
                whose.keys, ask.scopes, kind=ask.quote_kind, since=ask.since, until=ask.until, limit=READ
            )
        )
        articles = await self._articles.get({each.article_id for each in found}, details=False)
        return [(each, articles[each.article_id]) for each in found if each.article_id in articles]

    async def _subjects_of(self, ask: Ask, whose: Whose, remarks: Sequence[tuple[StoredQuotation, Article]]) -> Answer:
        """What a speaker speaks about, with counts, and the newest of their own words."""
        if not remarks:
            return await self._nothing(ask, whose, remarks)
        counted = self._subjects.counted(remarks)
        listed = ", ".join(f"{name} {count}" for name, count in counted)
        headline = f"{whose.name} speaks on: {listed}." if listed else f"{whose.name} is quoted {len(remarks)} times."
        newest = [Remark(stored, article, 1.0, 1.0) for stored, article in remarks]
        newest.sort(key=lambda remark: not remark.direct)
        return self._compose(ask, whose, _once(newest), headline)

    async def _nothing(self, ask: Ask, whose: Whose, remarks: Sequence[tuple[StoredQuotation, Article]]) -> Answer:
        """Silence, told apart: nobody of that name; nothing by them; nothing by them on this."""
        looked = await self._corpus.looked_at(ask.scopes)
        if not whose.keys and not whose.known:
            return silence(ask.kind, f"Nobody called “{ask.speaker}” speaks in these articles.", looked_at=looked)
        if not remarks:
            return silence(ask.kind, f"The articles quote nothing that {whose.name} said.", looked_at=looked)
        listed = ", ".join(f"{name} {count}" for name, count in self._subjects.counted(remarks))
        hints = (f"{whose.name} speaks on: {listed}.",) if listed else ()
        return silence(
            ask.kind,
            f"The articles do not say what {whose.name} said about {ask.topic}.",
            looked_at=looked,
            hints=hints,
            confidence=0.8,
        )

    def _compose(self, ask: Ask, whose: Whose, ranked: Sequence[Remark], headline: str = "") -> Answer:
        citer, room = Citer(), ROOM
        blocks: list[Block] = []
        for remark in ranked:
            length = len(remark.stored.text)
            if len(blocks) >= SHOWN or (blocks and length > room):
                continue
            blocks.append(remark_block(remark, citer))
            room -= length + 80
        best = ranked[0]
        direct = sum(remark.direct for remark in ranked)
        counts = _counts(direct, len(ranked) - direct)
        return Answer(
            kind=ask.kind,
            answered=True,
            headline=headline or f"{whose.name} on {ask.topic}: {counts}.",
            confidence=round(0.55 + 0.4 * best.bearing * best.head, 3),
            blocks=tuple(blocks),
            citations=citer.citations,
            quotations=citer.quotations,
            hints=(whose.note,) if whose.note else (),
        )


def _counts(direct: int, reported: int) -> str:
    parts = []
    if direct:
        parts.append(f"{direct} quotation{'' if direct == 1 else 's'}")
    if reported:
        parts.append(f"{reported} reported remark{'' if reported == 1 else 's'}")
    return " and ".join(parts)


def _ranked(about: About, remarks: Sequence[tuple[StoredQuotation, Article]]) -> list[Remark]:
    """The remarks that bear on the topic: fully before in part, direct before reported, nearer before farther."""
    weighed = [Remark(stored, article, *bearing(about.terms, stored, article)) for stored, article in remarks]
    kept = [remark for remark in weighed if remark.bearing >= ENOUGH and remark.head >= HEAD]
    kept.sort(key=_order)
    return _once(kept)


def _order(remark: Remark) -> tuple[object, ...]:
    published = remark.article.record.header.published
    newest = -published.day.toordinal() if published else 0
    rank = 0 if remark.bearing >= FULL else 1
    return (rank, not remark.direct, -round(remark.bearing, 1), newest, remark.stored.article_id, remark.stored.id)


def _once(remarks: Sequence[Remark]) -> list[Remark]:
    """Each remark once: the same words in another outlet, or printed twice, say nothing new."""
    out: list[Remark] = []
    for remark in remarks:
        if all(fuzz.ratio(remark.stored.text, kept.stored.text) < SAME for kept in out):
            out.append(remark)
        if len(out) >= SHOWN * 5:
            break
    return out


def remark_block(remark: Remark, citer: Citer) -> Block:
    """One remark as shown: who and in what office, when; the words; through whom."""
    quotation, article = remark.stored.quotation, remark.article
    number = citer.quote(article, quotation, remark.stored.id)
    body = article.record.body
    return Block(
        words=_words(quotation, body),
        kind=quotation.kind,
        lead=_lead(quotation, article),
        after=_after(quotation),
        citations=(number,),
    )


def _words(quotation: Quotation, body: str) -> str:
    """The parts as printed; what stood between them, the cue, is left out and shown as a gap."""
    return " […] ".join(part.of(body) for part in quotation.parts)


def _lead(quotation: Quotation, article: Article) -> str:
    who = quotation.speaker or "Somebody the article does not name"
    named = f"{who}, {quotation.office}" if quotation.office and quotation.office not in who else who
    told = "" if quotation.kind is Kind.DIRECT else ", as reported"
    joint = ", jointly" if len(quotation.joint) > 1 or quotation.speaker_kind is EntityKind.GROUP else ""
    day = show_stamp(article.record.header.published, clock=False)
    return f"{named}{joint}{told} ({outlet_of(article.record.header)}, {day})"


def _after(quotation: Quotation) -> str:
    parts = [f"through {quotation.through}"] if quotation.through else []
    if quotation.translated:
        parts.append("translated")
    return ", ".join(parts)
