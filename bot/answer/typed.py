"""What in a passage is of the type that a question wants: a person, a body, a place, a number, a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from bot.answer.amounts import NUMBERS, figures
from bot.answer.inside import asked_inside, inside
from bot.answer.premises import town_of_dateline, without_dateline
from bot.answer.things import ASIDE, Candidate, Things
from bot.models import EntityKind, NameMention, Record, Span
from bot.retrieve.query import Query
from bot.retrieve.question import Wants
from bot.text.kin import NEAR
from bot.text.places import Places
from bot.text.tokens import Token, stem, stems, tokens

PLACES: dict[Wants, frozenset[str]] = {
    Wants.COUNTRY: frozenset({"country"}),
    Wants.STATE: frozenset({"region"}),
    Wants.CITY: frozenset({"city"}),
    Wants.ISLAND: frozenset({"island", "region"}),
    Wants.SEA: frozenset({"sea"}),
    Wants.PLACE: frozenset({"country", "region", "city", "island", "sea", "base", "building"}),
}
TIMES = frozenset({Wants.DAY, Wants.YEAR, Wants.MONTH})
UNTYPED = frozenset({Wants.PASSAGE, Wants.REASON})  # nothing shorter than a sentence will do
MEASURED = (TIMES | NUMBERS.keys() | PLACES.keys()) - {
    Wants.MEASURE
}  # what is there or isn't: "how high" may ask for less
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
WIDE = 0.7  # what a country is worth beside a town, where a place is asked for
_BY_NAME = re.compile(r"\bnames?\s+of\b|(?:\b(?:is|are|was|were)|['’]s)\s+.{1,60}\s+(?:called|named)\b", re.IGNORECASE)
_CALLED = re.compile(r"\b(?:called|named|dubbed|nicknamed|code-?named|known\s+as|entitled)\s+(?:the\s+)?[“\"‘']?$")
CALLED = 1.2  # what a name is worth that is said to be the thing's
_ONE_OF = re.compile(r"(?<!\w)an?\s+$", re.IGNORECASE)
_PEOPLE = frozenset(stems("people person persons"))
_GOAL = re.compile(
    r"\bwhere\b.*\b(?:to|move[ds]?|moving|go|going|travel(?:l?ed|s)?|head(?:ed|ing)?|fly|flew|flown|sent|send)\b",
    re.IGNORECASE,
)
_ORIGIN = re.compile(r"\bfrom\s+where\b|\bwhere\b.*\bfrom\b", re.IGNORECASE)
UNLISTED = {Wants.CITY: 0.8, Wants.ISLAND: 0.6, Wants.PLACE: 0.5}  # what a name that no table has is worth as a place
_WAY = re.compile(r"\b(from|to|into|toward|towards|for)\s+(?:the\s+)?(?:[A-Z][\w.’'-]*\s+){0,5}$")
ASIDE_OF_WAY = 0.7  # … or where no way is told
WRITTEN = 0.4  # … the town where an article was written
AWAY = 0.4  # what a place is worth from which things go, where it is asked where to
_JOINED = re.compile(r"\s+and\s+(?:(?:the|his|her|[A-Z][\w.’'-]*)\s+){0,5}")
TOGETHER = 1.05  # what two who are named together are worth beside the better of them
_BETWEEN_PLACES = re.compile(r"[\s,]+|\b(?:and|the)\b", re.IGNORECASE)
_DETERMINERS = frozenset("a an the of and its his her their our".split())
SHORTEST_ACRONYM = 3  # letters: "HEU" where the question says "highly enriched uranium"
_OWN = ("'s", "’s")  # "Japan's ministry" tells whose it is, not where
_PLACED = re.compile(
    r"\b(?:in|at|on|near|off|outside|inside|aboard|to|from|across|over|toward|towards|into|around"
    r"|(?:city|town|village|island|port|suburb|borough)\s+of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


class TypeFinder:
    """Finds candidates of the wanted type in a passage."""

    def __init__(self, places: Places, things: Things, table: Mapping[str, Any]) -> None:
        """``places`` knows what is a country, a city, a sea; ``table`` is data/lexicon/questions.toml."""
        self._places = places
        self._things = things
        self._led = re.compile(rf"\bwho\s+(?:{'|'.join(str(table['leads']).split())})\b", re.IGNORECASE)
        self._honorifics = frozenset(str(table["honorifics"]).split())
        self._folk = frozenset(stems(str(table["folk"])))
        self._anybody = frozenset(stems(str(table["anybody"])))
        self._bodies = frozenset(stems(str(table["bodies"])))
        behind = "|".join(str(table["behind_place"]).split())
        self._qualifies = re.compile(rf"['’]s?\b|-|\s+(?:[A-Z][a-z]+\s+)?(?:{behind})\b")

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
            if not _asked(query, c.text) and not (c.name and _is_named(query, c.name))
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
            held = _names(record.names, span, {EntityKind.BODY: 1.0, EntityKind.GROUP: 0.4})
            bodies = [c for c in held if not self._is_place(c.text)]
            persons = {name.text for name in record.names if name.kind is EntityKind.PERSON}
            return bodies or [c for c in self._named(text, span, record) if c.text not in persons]
        if wants is Wants.OUTLET:
            return self._things.outlets(text, span.start, record.names)
        if wants in PLACES:
            found = [c for c in self._place(query, text, span.start) if not _asked(query, c.text)]
            if wants is Wants.PLACE:
                found += self._sites(span, text, record.names, found)
            if outer := asked_inside(query.question):
                return inside(self._places, outer, text, span.start, found)
            return found or self._unlisted(query, span, text, record)
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
            named = (self._no_place(c) for c in self._named(text, span, record))
            return kind or [_introduced(c, noun, text[: c.span.start - span.start]) for c in named]
        return ()

    def _named(self, text: str, span: Span, record: Record) -> list[Candidate]:
        """Names of things; "Aug. 12" is none, though it has a capital."""
        named = self._things.named(text, span.start, record.names)
        return [c for c in named if not any(date.span.overlaps(c.span) for date in record.dates)]

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
        other = self._is_place(thing.text) or stem(thing.text.rsplit(maxsplit=1)[-1]) in self._bodies
        return replace(thing, worth=thing.worth * ASIDE, aside=True) if other else thing

    def _is_place(self, name: str) -> bool:
        """Whether a name is made of places alone: "Tokyo Japan", "Japan and the United States"."""
        found = sum(len(mention.text.replace(" ", "")) for mention in self._places.find(name))
        return found > 0 and found >= len(_BETWEEN_PLACES.sub("", name)) - 1

    def _unlisted(self, query: Query, span: Span, text: str, record: Record) -> Iterable[Candidate]:
        """Names that may be places although no table has them: any where a site is asked for, else those behind "in" or "at".

        Where there is none, what a town's paper tells happened in the town of its dateline.
        """
        wants = query.focus.wants
        if wants not in UNLISTED:
            return []
        named = self._named(text, span, record)
        if wants is Wants.PLACE and query.focus.noun is not None:
            return list(named)
        others = {name.text for name in record.names if name.kind is not EntityKind.PLACE}
        behind = [
            replace(candidate, worth=candidate.worth * UNLISTED[wants])
            for candidate in named
            if _PLACED.search(text, max(0, (at := candidate.span.start - span.start) - 16), at)
            and candidate.text not in others
            and not self._places.find(candidate.text)
            and not candidate.text[0].isdigit()
        ]
        town = town_of_dateline(text) if wants is Wants.CITY and not behind else ""
        if town and not self._places.find(town):
            words = Span(span.start, span.start + len(town))
            behind.append(Candidate(town, words, WRITTEN, town.casefold(), town.title()))
        return behind

    def _place(self, query: Query, text: str, offset: int) -> Iterable[Candidate]:
        wants = query.focus.wants
        kinds = PLACES[wants]
        for mention in self._places.find(text):
            place = mention.place
            if place.kind not in kinds and not mention.demonym:
                place = self._places.namesake(mention.text, kinds) or place
            if place.kind in kinds and not (mention.demonym and wants is not Wants.COUNTRY):
                span = Span(mention.span.start + offset, mention.span.end + offset)
                worth = 0.6 if mention.demonym else self._stands(text, mention.span, exact=wants is not Wants.PLACE)
                worth *= _towards(query, text, mention.span)
                if wants is Wants.PLACE and place.kind == "country":
                    worth *= WIDE
                if not worth:
                    continue
                yield Candidate(mention.text, span, worth, place.id, place.name)

    def _persons(self, query: Query, span: Span, text: str, record: Record) -> list[Candidate]:
        """Persons by name; where the question names them all itself, what else somebody is called: "the mayor"."""
        by_name = _BY_NAME.search(query.question) is not None
        kinds = {} if by_name or self._led.search(query.question) else {EntityKind.GROUP: 0.4, EntityKind.BODY: 0.3}
        held = list(_names(record.names, span, {EntityKind.PERSON: 1.0, **kinds}))
        if query.focus.noun:  # "which minister" is no body, but maybe an office alone
            held = [c for c in held if c.worth == 1 or self._things.is_role(c.text)]
        named = [c for c in held if c.title or not self._is_place(c.name or c.text)]
        named = [
            c for c in named if not _ONE_OF.search(text, 0, c.span.start - span.start)
        ]  # "a Self-Defense Force truck"
        new = [c for c in named if not _is_named(query, c.name or c.text) and not _asked(query, c.text)]
        told = any(c.worth == 1 for c in new)
        return named if told or by_name else [*named, *self._things.roles(text, span.start)]

    def _sites(
        self, span: Span, text: str, names: Iterable[NameMention], known: Sequence[Candidate]
    ) -> Iterable[Candidate]:
        """Names of places that no table has: "Camp Chinen"."""
        for name in _names(names, span, {EntityKind.PLACE: 1.0}):
            if not any(place.span.overlaps(name.span) for place in known):
                at = Span(name.span.start - span.start, name.span.end - span.start)
                yield replace(name, worth=self._stands(text, at, exact=False))

    def _stands(self, text: str, span: Span, *, exact: bool) -> float:
        """How surely a name stands for where something is: behind "in" or "at" it does, before a title it does not."""
        if self._qualifies.match(text, span.end):
            return 0.6 if exact else 0.0
        if _PLACED.search(text, max(0, span.start - 16), span.start):
            return 1.0
        owns = text[span.end : span.end + 2] in _OWN
        return (0.4 if owns else 0.6) if exact else (0.1 if owns else 0.4)


def _introduced(thing: Candidate, noun: str, before: str) -> Candidate:
    """A candidate for a thing; one behind the noun that is asked for, or behind "called", is surely its name."""
    words = tokens(before[-40:])
    behind = (
        bool(words and noun)
        and words[-1].stem == stem(noun.rsplit(maxsplit=1)[-1])
        and before.endswith(words[-1].text + " ")
    )
    return replace(thing, worth=CALLED, aside=False) if behind or _CALLED.search(before) else thing


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


def _towards(query: Query, text: str, span: Span) -> float:
    """What a place is worth by where things go: "to" it where a goal is asked for, "from" it where an origin is."""
    goal, origin = _GOAL.search(query.question), _ORIGIN.search(query.question)
    if bool(goal) == bool(origin):
        return 1.0
    before = _WAY.search(text, max(0, span.start - 60), span.start)
    if before is None:
        return ASIDE_OF_WAY
    return 1.0 if (before[1].lower() == "from") == bool(origin) else AWAY


def _names(names: Iterable[NameMention], span: Span, worth: dict[EntityKind, float]) -> Iterable[Candidate]:
    for name in names:
        if span.covers(name.span) and name.kind in worth:
            yield Candidate(name.text, name.span, worth[name.kind], name.key, name.name, name.title)


def _years(text: str, offset: int) -> Iterable[Candidate]:
    for found in _YEAR.finditer(text):
        yield Candidate(found[0], Span(found.start() + offset, found.end() + offset), 1.0, found[0])


def nearness(query: Query, span: Span, text: str, offset: int) -> float:
    """How near ``span`` of the body stands to the question's words in the passage ``text`` that begins at ``offset``."""
    words = tokens(text, offset)
    return _nearness(span, [token.span for token in words if _matched(query, token)], words)


def _matched(query: Query, token: Token) -> bool:
    return token.stem in query.lookup


def _asked(query: Query, text: str) -> bool:
    """Whether the question already has all the words of a candidate, or those that its letters stand for."""
    words = [token.stem for token in tokens(text) if token.text.lower() not in _DETERMINERS]
    if words and all(word in query.lookup for word in words):
        return True
    initials = "".join(token.text[0] for token in tokens(query.question)).upper()
    return len(text) >= SHORTEST_ACRONYM and text.isupper() and text in initials


def _is_named(query: Query, name: str) -> bool:
    """Whether the question already names a person or body: the last word of the name stands in it as a name."""
    words = stems(name)
    return bool(words) and any(term.name and term.stem == words[-1] for term in query.terms)


def _nearness(span: Span, anchors: Sequence[Span], words: Sequence[Token]) -> float:
    """From 1 (beside many of the question's words) down: by the words between, to the three nearest."""
    if not anchors:
        return 0.5
    starts = [word.span.start for word in words]
    place = sum(start < span.start for start in starts)
    gaps = sorted(abs(place - sum(start < anchor.start for start in starts)) for anchor in anchors)[:3]
    return sum(1 / (1 + gap / 6) for gap in gaps) / len(gaps)
