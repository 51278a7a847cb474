"""The one place where the parts are put together: a database, a lexicon, and what answers out of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bot.answer.answering import Answerer, Parts
from bot.answer.capitals import Capitals
from bot.answer.chat import Chat
from bot.answer.confidence import Calibration
from bot.answer.corpus import CorpusFacts
from bot.answer.doers import Doers
from bot.answer.entrance import Entrance
from bot.answer.events import Events
from bot.answer.facts import Facts
from bot.answer.glance import Glance
from bot.answer.headers import Headers
from bot.answer.judging import Judge
from bot.answer.moments import Moments
from bot.answer.narrated import Narrated
from bot.answer.offices import Offices
from bot.answer.persons import Persons
from bot.answer.premises import Premises
from bot.answer.printings import Printings
from bot.answer.quote import QuoteFinder
from bot.answer.relays import Relays
from bot.answer.reports import Reports
from bot.answer.said import Said
from bot.answer.said_when import SaidWhen
from bot.answer.sources import Sources
from bot.answer.stretch_finder import StretchFinder
from bot.answer.subjects import Subjects
from bot.answer.things import Things
from bot.answer.timing import Timing
from bot.answer.titles import Titles
from bot.answer.typed import TypeFinder
from bot.answer.variants import VariantFinder
from bot.answer.verify import Verifier
from bot.answer.whois import WhoIs
from bot.config import LARGEST
from bot.ingest.pipeline import Result, ingest
from bot.ingest.readers import Reader
from bot.ingest.understand import Understanding
from bot.lexicon import DATA, read_table
from bot.models import Answer, Ask, Outcome, Record
from bot.retrieve.evidence import EvidenceFinder
from bot.retrieve.neighbours import Neighbours
from bot.retrieve.occasions import OccasionReader
from bot.retrieve.outlets import OutletNames
from bot.retrieve.question import QuestionReader
from bot.retrieve.ranking import Ranker
from bot.retrieve.reports import ReportReader
from bot.retrieve.route import Router
from bot.retrieve.sides import Sides
from bot.retrieve.signs import has_type
from bot.retrieve.speaker_names import NameForms
from bot.retrieve.speakers import Speakers
from bot.retrieve.spelling import Spelling
from bot.store.articles import Articles
from bot.store.database import Database
from bot.store.days import Calendar
from bot.store.glimpses import Glimpses
from bot.store.names import Names
from bot.store.quotations import Quotations
from bot.store.scopes import HOST, STARTER
from bot.store.search import Corpus, Search
from bot.store.vocabulary import Vocabulary
from bot.text.bylines import outlet_names
from bot.text.dates import WhenReader
from bot.text.kin import Kin
from bot.text.people import Roster
from bot.text.places import Places
from bot.text.quotations.finder import QuotationFinder
from bot.text.reversal import Reversal
from bot.text.topics import Topics
from bot.text.wording import Wording

CORPUS = DATA / "corpus"
MANY = 200  # articles that came in at once, after which the indices are gathered
CHANGES = frozenset({Outcome.ADDED, Outcome.NEW_VERSION})


def utc_now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


class Lexicon:
    """The mechanisms that data/lexicon/ feeds, each built once."""

    def __init__(self) -> None:
        """Raises `LexiconError` where a file is unsound."""
        self.places = Places(read_table("places"))
        self.roster = Roster.from_tables(read_table)
        self.kin = Kin(read_table("kin"), read_table("irregular"))
        self.topics = Topics.from_tables(read_table)
        self.when = WhenReader.from_tables(read_table)
        self.questions = QuestionReader(read_table("questions"))
        self.types = TypeFinder(
            self.places,
            Things(read_table("questions"), read_table("outlets"), read_table("wording")["titles"]["words"].split()),
            read_table("questions"),
        )
        self.router = Router(read_table("questions"))
        self.names = NameForms(read_table("naming")["speakers"])
        self.sides = Sides(read_table("questions")["sides"], self.places, self.roster)
        never = " ".join(read_table("questions")[words] for words in ("stop", "no_names")).split()
        capitals = Capitals(self.roster, self.places, self.kin, never)
        self.entrance = Entrance(Chat(read_table("questions")["chat"]), capitals)
        self.roles = str(read_table("questions")["head"]["person"]).split()
        self.pointing = str(read_table("questions")["pointing"]).split()
        self.doing = " ".join(read_table("questions")[verbs] for verbs in ("pasts", "helping")).split()
        self.opening = " ".join(read_table("grammar")[words] for words in ("prepositions", "conjunctions")).split()
        reports = read_table("questions")["reports"]
        self.reports = ReportReader(reports)
        self.outlets = OutletNames(read_table("questions")["outlets"], reports["pieces"], reports["tells"], self.places)
        self.occasions = OccasionReader(read_table("questions")["occasions"])
        self.back = str(read_table("questions")["back"]).split()
        self.outlet_names = outlet_names(read_table("outlets"))
        self.wording = Wording(read_table("wording"), read_table("topics")["spelling"])
        self.reversal = Reversal(read_table("wording"))
        self.calibration = Calibration(read_table("confidence"))
        self.fields = read_table("fields")

    def understanding(self) -> Understanding:
        """What makes records of articles."""
        read = cache(read_table)  # several parts share a table
        return Understanding.from_tables(read, quotations=QuotationFinder.from_tables(read), linker=self.roster)


class Services:
    """What the terminal and Discord call. Opened with `Services.open`."""

    def __init__(self, database: Database, lexicon: Lexicon, clock: Callable[[], datetime], largest: int) -> None:
        self.articles = Articles(database)
        self.search = Search(database)
        self.quotations = Quotations(database)
        self.glimpses = Glimpses(database)
        self.vocabulary = Vocabulary(database)
        self.names = Names(database)
        self.calendar = Calendar(database)
        self.lexicon = lexicon
        self.finder = EvidenceFinder(
            self.search,
            self.articles,
            lexicon.questions,
            lexicon.kin,
            lexicon.topics,
            lexicon.roster,
            Ranker(read_table("ranking"), has_type),
            Spelling(self.vocabulary),
            lexicon.places,
        )
        self.answerer = _answerer(self, lexicon)
        self._clock = clock
        self._reader = Reader(lexicon.fields, largest)
        self._understanding: Understanding | None = None

    @classmethod
    @asynccontextmanager
    async def open(
        cls, path: Path | str, *, largest: int = LARGEST, clock: Callable[[], datetime] = utc_now
    ) -> AsyncIterator[Services]:
        """The services over the database in ``path``. Raises `StoreError` and `LexiconError`."""
        async with Database.open(path) as database:
            yield cls(database, Lexicon(), clock, largest)

    async def answer(self, ask: Ask) -> Answer:
        """The answer to a question, a silence, or a question back."""
        return await self.answerer.answer(ask)

    async def corpus(self, scopes: Sequence[str]) -> Corpus:
        """What may be seen, in numbers."""
        return await self.search.bounds(scopes)

    async def ingest(self, paths: Iterable[Path], *, scope: str = HOST, by: str | None = None) -> AsyncIterator[Result]:
        """Reads files and folders into the database, a `Result` for each article."""
        steps = ingest(paths, self._reader, self.understanding, self.articles, scope=scope, clock=self._clock, by=by)
        changed = 0
        async for result in steps:
            changed += result.saved is not None and result.saved.outcome in CHANGES
            yield result
        if changed >= MANY:
            await self.articles.settle()

    @property
    def understanding(self) -> Understanding:
        """What makes records of articles, built when it is first needed."""
        if self._understanding is None:
            self._understanding = self.lexicon.understanding()
        return self._understanding

    async def load_starter(self) -> None:
        """Brings the starter articles in; those that are there already change nothing."""
        async for _ in self.ingest([CORPUS], scope=STARTER):
            pass

    async def scopes(self) -> tuple[str, ...]:
        """What the terminal answers from: the host's articles, or the starter's as long as there are none."""
        if (await self.search.bounds([HOST])).articles:
            return (HOST,)
        if not (await self.search.bounds([STARTER])).articles:
            await self.load_starter()
        return (STARTER,)

    async def record(self, source: str, scopes: Sequence[str]) -> Record | None:
        """The record of the article that was read from ``source``."""
        found = await self.articles.by_source(scopes, source)
        return found[0].record if found else None


def _answerer(services: Services, lexicon: Lexicon) -> Answerer:
    search, articles, quotations = services.search, services.articles, services.quotations
    finder = services.finder
    neighbours = Neighbours(search, articles)
    saying, ahead = read_table("questions")["saying"], read_table("questions")["ahead"]
    moments = Moments(neighbours, lexicon.roster, lexicon.reversal, saying, ahead, lexicon.opening)
    timing = Timing(moments)
    corpus = CorpusFacts(search)
    stretches = StretchFinder(search, articles, quotations, services.glimpses, lexicon.wording, services.vocabulary)
    persons = Persons(read_table("wording"), lexicon.roster.keys)
    speakers = Speakers(quotations, articles, lexicon.roster, lexicon.names, lexicon.sides)
    variants = VariantFinder(quotations, services.glimpses, articles, lexicon.wording)
    offices = _offices(services, lexicon, timing, corpus)
    return Answerer(
        Parts(
            finder=finder,
            facts=Facts(articles, lexicon.types, moments, timing, lexicon.calibration, lexicon.pointing),
            premises=Premises(lexicon.places),
            doers=Doers(lexicon.places, lexicon.sides, lexicon.doing, lexicon.opening),
            headers=Headers(search, articles, finder, lexicon.outlets),
            offices=offices,
            said=SaidWhen(_said(services, lexicon, speakers, corpus), offices, lexicon.when),
            quoter=QuoteFinder(
                Glance(articles, quotations, services.glimpses, lexicon.wording),
                stretches,
                variants,
                lexicon.wording,
                lexicon.kin.of,
            ),
            verifier=Verifier(stretches, Judge(lexicon.wording, lexicon.reversal, persons.same)),
            whois=WhoIs(lexicon.roster, services.names, articles, lexicon.roles),
            corpus=corpus,
            calibration=lexicon.calibration,
            when=lexicon.when,
            outlets=lexicon.outlets,
            router=lexicon.router,
            report_reader=lexicon.reports,
            reports=Reports(finder, articles, timing, lexicon.when),
            relays=Relays(quotations, articles, speakers, read_table("header")["dateline"]["agencies"]),
            printings=Printings(quotations, articles, finder, speakers, variants),
            titles=Titles(lexicon.roster, lexicon.places, services.names, articles),
            entrance=lexicon.entrance,
            sources=Sources(lexicon.outlets, corpus, lexicon.outlet_names),
        )
    )


def _offices(services: Services, lexicon: Lexicon, timing: Timing, corpus: CorpusFacts) -> Offices:
    events = Events(services.finder, services.articles, lexicon.back)
    names, calendar, articles = services.names, services.calendar, services.articles
    return Offices(lexicon.roster, lexicon.when, names, calendar, articles, timing, corpus, events)


def _said(services: Services, lexicon: Lexicon, speakers: Speakers, corpus: CorpusFacts) -> Said:
    questions = read_table("questions")
    return Said(
        services.quotations,
        services.articles,
        services.finder,
        speakers,
        Subjects(lexicon.places, questions["plain_subjects"], read_table("topics")["japanese"]),
        corpus,
        Narrated(services.finder, services.articles, lexicon.questions),
        lexicon.occasions,
    )
