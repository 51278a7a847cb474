"""The values that the rooms hand to each other: frozen, plain, without I/O.

Offsets are characters of an article's body, half open: ``body[start:end]`` is the words.
Days are proleptic Gregorian `datetime.date`; a stretch of days includes both ends.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum


class Precision(StrEnum):
    """How exactly a time is known."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    SPAN = "span"  # any other stretch of days: "early this year", "last week", a season


class Found(StrEnum):
    """How a fact or a day is known."""

    STATED = "stated"
    RELATIVE = "relative to publication"
    INFERRED = "inferred"


class Kind(StrEnum):
    """Whose words a quotation holds: the speaker's own, or the article's for what was said."""

    DIRECT = "direct"
    REPORTED = "reported"


class PassageKind(StrEnum):
    """What a passage of a body is."""

    SENTENCE = "sentence"
    CAPTION = "caption"
    HEADING = "heading"


class EntityKind(StrEnum):
    """What a name stands for."""

    PERSON = "person"
    BODY = "body"  # a ministry, a government, a party, a company, a news agency
    PLACE = "place"
    GROUP = "group"  # "officials", "both sides", "the ministers"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` to ``end`` (half open) of a body."""

    start: int
    end: int

    def of(self, body: str) -> str:
        """The words that the span covers."""
        return body[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Days:
    """A day, or a stretch of days from ``first`` to ``last``, both included."""

    first: date
    last: date

    @classmethod
    def single(cls, day: date) -> Days:
        """One day."""
        return cls(day, day)

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last

    def meet(self, other: Days) -> Days | None:
        """The days that both hold, or None."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Days(first, last) if first <= last else None


@dataclass(frozen=True, slots=True)
class Stamp:
    """When an article was published: a day, with clock and zone where the page prints them.

    ``day`` and ``clock`` are as printed, in the zone printed; ``offset`` is that zone's distance
    from UTC in minutes. For `Precision.MONTH` and `Precision.YEAR`, ``day`` is the first day.
    """

    day: date
    precision: Precision
    found: Found
    clock: time | None = None
    zone: str | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the header: its value, and the line that tells it, as the file has it."""

    value: str
    line: str
    found: Found = Found.STATED


@dataclass(frozen=True, slots=True)
class Header:
    """What an article tells of itself; None where the text does not say."""

    title: Fact | None = None
    outlet: Fact | None = None
    author: Fact | None = None
    dateline: Fact | None = None
    url: Fact | None = None
    published: Stamp | None = None
    published_line: str | None = None
    based_on: str | None = None  # "The Japan News, 13 January 2024: Title", for a brief in our own words


@dataclass(frozen=True, slots=True)
class Removed:
    """A line that cleaning took out: its number in the decoded text (from 1), its words, and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, caption block or heading of a body: the unit that is retrieved and cited."""

    span: Span
    kind: PassageKind
    paragraph: int  # counted from 0 in the body


@dataclass(frozen=True, slots=True)
class DayChoice:
    """One reading of a mention of a time."""

    days: Days
    precision: Precision
    found: Found
    how: str  # for a person: "Friday before publication (13 January 2024, JST)"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A mention of a time in a body, with every reading that the article alone leaves open.

    No candidate: the article alone does not place it ("January 11" in an undated article); the
    printed parts then stay for comparison with other articles. One: settled. Several: open.
    ``duration`` marks "over the last four years", "one-hour", which name no day.
    """

    span: Span
    text: str
    candidates: tuple[DayChoice, ...] = ()
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # Monday is 0
    duration: bool = False


@dataclass(frozen=True, slots=True)
class NameMention:
    """A mention of a person or body, tied to whom it means.

    ``name`` is the fullest form that the article or the lexicon has; ``key`` identifies the
    person or body across articles: the lexicon's id, else the folded full name.
    ``title`` is the office or honorific printed with it, without the name.
    """

    span: Span
    text: str
    name: str
    key: str
    kind: EntityKind
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that an article gives to a speaker, in one part or several.

    ``parts`` are spans of the body without the outer quotation marks, in order. ``speaker`` is
    the fullest name or the role as printed; None when nothing decides. ``speaker_key`` is as in
    `NameMention`. ``also`` are the keys of those who share a joint remark.
    """

    kind: Kind
    parts: tuple[Span, ...]
    speaker: str | None
    speaker_key: str | None = None
    speaker_kind: EntityKind | None = None
    speaker_span: Span | None = None  # where this remark's speaker is printed, pronoun or name
    cue: Span | None = None
    office: str | None = None  # the title printed with the speaker anywhere in the article
    through: str | None = None  # the outlet through which the remark came
    said: DateMention | None = None  # when it was said, as far as the article tells
    joint: tuple[str, ...] = ()  # keys of all speakers of a joint remark
    translated: bool = False
    confidence: float = 0.5  # that words and speaker are both right

    @property
    def span(self) -> Span:
        """From the first part's start to the last part's end."""
        return Span(self.parts[0].start, self.parts[-1].end)


@dataclass(frozen=True, slots=True)
class RawArticle:
    """What a reader makes of a file or page, before cleaning. ``fields`` are facts stated beside the text."""

    source: str
    text: str
    fields: tuple[tuple[str, str], ...] = ()  # canonical name of data/lexicon/fields.toml -> value
    lines: tuple[tuple[str, str], ...] = ()  # canonical name -> the line as the file has it
    ignored: tuple[str, ...] = ()  # keys that no field is called by


@dataclass(frozen=True, slots=True)
class Record:
    """One article as read and understood, ready to be stored. All spans point into ``body``."""

    source: str
    header: Header
    body: str
    passages: tuple[Passage, ...]
    removed: tuple[Removed, ...] = ()
    dates: tuple[DateMention, ...] = ()
    names: tuple[NameMention, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An article as the store gives it back."""

    id: int
    version: int
    scope: str  # "starter", "host" or "server:ID"
    record: Record


class Outcome(StrEnum):
    """What storing an article did."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    NEW_VERSION = "new version"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Near:
    """Another article with nearly the same text; ``likeness`` from 0 to 100."""

    id: int
    source: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Saved:
    """What storing an article did, and to which."""

    outcome: Outcome
    id: int
    version: int
    near: tuple[Near, ...] = field(default=())


class QuestionKind(StrEnum):
    """What a question asks for; the names are those of the terminal's commands."""

    ASK = "ask"
    WHO = "who"
    WHEN = "when"
    WHAT = "what"
    WHERE = "where"
    HOW_MANY = "how_many"
    SAID = "said"
    QUOTE = "quote"
    VERIFY = "verify"


class Verdict(StrEnum):
    """What `verify` finds: the first that holds, in this order."""

    INVENTED = "invented"
    STITCHED = "stitched"
    WRONG_SPEAKER = "wrong_speaker"
    REPORTED_NOT_DIRECT = "reported_not_direct"
    ALTERED = "altered"
    TRUE = "true"


@dataclass(frozen=True, slots=True)
class Ask:
    """A question as a user put it. ``now`` is the day it is asked; ``scopes`` what the asker may see."""

    kind: QuestionKind
    now: date
    scopes: tuple[str, ...] = ("host",)
    question: str = ""
    speaker: str | None = None  # said, verify
    topic: str | None = None  # said
    words: str | None = None  # quote: the words remembered; verify: the quotation
    quote_kind: Kind | None = None  # said: direct or reported alone
    since: date | None = None
    until: date | None = None
    outlets: tuple[str, ...] = ()  # whose articles alone are to tell it; all where there are none
    pages: bool = False  # all that was found is wanted, to leaf through; else what fits a screen


@dataclass(frozen=True, slots=True)
class Citation:
    """What an answer points to. ``passage`` is ``body[start:end]``, or the header's line with no span."""

    number: int
    article_id: int
    source: str
    span: Span | None  # None: a fact of the header
    passage: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None  # as shown: "13 January 2024, 15:15 JST"
    url: str | None = None
    based_on: str | None = None


@dataclass(frozen=True, slots=True)
class QuotedPart:
    """One part of a quotation that an answer shows; ``group`` counts the quotations from 1."""

    text: str
    speaker: str | None
    kind: Kind
    article_id: int
    source: str
    span: Span
    group: int
    quotation_id: int | None = None


class Change(StrEnum):
    """One step of a word-by-word difference."""

    SAME = "same"
    DROPPED = "dropped"  # in the article, not in the words asked about
    ADDED = "added"  # in the words asked about, not in the article


@dataclass(frozen=True, slots=True)
class Difference:
    """A run of words that is the same, dropped or added."""

    change: Change
    words: str


@dataclass(frozen=True, slots=True)
class Block:
    """A piece under the headline: words of an article, with what stands before and after them.

    ``words`` is verbatim; ``marks`` are spans inside ``words`` to be shown in bold; ``kind`` says
    whether the words are a speaker's own (shown in quotation marks), reported speech or, None, the
    article's. ``citations`` are the numbers that bear the block.
    """

    words: str = ""
    marks: tuple[Span, ...] = ()
    kind: Kind | None = None
    lead: str = ""  # "Antony Blinken, Secretary of State, 11 January 2023"
    after: str = ""  # "reported by ..., part of a longer sentence"
    citations: tuple[int, ...] = ()
    difference: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply with its citations, strongest first. ``answered`` False is a silence, or a question back.

    ``sure`` tells a plain answer from "this may be it". ``hints`` are next steps in words ("Blinken
    speaks on: Okinawa 2, Ukraine 3"); ``choices`` are names to choose from, when two could be meant.
    """

    kind: QuestionKind
    answered: bool
    headline: str
    confidence: float
    blocks: tuple[Block, ...] = ()
    citations: tuple[Citation, ...] = ()
    quotations: tuple[QuotedPart, ...] = ()
    verdict: Verdict | None = None
    sure: bool = True
    hints: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredQuotation:
    """A quotation as the store gives it back, with its number and the article it stands in."""

    id: int
    article_id: int
    quotation: Quotation
    text: str  # the parts' words, joined by a blank


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """A speaker of the corpus and how many quotations there are."""

    key: str
    name: str
    kind: EntityKind
    direct: int
    reported: int
