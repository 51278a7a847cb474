"""Who held an office: the lexicon tells whom to look for, an article has to name them.

The lexicon is never evidence: a holder whom no article of that time names is not given as an answer,
and an office that the cited words do not print is shown apart, as background.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.citing import Citer
from bot.answer.corpus import CorpusFacts
from bot.answer.events import Event, Events
from bot.answer.findings import doubtful
from bot.answer.silence import silence
from bot.answer.timing import NEAR, Timing
from bot.models import Answer, Article, Ask, Block, Days, NameMention, Precision, Span
from bot.store.articles import Articles
from bot.store.days import Calendar
from bot.store.names import Names
from bot.text.dates import WhenReader, show_days
from bot.text.people import Person, Roster, Term

LOOKED_AT = 16  # articles that name a holder and are read
MOST_NAMING = 2_000  # articles that name a holder and are compared with those of the time
ENOUGH = 1.0  # fit from which an article speaks for the time
DATED_BY = 0.75  # confidence where the time is that of an article which tells of an event, whole
SURE = 0.6  # below: this may be it
Time = tuple[Days | None, Precision]
_WHO_HELD = re.compile(
    r"^\W*(?:who|which\s+(?:man|woman|person|politician))\s+(?:was|were|is|are|became|served\s+as|serves\s+as|held|holds|has\s+been|had\s+been)\s+(?:then\s+)?",
    re.IGNORECASE,
)
_HEAD_ENDS = re.compile(
    r"\b(?:when|while|during|at|in|on|before|after|as|since|until|under|who|that|whom|by|to|with)\b|[,?!;]",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:when|while|as|during|at\s+the\s+time\s+(?:of|that|when))\s+(?P<event>\S+\s.+?)\W*$", re.IGNORECASE
)
_NOW = re.compile(r"^\W*who\s+(?:is|are|serves|holds)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Holder:
    """A holder of an office as an article names them."""

    person: Person
    office: str
    article: Article
    mention: NameMention
    printed: bool  # the words beside the name print the office
    fit: float  # how well the article is of the time asked for
    days: Days | None = None  # that time


class Offices:
    """Answers who held which office."""

    def __init__(
        self,
        roster: Roster,
        when: WhenReader,
        names: Names,
        calendar: Calendar,
        articles: Articles,
        timing: Timing,
        corpus: CorpusFacts,
        events: Events,
    ) -> None:
        self._roster = roster
        self._when = when
        self._names = names
        self._calendar = calendar
        self._articles = articles
        self._timing = timing
        self._corpus = corpus
        self._events = events

    async def answer(self, ask: Ask) -> Answer | None:
        """Who held the office that is asked for; None where the question is of another kind, or nobody is known."""
        asked = _WHO_HELD.match(ask.question)
        if not asked:
            return None
        rest = ask.question[asked.end() :]
        end = _HEAD_ENDS.search(rest)
        offices = self._held(_singular(rest[: end.start()] if end else rest))
        if not offices:
            return None
        asked_for = self._when.every(ask.question, ask.now)
        times: list[Time] = [(each.days, each.precision) for each in asked_for if each.days]
        event = _EVENT.search(rest) if not times else None
        if event:
            meant = await self._events.find(ask, event["event"])
            told = await self._at(ask, offices, meant) if meant else None
            return told or silence(ask.kind, looked_at=await self._corpus.looked_at(ask.scopes), confidence=0.8)
        found = [(time, await self._holder(ask, offices, time[0])) for time in times or [(None, Precision.DAY)]]
        known = [(time, holder) for time, holder in found if holder]
        if not known:
            looked = await self._corpus.looked_at(ask.scopes)
            return silence(ask.kind, looked_at=looked, confidence=0.8) if self._anyone(offices, times) else None
        return self._compose(ask, known, times)

    async def _at(self, ask: Ask, offices: Sequence[str], event: Event) -> Answer | None:
        """Who held the office on the day of an event, with the passage that tells of it."""
        days = event.days
        time = (days, Precision.DAY if days.is_day else Precision.SPAN)
        holder = await self._holder(ask, offices, time[0])
        if holder is None:
            return None
        citer = Citer()
        holding = self._block(holder, citer, "")
        telling = Block(
            words=event.passage.text,
            lead=f"Told of {'on' if days.is_day else 'in'} {show_days(*time)}",
            citations=(citer.cite(event.article, event.passage.span),),
        )
        confidence = DATED_BY * event.passage.reach.own
        sure = confidence >= SURE
        return Answer(
            kind=ask.kind,
            answered=True,
            headline=holder.person.name if sure else doubtful(holder.person.name),
            confidence=confidence,
            blocks=(holding, telling),
            citations=citer.citations,
            sure=sure,
        )

    async def contradicted(self, ask: Ask, named: str, days: Days | None) -> Answer | None:
        """That somebody else held the office which a question gives to a person; None where nothing speaks against it."""
        resolved = self._roster.resolve(named, days)
        if days is None or not resolved.offices or not resolved.candidates:
            return None
        meant = {candidate.id for candidate in resolved.candidates}
        offices = [o for o in self._held(named) if any(o == t.office for c in meant for t in self._terms(c))]
        if not offices or any(p.id in meant for office in offices for p in self._roster.holders(office, days)):
            return None
        holder = await self._holder(ask, offices, days)
        if holder is None or holder.fit < NEAR:
            return None
        citer = Citer()
        title = self._title(holder.office)
        when = show_days(days, Precision.SPAN)
        return Answer(
            kind=ask.kind,
            answered=True,
            headline=f"{title} in {when} was {holder.person.name}, not {resolved.candidates[0].name}.",
            confidence=0.75,
            blocks=(self._block(holder, citer, ""),),
            citations=citer.citations,
        )

    def _held(self, words: str) -> list[str]:
        """The offices that the words name, those that one person holds at a time."""
        offices = (self._roster.office(office) for office in self._roster.office_words(words))
        return [office.id for office in offices if office and not office.shared]

    def _terms(self, key: str) -> Sequence[Term]:
        person = self._roster.person(key)
        return person.terms if person else ()

    def _anyone(self, offices: Sequence[str], times: Sequence[Time]) -> bool:
        days = times[0][0] if times else None
        return any(self._roster.holders(office, days) for office in offices)

    async def _holder(self, ask: Ask, offices: Sequence[str], days: Days | None) -> Holder | None:
        """The holder whom the best fitting article names."""
        now = Days.single(ask.now) if days is None and _NOW.match(ask.question) else days
        people = {p.id: (p, office) for office in offices for p in self._roster.holders(office, now)}
        if not people and days is None:
            people = {p.id: (p, office) for office in offices for p in self._roster.holders(office)}
        best: Holder | None = None
        for article in await self._naming(ask, list(people), days):
            fit = await self._timing.fit(ask, article, days) if days else 1.0
            for person, office in people.values():
                candidate = self._named(person, office, article, fit, days)
                if candidate and (best is None or _rank(candidate, days) > _rank(best, days)):
                    best = candidate
        return best if best is None or best.fit >= ENOUGH or days is None else None

    async def _naming(self, ask: Ask, keys: Sequence[str], days: Days | None) -> list[Article]:
        """Articles that name one of the people: those of the time first, then the last to come in."""
        naming = await self._names.articles_naming(keys, ask.scopes, limit=MOST_NAMING)
        of_time = await self._calendar.within(days, ask.scopes) if days else ()
        there = set(naming)
        ids = [*(each.article_id for each in of_time if each.article_id in there), *naming]
        wanted = list(dict.fromkeys(ids))[:LOOKED_AT]
        found = await self._articles.get(wanted)
        return [found[number] for number in wanted if number in found]

    def _named(self, person: Person, office: str, article: Article, fit: float, days: Days | None) -> Holder | None:
        """The mention of a person beside which the office is printed, else their first."""
        mentions = [mention for mention in article.record.names if mention.key == person.id]
        if not mentions:
            return None
        printed = next((m for m in mentions if m.title and self._prints(office, m, article)), None)
        return Holder(person, office, article, printed or mentions[0], printed is not None, fit, days)

    def _prints(self, office: str, mention: NameMention, article: Article) -> bool:
        body = article.record.body
        around = body[max(0, mention.span.start - 60) : mention.span.end + 60]
        named = self._roster.office_words(f"{mention.title} {mention.name}")
        return office in named or office in self._roster.office_words(around)

    def _title(self, office: str) -> str:
        known = self._roster.office(office)
        return known.title if known else office

    def _compose(
        self,
        ask: Ask,
        known: Sequence[tuple[Time, Holder]],
        times: Sequence[Time],
    ) -> Answer:
        citer = Citer()
        blocks: list[Block] = []
        told: list[str] = []
        for time, holder in known:
            when = show_days(time[0], time[1]) if time[0] else ""
            blocks.append(self._block(holder, citer, when if len(times) > 1 else ""))
            told.append(f"{when}: {holder.person.name}" if len(times) > 1 else holder.person.name)
        return Answer(
            kind=ask.kind,
            answered=True,
            headline="; ".join(dict.fromkeys(told)),
            confidence=0.92 if all(holder.printed for _, holder in known) else 0.8,
            blocks=tuple(blocks),
            citations=citer.citations,
        )

    def _block(self, holder: Holder, citer: Citer, lead: str) -> Block:
        body = holder.article.record.body
        number = citer.cite(holder.article, holder.mention.span)
        passage = citer.citations[number - 1].span or holder.mention.span
        mark = Span(holder.mention.span.start - passage.start, holder.mention.span.end - passage.start)
        after = "" if holder.printed else f"(Background, not from the articles: {self._background(holder)})"
        return Block(words=passage.of(body), marks=(mark,), lead=lead, after=after, citations=(number,))

    def _background(self, holder: Holder) -> str:
        published = holder.article.record.header.published
        terms = [t for t in holder.person.terms if t.office == holder.office]
        days = holder.days or (Days.single(published.day) if published else None)
        then = [t for t in terms if days and t.on(days)]
        term = next(iter(then or terms), None)
        title = self._title(holder.office)
        if term is None:
            return f"{holder.person.name}, {title}."
        last = show_days(Days.single(term.last), Precision.DAY) if term.last else "today, as far as is known"
        return f"{title} from {show_days(Days.single(term.first), Precision.DAY)} to {last}."


def _singular(words: str) -> str:
    """The last word of an office made singular: "foreign ministers" as "foreign minister"."""
    text = words.rstrip()
    return f"{text[:-3]}y" if text.endswith("ies") else text[:-1] if text.endswith("s") and text[-2:] != "ss" else text


def _rank(holder: Holder, days: Days | None) -> tuple[float, bool, int]:
    """The article of the time before others, then the one that prints the office, then the nearest to the days or the newest."""
    published = holder.article.record.header.published
    newest = published.day.toordinal() if published else 0
    return (round(holder.fit, 2), holder.printed, -abs(newest - days.first.toordinal()) if days else newest)
