"""Those who speak for a country, where it is named itself: "Beijing", "Chinese officials", "the Japanese government"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.text.folding import fold
from bot.text.people import Roster
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
        self._capitals: dict[str, str] = {capital.casefold(): iso for capital, iso in table["capitals"].items()}
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

    def _side(self, iso: str, *, bare: bool) -> Side | None:
        country = self._countries.get(iso)
        if country is None:
            return None
        capitals = (capital for capital, of in self._capitals.items() if of == iso)
        names = {fold(name) for name in (*country.aliases, *self._places.demonyms(iso), *capitals)}
        return Side(iso, country.name, tuple(sorted(names)), bare)

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
