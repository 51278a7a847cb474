"""Those who speak for a country, where it is named itself: "Beijing", "Chinese officials", "the Japanese government"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.text.folding import fold
from bot.text.people import Roster
from bot.text.people.records import Body, Person
from bot.text.places import Places

MOST = 150  # speakers of one side
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_NO_PUBLIC = frozenset({"news", "body", "international"})  # bodies that speak for themselves


@dataclass(frozen=True, slots=True)
class Side:
    """A country, by its ISO code and name, and the beginnings of names that are its own: "china's", "chinese"."""

    country: str
    name: str
    words: tuple[str, ...]
    bare: bool  # nothing but the country or its capital is named


class Sides:
    """Reads a country's name, capital or people as those who speak for it. ``table`` is questions.toml's ``sides``."""

    def __init__(self, table: Mapping[str, Any], places: Places, roster: Roster) -> None:
        self._printed: dict[str, str] = table["capitals"]
        self._capitals = {capital.casefold(): iso for capital, iso in self._printed.items()}
        self._publics = frozenset(str(table["publics"]).split())
        self._places = places
        self._roster = roster
        self._countries = {place.id: place for place in places.all if place.kind == "country"}

    def of(self, text: str) -> Side | None:
        """The side that the words name; None where they name something else."""
        words = _ARTICLE.sub("", text.strip())
        if iso := self._capitals.get(words.casefold()):
            return self._side(iso, bare=True)
        named = next((m for m in self._places.find(words) if m.place.kind == "country"), None)
        if named is None or named.span.start or named.place.doubtful:
            return None
        rest = words[named.span.end :].removeprefix("'s").removeprefix("’s").split()
        if not (all(word.casefold() in self._publics for word in rest) if rest else not named.demonym):
            return None
        return self._side(named.place.id, bare=not rest)

    def keys(self, side: Side, speakers: Iterable[str]) -> tuple[str, ...]:
        """Those of ``speakers``, by their keys, who speak for the side."""
        return tuple(key for key in speakers if self._speaks_for(side, key))[:MOST]

    def country_of(self, text: str) -> str:
        """The ISO code of the country that the words name, or whose body or official they do; "" where none is known."""
        if side := self.of(text):
            return side.country
        entry = self._entry(text)
        return entry.country if isinstance(entry, Body) else entry.side if entry else ""

    def names_of(self, text: str) -> frozenset[str]:
        """What else, as printed, stands for the country or the country's body that the words name."""
        entry, iso = self._entry(text), self.country_of(text)
        own = entry.aliases if isinstance(entry, Body) else ()
        return frozenset() if isinstance(entry, Person) else frozenset((*own, *self._names(iso)))

    def _entry(self, text: str) -> Body | Person | None:
        """The one body or person of the lexicon that the words name to the letter."""
        found = self._roster.resolve(text)
        if found.only is None or found.corrected:
            return None
        return self._roster.body(found.only.id) or self._roster.person(found.only.id)

    def _names(self, iso: str) -> tuple[str, ...]:
        """What a country is called: its names, what is its own, its capital."""
        country = self._countries.get(iso)
        capitals = (capital for capital, of in self._printed.items() if of == iso)
        return (*country.aliases, *self._places.demonyms(iso), *capitals) if country else ()

    def _side(self, iso: str, *, bare: bool) -> Side | None:
        country = self._countries.get(iso)
        if country is None:
            return None
        return Side(iso, country.name, tuple(sorted(set(map(fold, self._names(iso))))), bare)

    def _speaks_for(self, side: Side, key: str) -> bool:
        body, person = self._roster.body(key), self._roster.person(key)
        if body is not None:
            return body.country == side.country and body.kind not in _NO_PUBLIC
        if person is not None:
            return person.side == side.country
        return self._is_office_of(side, _ARTICLE.sub("", key))

    def _is_office_of(self, side: Side, key: str) -> bool:
        """Whether a speaker printed without a name is an office or officials of the side: "china's foreign ministry"."""
        for word in side.words:
            if key.startswith(word):
                rest = re.sub(r"^['’]s?", "", key[len(word) :])
                if not rest[:1].isalpha() and all(part in self._publics for part in rest.split()):
                    return True
        return False
