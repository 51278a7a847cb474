"""What in a passage is of the type that a question wants: a person, a body, a place, a number, a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from bot.answer.amounts import NUMBERS, figures
from bot.answer.premises import without_dateline
from bot.answer.sites import PLACES, SiteFinder
from bot.answer.things import ASIDE, Candidate, Things, named_as
from bot.models import EntityKind, Record, Span
from bot.retrieve.query import Query, Weighed
from bot.retrieve.question import Wants
from bot.text.kin import NEAR
from bot.text.places import Places
from bot.text.tokens import Token, stem, stems, tokens

TIMES = frozenset({Wants.DAY, Wants.YEAR, Wants.MONTH})
UNTYPED = frozenset({Wants.PASSAGE, Wants.REASON})  # nothing shorter than a sentence will do
MEASURED = (TIMES | NUMBERS.keys() | PLACES.keys()) - {
    Wants.MEASURE
}  # what is there or isn't: "how high" may ask for less
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_BY_NAME = re.compile(r"\bnames?\s+of\b|\b(?:is|are|was|were|what['’]s)\s+.{1,60}\s+(?:called|named)\b", re.IGNORECASE)
_CALLED = re.compile(r"\b(?:called|named|dubbed|nicknamed|code-?named|known\s+as|entitled)\s+(?:the\s+)?[“\"‘']?$")
BEFORE = 40  # characters before a name that may tell what it is the name of
CALLED = 1.2  # what a name is worth that is said to be the thing's
_ONE_OF = re.compile(r"(?<!\w)an?\s+$", re.IGNORECASE)
_PEOPLE = frozenset(stems("people person persons"))
_JOINED = re.compile(r"\s+and\s+(?:(?:the|his|her|[A-Z][\w.’'-]*)\s+){0,5}")
TOGETHER = 1.05  # what two who are named together are worth beside the better of them


class TypeFinder:
    """Finds candidates of the wanted type in a passage."""

    def __init__(self, places: Places, things: Things, table: Mapping[str, Any]) -> None:
        """``places`` knows what is a country, a city, a sea; ``table`` is data/lexicon/questions.toml."""
        self._things = things
        self._sites = SiteFinder(places, things, str(table["behind_place"]))
        self._led = re.compile(rf"\bwho\s+(?:{'|'.join(str(table['leads']).split())})\b", re.IGNORECASE)
        self._honorifics = frozenset(str(table["honorifics"]).split())
        self._folk = frozenset(stems(str(table["folk"])))
        self._anybody = frozenset(stems(str(table["anybody"])))
        self._bodies = frozenset(stems(str(table["bodies"])))

    def find(self, query: Query, span: Span, record: Record) -> list[Candidate]:
        """The candidates in ``span`` of the body that the question does not hold itself, best first."""
        wants = query.focus.wants
        if wants in UNTYPED:
            return []
        text = span.of(record.body)
        words = tokens(text, span.start)
        anchors = [token.span for token in words if _matched(query, token)]
        kept = wants in PLACES or wants is Wants.OUTLET
        begin = span.start + (0 if kept else len(text) - len(without_dateline(text)))
        found = [c for c in self._raw(query, wants, span, text, record, words) if c.span.start >= begin]
        out = [
            replace(c, worth=c.worth * _nearness(c.span, anchors, words), title=self._office(c.title))
            for c in found
            if not query.holds(c.text)
            and not (query.spells(c.text) and f"({c.text})" in record.body)
            and not (c.name and _is_named(query, c.name))
        ]
        noun = query.focus.noun
        if wants is Wants.PERSON and (noun is None or noun.endswith("s")):  # "which minister" is one
            out = _together(out, record.body)
        return sorted(out, key=lambda c: (-c.worth, c.span))

    def _raw(
        self, query: Query, wants: Wants, span: Span, text: str, record: Record, words: Sequence[Token]
    ) -> Iterable[Candidate]:
        if wants is Wants.PERSON:
            return self._persons(query, span, text, record)
        if wants is Wants.BODY:
            held = named_as(record.names, span, {EntityKind.BODY: 1.0, EntityKind.GROUP: 0.4})
            bodies = [c for c in held if not self._sites.is_place(c.text)]
            persons = {name.text for name in record.names if name.kind is EntityKind.PERSON}
            return bodies or [c for c in self._things.in_record(text, span, record) if c.text not in persons]
        if wants is Wants.OUTLET:
            return self._things.outlets(text, span.start, record.names)
        if wants in PLACES:
            return self._sites.find(query, span, text, record)
        if wants in NUMBERS:
            numbers = figures(query, wants, text, span.start, words, self._counted(query))
            return [
                c for c in numbers if not any(date.span.covers(c.span) for date in record.dates if not date.duration)
            ]
        if wants is Wants.YEAR:
            return _years(text, span.start)
        if wants is Wants.THING:
            noun = query.focus.noun or ""
            kind = (
                list(self._things.of_kind(text, span.start, noun))
                if noun and not _BY_NAME.search(query.question)
                else []
            )
            named = (self._no_place(c) for c in self._things.in_record(text, span, record))
            head = stem(noun.lower().rpartition(" ")[2])
            return kind or [_introduced(c, head, text[: c.span.start - span.start]) for c in named]
        return ()

    def _office(self, title: str | None) -> str | None:
        """A title that tells more than "Mr."."""
        return None if title is None or title.rstrip(".").lower() in self._honorifics else title

    def _counted(self, query: Query) -> set[str]:
        """What is counted: the words of the noun, those that stand for them as well, and for people who they are."""
        nouns = {stem(word) for word in stems(query.focus.noun or "")} | set(stems(query.focus.noun or ""))
        kin = {
            form for term in query.terms if term.stem in nouns for form, worth in term.forms.items() if worth >= NEAR
        }
        folk = self._folk if nouns & _PEOPLE else self._anybody if nouns & self._folk else frozenset()
        return nouns | kin | folk

    def _no_place(self, thing: Candidate) -> Candidate:
        """A candidate for a thing; a known place stands back, as persons do, and so does a ministry or force."""
        other = self._sites.is_place(thing.text) or stem(thing.text.rsplit(maxsplit=1)[-1]) in self._bodies
        return replace(thing, worth=thing.worth * ASIDE, aside=True) if other else thing

    def _persons(self, query: Query, span: Span, text: str, record: Record) -> list[Candidate]:
        """Persons by name; where the question names them all itself, what else somebody is called: "the mayor"."""
        by_name = _BY_NAME.search(query.question) is not None
        kinds = {} if by_name or self._led.search(query.question) else {EntityKind.GROUP: 0.4, EntityKind.BODY: 0.3}
        held = list(named_as(record.names, span, {EntityKind.PERSON: 1.0, **kinds}))
        if query.focus.noun:  # "which minister" is no body, but maybe an office alone
            held = [c for c in held if c.worth == 1 or self._things.is_role(c.text)]
        named = [c for c in held if c.title or not self._sites.is_place(c.name or c.text)]
        named = [
            c for c in named if not _ONE_OF.search(text, 0, c.span.start - span.start)
        ]  # "a Self-Defense Force truck"
        told = any(c.worth == 1 and not _is_named(query, c.name or c.text) and not query.holds(c.text) for c in named)
        return named if told or by_name else [*named, *self._things.roles(text, span.start)]


def _introduced(thing: Candidate, noun: str, before: str) -> Candidate:
    """A candidate for a thing; one behind the noun that is asked for, or behind "called", is surely its name."""
    last = before[-BEFORE:].rstrip().rpartition(" ")[2]
    behind = bool(noun and last.isalpha()) and before.endswith(" ") and stem(last.lower()) == noun
    return replace(thing, worth=CALLED, aside=False) if behind or _CALLED.search(before[-BEFORE:]) else thing


def _together(persons: Sequence[Candidate], body: str) -> list[Candidate]:
    """Two persons who are joined by "and" as one answer, before each alone."""
    ordered = sorted(persons, key=lambda c: c.span)
    out = list(persons)
    for one, other in pairwise(ordered):
        if _JOINED.fullmatch(body, one.span.end, other.span.start) and one.key != other.key:
            span = Span(one.span.start, other.span.end)
            names = f"{one.name or one.text} and {other.name or other.text}"
            worth = max(one.worth, other.worth) * TOGETHER
            out.append(Candidate(span.of(body), span, worth, f"{one.key} {other.key}", names))
    return out


def _years(text: str, offset: int) -> Iterable[Candidate]:
    for found in _YEAR.finditer(text):
        yield Candidate(found[0], Span(found.start() + offset, found.end() + offset), 1.0, found[0])


def nearness(query: Query, span: Span, text: str, offset: int) -> float:
    """How near ``span`` of the body stands to the question's words in the passage ``text`` that begins at ``offset``."""
    words = tokens(text, offset)
    return _nearness(span, [token.span for token in words if _matched(query, token)], words)


