"""Articles and judges made by hand for the tests of answers about words."""

from collections.abc import Sequence
from datetime import date

from bot.answer.judging import Judge, Judgement
from bot.answer.persons import Persons
from bot.answer.stretches import Stretch, spoken_stretches, written_stretch
from bot.lexicon import read_table
from bot.models import (
    Article,
    EntityKind,
    Fact,
    Found,
    Header,
    Kind,
    Precision,
    Quotation,
    Record,
    Span,
    Stamp,
    StoredQuotation,
)
from bot.text.reversal import Reversal
from bot.text.segment import segment
from bot.text.wording import Wording

TABLE = read_table("wording")
WORDING = Wording(TABLE, read_table("topics")["spelling"])
REVERSAL = Reversal(TABLE)
PERSONS = Persons(TABLE, lambda _name, _day: frozenset())
JUDGE = Judge(WORDING, REVERSAL, PERSONS.same)

Said = tuple[str | None, str]


def article(
    body: str,
    direct: Sequence[Said] = (),
    reported: Sequence[Said] = (),
    *,
    number: int = 1,
    day: date | None = None,
    outlet: str | None = None,
) -> Article:
    """An article whose quotations are named by speaker and words; " | " parts the parts of one."""
    quotations = [_quotation(body, Kind.DIRECT, *said) for said in direct]
    quotations += [_quotation(body, Kind.REPORTED, *said) for said in reported]
    header = Header(
        outlet=Fact(outlet, outlet) if outlet else None,
        published=Stamp(day, Precision.DAY, Found.STATED) if day else None,
    )
    record = Record(f"{number}.txt", header, body, segment(body), quotations=tuple(quotations))
    return Article(number, 1, "host", record)


def _quotation(body: str, kind: Kind, speaker: str | None, words: str) -> Quotation:
    parts, at = [], 0
    for part in words.split(" | "):
        at = body.index(part, at)
        parts.append(Span(at, at + len(part)))
        at += len(part)
    return Quotation(kind, tuple(parts), speaker, speaker and speaker.casefold(), EntityKind.PERSON, confidence=0.9)


def stored(one: Article) -> list[StoredQuotation]:
    """The article's quotations as the store gives them."""
    body = one.record.body
    return [
        StoredQuotation(100 * one.id + number, one.id, quotation, " ".join(part.of(body) for part in quotation.parts))
        for number, quotation in enumerate(one.record.quotations, 1)
    ]


def stretches(*articles: Article) -> list[Stretch]:
    """All that words can be compared with in these articles."""
    found = []
    for one in articles:
        found += spoken_stretches(one, stored(one), WORDING)
        found.append(written_stretch(one, Span(0, len(one.record.body)), stored(one), WORDING))
    return found


def judge(words: str, speaker: str | None, *articles: Article) -> Judgement:
    """The verdict on words over these articles."""
    return JUDGE.judge(words, speaker, stretches(*articles))
