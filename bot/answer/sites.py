"""Where: names of places in a passage, those that no table has, and how surely each tells where something is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.answer.inside import asked_inside, inside
from bot.answer.premises import town_of_dateline
from bot.answer.things import Candidate, Things, named_as
from bot.models import EntityKind, NameMention, Record, Span
from bot.retrieve.query import Query
from bot.retrieve.question import Wants
from bot.text.places import Places
from bot.text.tokens import stems

PLACES: dict[Wants, frozenset[str]] = {
    Wants.COUNTRY: frozenset({"country"}),
    Wants.STATE: frozenset({"region"}),
    Wants.CITY: frozenset({"city"}),
    Wants.ISLAND: frozenset({"island", "region"}),
    Wants.SEA: frozenset({"sea"}),
    Wants.PLACE: frozenset({"country", "region", "city", "island", "sea", "base", "building"}),
}
WIDE = 0.7  # what a country is worth beside a town, where a place is asked for
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
_BETWEEN_PLACES = re.compile(r"[\s,]+|\b(?:and|the)\b", re.IGNORECASE)
_OWN = ("'s", "’s")  # "Japan's ministry" tells whose it is, not where
_PLACED = re.compile(
    r"\b(?:in|at|on|near|off|outside|inside|aboard|to|from|across|over|toward|towards|into|around"
    r"|(?:city|town|village|island|port|suburb|borough)\s+of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


class SiteFinder:
    """Finds candidates for a place. ``places`` knows what is a country, a city, a sea.

    ``behind`` are words that a place before them only belongs to: "the Okinawa base".
    """

    def __init__(self, places: Places, things: Things, behind: str) -> None:
        self._places = places
        self._things = things
        self._qualifies = re.compile(rf"['’]s?\b|-|\s+(?:[A-Z][a-z]+\s+)?(?:{'|'.join(behind.split())})\b")

    def find(self, query: Query, span: Span, text: str, record: Record) -> Sequence[Candidate]:
        """The places in ``text``, which is ``span`` of the body, of the kind that is asked for."""
        wants = query.focus.wants
        found = [c for c in self._listed(query, text, span.start) if not query.holds(c.text)]
        if wants is Wants.PLACE and (own := self._of_kind(query, span, text, record)):
            return own
        if wants is Wants.PLACE:
            found += self._sites(span, text, record.names, found)
        if outer := asked_inside(query.question):
            return inside(self._places, outer, text, span.start, found)
        return found or list(self._unlisted(query, span, text, record))

    def _of_kind(self, query: Query, span: Span, text: str, record: Record) -> list[Candidate]:
        """Names that have the noun which is asked for in them: "Congaree National Park" for "which park"."""
        kind = stems(query.focus.noun or "")[-1:]
        named = self._things.in_record(text, span, record) if kind else ()
        return [each for each in named if stems(each.text)[-1:] == kind and not query.holds(each.text)]

    def is_place(self, name: str) -> bool:
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
        named = self._things.in_record(text, span, record)
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

    def _listed(self, query: Query, text: str, offset: int) -> Iterable[Candidate]:
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

    def _sites(
        self, span: Span, text: str, names: Iterable[NameMention], known: Sequence[Candidate]
    ) -> Iterable[Candidate]:
        """Names of places that no table has: "Camp Chinen"."""
        for name in named_as(names, span, {EntityKind.PLACE: 1.0}):
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


def _towards(query: Query, text: str, span: Span) -> float:
    """What a place is worth by where things go: "to" it where a goal is asked for, "from" it where an origin is."""
    goal, origin = _GOAL.search(query.question), _ORIGIN.search(query.question)
    if bool(goal) == bool(origin):
        return 1.0
    before = _WAY.search(text, max(0, span.start - 60), span.start)
    if before is None:
        return ASIDE_OF_WAY
    return 1.0 if (before[1].lower() == "from") == bool(origin) else AWAY