def _matched(query: Query, token: Token) -> bool:
    return token.stem in query.lookup


def _is_named(query: Query, name: str) -> bool:
    """Whether the question already names a person or body: the last word of the name stands in it as a name.

    Where persons are asked for, "parler" and "langford" are names in small letters too: they have no kin.
    """
    words = stems(name)
    return bool(words) and any(
        term.stem == words[-1] and (term.name or (query.focus.wants is Wants.PERSON and _may_name(query, term)))
        for term in query.terms
    )


def _may_name(query: Query, term: Weighed) -> bool:
    """Whether a word in small letters may be a name: it has no kin, and is not told by "the", as "the plover nests" are."""
    told = re.search(rf"\b(?:an?|the|this|these|those)\s+{re.escape(term.text)}\b", query.question, re.IGNORECASE)
    return len(term.forms) == 1 and told is None


def _nearness(span: Span, anchors: Sequence[Span], words: Sequence[Token]) -> float:
    """From 1 (beside many of the question's words) down: by the words between, to the three nearest."""
    if not anchors:
        return 0.5
    starts = [word.span.start for word in words]
    place = sum(start < span.start for start in starts)
    gaps = sorted(abs(place - sum(start < anchor.start for start in starts)) for anchor in anchors)[:3]
    return sum(1 / (1 + gap / 6) for gap in gaps) / len(gaps)
