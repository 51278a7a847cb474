"""What is fuzzed: for each name, what is done with a text and what has to hold of the result.

A target raises for a finding; what a user is told in words (`CornerstoneError`) is none.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time
from functools import cache

from bench.fuzz.rendering import render
from bench.fuzz.serving import answer, take
from bench.fuzz.texts import text_of
from bot.errors import ArticleRefused, CornerstoneError
from bot.ingest.readers import Reader
from bot.ingest.understand import Understanding
from bot.lexicon import read_table
from bot.models import Found, Precision, RawArticle, Record, Span, Stamp
from bot.retrieve.question import QuestionReader
from bot.services import Lexicon
from bot.store.packing import pack, unpack
from bot.terminal.asking import ask_of_line
from bot.text.compare import align, differences, runs
from bot.text.dates import DateFinder, WhenReader
from bot.text.numbers import find_numbers
from bot.text.people import Roster
from bot.text.places import Places
from bot.text.quotations.finder import QuotationFinder
from bot.text.reversal import Reversal
from bot.text.segment import segment
from bot.text.stamps import StampReader
from bot.text.wording import Wording, unify
from bot.ui.options import reread, span_of

NOW = date(2024, 2, 1)
PUBLISHED = Stamp(NOW, Precision.MINUTE, Found.STATED, time(9, 30), "JST", 540)
LIMIT = 1_000_000
FORMATS = (".txt", ".md", ".html", ".json", ".jsonl")


@dataclass(frozen=True, slots=True)
class Target:
    """``decode`` makes a fuzzer's bytes a text, ``run`` takes the text; ``long`` says that it may be long."""

    run: Callable[[str], None]
    decode: Callable[[bytes], str] = text_of
    long: bool = True


@cache
def _lexicon() -> Lexicon:
    return Lexicon()


@cache
def _understanding() -> Understanding:
    return _lexicon().understanding()


def _inside(body: str, spans: Iterable[Span | None]) -> None:
    for span in spans:
        assert span is None or 0 <= span.start < span.end <= len(body), span


def clean(text: str) -> None:
    """An article from its text: passages are words of it, in order, and every span lies in the body."""
    with suppress(ArticleRefused):
        record = _understanding().understand(RawArticle("a.txt", text))
        _check(record, " ".join(text.split()))
        assert unpack(Record, pack(Record, record)) == record


def _check(record: Record, whole: str) -> None:
    body = record.body
    at = 0
    for passage in record.passages:
        words = passage.span.of(body)
        assert at <= passage.span.start < passage.span.end <= len(body)
        assert words == words.strip()
        assert " ".join(words.split()) in whole
        at = passage.span.end
    _inside(body, [mention.span for mention in record.dates])
    _inside(body, [mention.span for mention in record.names])
    for quotation in record.quotations:
        _inside(body, [*quotation.parts, quotation.cue, quotation.speaker_span])
        assert list(quotation.parts) == sorted(quotation.parts)


@cache
def _dates() -> tuple[DateFinder, WhenReader, StampReader]:
    stamps = StampReader(read_table("zones"), read_table("header"), read_table("calendar"))
    return DateFinder.from_tables(read_table), WhenReader.from_tables(read_table), stamps


def dates(text: str) -> None:
    """Days of an article with and without a day of its own, of a question, and of a stamp."""
    finder, when, stamps = _dates()
    for published in (None, PUBLISHED):
        for mention in finder.find(text, published, "Tokyo"):
            assert mention.text == mention.span.of(text)
            assert all(choice.days.first <= choice.days.last for choice in mention.candidates)
    for asked in when.every(text[:1_500], NOW):
        assert asked.text == asked.span.of(text[:1_500])
        assert asked.days is None or asked.days.first <= asked.days.last
    stamps.read(text)
    stamps.value(text)
    with suppress(CornerstoneError):
        span_of(text, None)


@cache
def _quotations() -> QuotationFinder:
    return QuotationFinder.from_tables(read_table)


def quotations(text: str) -> None:
    """Quotations of a body taken as it stands: trimmed parts, none over another of its kind."""
    taken: dict[str, int] = {}
    parts = sorted((part, one.kind) for one in _quotations().find(text) for part in one.parts)
    for part, kind in parts:
        assert taken.get(kind, 0) <= part.start < part.end <= len(text)
        assert part.of(text) == part.of(text).strip()
        taken[kind] = part.end
    segment(text)


@cache
def _readers() -> tuple[QuestionReader, Roster, Places, Wording, Reversal]:
    parts = _lexicon()
    return parts.questions, parts.roster, parts.places, parts.wording, parts.reversal


def question(text: str) -> None:
    """A question as typed: its kind, focus, words, people, places, numbers, and as it is asked again."""
    reader, roster, places, _, _ = _readers()
    _lexicon().router.route(text)
    focus = reader.focus(text)
    _inside(text + " ", [Span(focus.span.start, focus.span.end + 1)])
    reader.terms(text, focus)
    roster.resolve(text, NOW)
    _inside(text, [mention.span for mention in places.find(text)])
    _inside(text, [number.span for number in find_numbers(text)])
    with suppress(CornerstoneError):
        reread(text, "Ann Marsh", NOW)
    with suppress(CornerstoneError):
        ask_of_line({"command": "ask", "question": text, "asked": text}, NOW, ("host",))


def verify(text: str) -> None:
    """The first line is asked about, the rest is the article's: runs are the same words, the difference is told."""
    _, _, _, wording, reversal = _readers()
    asked, _, source = text.partition("\n")
    one, other = unify(wording.words(asked), wording.words(source))
    mine, theirs = [word.key for word in one], [word.key for word in other]
    for run in runs(mine, theirs):
        assert mine[run.left : run.left_end] == theirs[run.right : run.right_end]
    laid = align(mine, theirs, wording.weight)
    if laid is not None:
        assert 0 <= laid.share <= 1 + 1e-9
        differences(laid, one, asked, other, source)
    reversal.turns(source)
    reversal.cut(asked, source, asked)


def _as_is(data: bytes) -> str:
    return data.decode("latin-1")


def readers(text: str) -> None:
    """A file of each format from its bytes (a character each): articles or refusals, fit to be stored."""
    data = text.encode("latin-1", "replace")
    reader = Reader(read_table("fields"), LIMIT)
    for suffix in FORMATS:
        with suppress(ArticleRefused):
            for item in reader.parse(f"a{suffix}", data):
                json.dumps(repr(item)).encode()
                if isinstance(item, RawArticle):
                    "".join((item.text, *(value for pair in item.fields for value in pair))).encode()


TARGETS = {
    "clean": Target(clean),
    "dates": Target(dates),
    "quotations": Target(quotations),
    "question": Target(question),
    "verify": Target(verify),
    "readers": Target(readers, _as_is),
    "rendering": Target(render),
    "answer": Target(answer, long=False),
    "lines": Target(take, long=False),
}
