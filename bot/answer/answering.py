"""One question's way to its answer: the kind it is asked as, or the way that its words tell."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.answer.confidence import Calibration, Signs
from bot.answer.corpus import CorpusFacts
from bot.answer.doers import Doers
from bot.answer.entrance import ENGLISH, HINT, Entrance, in_other_letters
from bot.answer.facts import Facts
from bot.answer.findings import Finding
from bot.answer.headers import Headers
from bot.answer.japanese import said_in_japanese
from bot.answer.offices import Offices
from bot.answer.premises import Premises, without_dateline
from bot.answer.printings import Printings
from bot.answer.quote import QuoteFinder
from bot.answer.relays import Relays
from bot.answer.reports import Reports
from bot.answer.said_when import SaidWhen
from bot.answer.silence import silence
from bot.answer.sources import Sources, told_by
from bot.answer.titles import Titles
from bot.answer.verify import Verifier
from bot.answer.weighing import signs_of
from bot.answer.whois import WhoIs
from bot.models import Answer, Article, Ask, QuestionKind
from bot.retrieve.about import about_article
from bot.retrieve.evidence import EvidenceFinder
from bot.retrieve.outlets import OutletNames
from bot.retrieve.ranking import Evidence
from bot.retrieve.reports import Compared, Printed, Relayed, ReportReader, Titled, WhichReport
from bot.retrieve.route import DidSay, Remembered, Router, WhoSaid
from bot.retrieve.route import Said as SaidRoute
from bot.text.dates import WhenReader

_REPORTS = re.compile(
    r"\b(?:reports?|articles?|accounts?|stor(?:y|ies)|pieces?|outlets?|newspapers?|papers?|press(?!\s+(?:secretar|chief|officer|aide))|media|coverage|texts?|sources)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:reports|articles|accounts|stories|outlets|newspapers|papers|sources|versions|coverage)\b", re.IGNORECASE
)
NEAR_ENOUGH = 0.5  # share of the question that a passage holds which is shown though it is no answer
DOUBTED = 0.75  # confidence at most where the question's premise does not hold
ANOTHERS = 0.5  # confidence at most of what another outlet tells than the one that is to


@dataclass(frozen=True, slots=True)
class Parts:
    """What answers each kind of question."""

    finder: EvidenceFinder
    facts: Facts
    premises: Premises
    doers: Doers
    headers: Headers
    offices: Offices
    said: SaidWhen
    whois: WhoIs
    quoter: QuoteFinder
    verifier: Verifier
    corpus: CorpusFacts
    calibration: Calibration
    when: WhenReader
    outlets: OutletNames
    router: Router
    report_reader: ReportReader
    reports: Reports
    relays: Relays
    printings: Printings
    titles: Titles
    entrance: Entrance
    sources: Sources


@dataclass(frozen=True, slots=True)
class Case:
    """What was found for a plain question: the finding, what speaks for it, and the evidence, best first."""

    found: Finding
    signs: Signs
    ranked: list[Evidence]
    articles: dict[int, Article]


class Answerer:
    """Answers any question out of the articles that the asker may see."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def answer(self, ask: Ask) -> Answer:
        """The answer, a silence, or a question back; never an exception for what a user typed."""
        ask = self._parts.entrance.cleaned(ask)
        turned_away = self._parts.entrance.turned_away(ask)
        if turned_away:
            return turned_away
        if ask.kind is QuestionKind.SAID and ask.speaker:
            return await self._said(ask)
        if ask.kind is QuestionKind.QUOTE and ask.words:
            return await self._parts.quoter.answer(ask)
        if ask.kind is QuestionKind.VERIFY and ask.words:
            return await self._parts.verifier.answer(ask)
        return await self._by_words(ask)

    async def _by_words(self, ask: Ask) -> Answer:
        """The way that the question's own words tell."""
        ask = await self._parts.sources.asked(ask)
        about = about_article(ask.question)
        if about:
            return await self._parts.headers.answer(ask, about)
        told = await self._of_reports(ask)
        if told:
            return told
        way = said_in_japanese(ask.question) or self._parts.router.route(ask.question)
        if isinstance(way, SaidRoute):
            told = await self._of_speaker(ask, way)
            if told.answered or way.sure:
                return told
        if isinstance(way, Remembered):
            return await self._parts.quoter.answer(replace(ask, words=way.words))
        if isinstance(way, DidSay):
            return await self._did_say(ask, way)
        if isinstance(way, WhoSaid):
            found = await self._parts.quoter.answer(replace(ask, words=way.words))
            if found.answered:
                return found
        if not isinstance(way, WhoSaid):
            held = await self.office(ask) or await self._parts.whois.answer(ask)
            if held:
                return held
        return await self._plain(ask)

    async def _of_speaker(self, ask: Ask, way: SaidRoute) -> Answer:
        """What somebody said, or said to somebody."""
        asked = replace(ask, speaker=way.speaker, topic=way.topic)
        if way.hearer:
            return await self._said_to(asked, way.hearer, way.occasion)
        return await self._said(asked, way.occasion)

    async def _of_reports(self, ask: Ask) -> Answer | None:
        """What a question asks of the reports themselves; None where it asks about the world, or they do not tell."""
        match self._parts.report_reader.read(ask.question):
            case WhichReport(claim):
                return await self._parts.reports.telling(ask, claim)
            case Relayed(speaker, agency):
                return await self._parts.relays.answer(ask, speaker, agency=agency)
            case Compared(subject):
                return await self._compared(ask, subject)
            case Titled(person):
                return await self._parts.titles.answer(ask, person)
            case Printed(words, speaker, topic):
                if words:
                    return await self._parts.quoter.answer(replace(ask, words=words))
                return await self._parts.printings.answer(ask, speaker or "", topic)
            case _:
                differing = self._parts.report_reader.differing(ask.question)
                return await self._compared(ask, differing, named=True) if differing else None

    async def _compared(self, ask: Ask, subject: str, *, named: bool = False) -> Answer | None:
        """What reports tell of a subject side by side, of the outlets that the question names; ``named``: only of such."""
        corpus = await self._parts.corpus.bounds(ask.scopes)
        outlets = self._parts.outlets.named(subject, [name for name, _ in corpus.outlets if name])
        if len(outlets) < 2:
            return None if named else await self._parts.reports.compared(ask, subject)
        return await self._parts.reports.compared(ask, self._parts.outlets.without(subject, outlets), outlets)

    async def _said(self, ask: Ask, occasion: str | None = None) -> Answer:
        """What somebody said; what a report says is a question about its facts."""
        assert ask.speaker is not None
        corpus = await self._parts.corpus.bounds(ask.scopes)
        outlets = self._parts.outlets.named(ask.speaker, [name for name, _ in corpus.outlets if name])
        if _REPORTS.search(ask.speaker) and (outlets or not ask.question.startswith(ask.speaker)):
            asked = replace(ask, question=ask.topic or ask.question, outlets=tuple(outlets))
            return await self._plain(asked, wide=not outlets)
        answer = await self._parts.said.answer(ask, ask.speaker, occasion)
        itself = self._parts.outlets.exactly(ask.speaker, outlets)
        if itself and not answer.answered:
            return await self._plain(replace(ask, question=ask.topic or ask.question, outlets=tuple(itself)))
        return answer

    async def _said_to(self, ask: Ask, hearer: str, occasion: str | None) -> Answer:
        """What somebody told somebody; where none of it is printed as told to them, all of it, and that it is not."""
        told = await self._said(replace(ask, topic=hearer), occasion)
        if told.answered:
            return told
        every = await self._said(ask, occasion)
        if not every.answered:
            return every
        headline = f"Nothing is printed as said to {hearer}. {every.headline}"
        return replace(every, headline=headline, confidence=min(every.confidence, DOUBTED))

    async def _did_say(self, ask: Ask, way: DidSay) -> Answer:
        """Words in quotation marks are verified; others are a claim, for which the speaker's nearest remarks may stand."""
        verifier = self._parts.verifier
        asked = replace(ask, words=way.words, speaker=way.speaker)
        if way.literal:
            return await verifier.answer(asked)
        found = await verifier.claim(asked)
        if found:
            return found
        said = await self._said(replace(ask, speaker=way.speaker, topic=way.words))
        looked = await self._parts.corpus.looked_at(ask.scopes)
        return verifier.claims.of_remarks(way.words, way.speaker, said, looked)

    async def office(self, ask: Ask) -> Answer | None:
        """Who held an office, where that is asked."""
        return await self._parts.offices.answer(ask)

    async def case(self, ask: Ask, *, wide: bool = False) -> Case | None:
        """What the articles hold for a plain question, and what speaks for it; None where nothing is found."""
        parts = self._parts
        asked = parts.when.parse(ask.question, ask.now)
        days, when = (asked.days, asked.span) if asked else (None, None)
        query = await parts.finder.query(ask.question, ask.now, ask.scopes, days=days, when=when if days else None)
        query = replace(query, wide=wide or _SEVERAL.search(ask.question) is not None)
        ranked, articles = await parts.finder.find(query, ask.scopes)
        if ask.outlets:
            ranked = told_by(ask.outlets, ranked, articles)
        found = await parts.facts.finding(ask, query, ranked, articles)
        if found is None:
            return None
        another = parts.doers.of_another(query, found.evidence, articles[found.evidence.article_id].record.body)
        return Case(found, signs_of(query, found, ranked, articles, query.latest, another=another), ranked, articles)

    async def _plain(self, ask: Ask, *, wide: bool = False) -> Answer:
        """A fact, or silence where nothing bears on it well enough. ``wide``: several reports are asked for."""
        strange = self._parts.sources.strange(ask)
        ask = replace(ask, question=strange[1]) if strange else ask
        case = await self.case(ask, wide=wide)
        if case is None:
            return await self._silent(ask, "", 0.9)
        if elsewhere := await self._elsewhere(ask, case):
            return elsewhere
        probability = self._parts.calibration.probability(case.signs)
        if case.signs.lacking or probability < self._parts.calibration.silent:
            return await self._silent(ask, _nearest(case.ranked[0]), 1 - probability)
        article = case.articles[case.found.evidence.article_id]
        if strange is None or self._parts.sources.is_named(strange[0], article):
            return self.composed(ask, case, probability)
        answer = self.composed(ask, case, min(probability, ANOTHERS))
        return replace(answer, hints=(f"No article here is known to be from {strange[0]}.", *answer.hints))

    async def _elsewhere(self, ask: Ask, case: Case) -> Answer | None:
        """The answer with the true place, where the question puts what happened in another."""
        premises = self._parts.premises
        premise = premises.of(ask.question)
        if premise is None or premise.place.text in without_dateline(case.found.evidence.text):
            return None
        found = await self.case(replace(ask, question=premise.without))
        instead = premises.instead(premise, found.found.evidence.text) if found else None
        if found is None or instead is None or found.signs.lacking:
            return None
        probability = self._parts.calibration.probability(found.signs)
        if probability < self._parts.calibration.sure:
            return None
        answer = self.composed(ask, found, probability)
        headline = f"The articles say {instead.text}, not {premise.place.text}. {answer.headline}"
        return replace(answer, headline=headline, confidence=min(probability, DOUBTED))

    def composed(self, ask: Ask, case: Case, confidence: float) -> Answer:
        """The answer to a plain question, whatever its confidence."""
        return self._parts.facts.compose(ask, case.found, case.articles, confidence)

    async def _silent(self, ask: Ask, nearest: str, confidence: float) -> Answer:
        if in_other_letters(ask.question):
            return silence(ask.kind, ENGLISH, hints=(HINT,), confidence=confidence)
        looked = await self._parts.corpus.looked_at(ask.scopes)
        asked = self._parts.when.parse(ask.question, ask.now)
        sure = asked if asked and not asked.assumed else None  # "January 11" may be of any year
        outside = await self._parts.corpus.outside(ask.scopes, sure.days) if sure and sure.days else ()
        return silence(ask.kind, looked_at=looked, nearest=nearest, hints=outside, confidence=confidence)


def _nearest(evidence: Evidence) -> str:
    """The passage where it holds so much of the question that it may help; "" where it has hardly to do with it."""
    return evidence.text if evidence.reach.own >= NEAR_ENOUGH else ""
