"""Places: their mentions in a text, their countries, and the zones that datelines count their days in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.models import Span

WORD = re.compile(r"(?:[A-Z]\.){2,5}|[^\W\d_][\w’']*\.?|\d{1,2}(?=\sDowning)")
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")
POSSESSIVE = re.compile(r"['’]s$|['’]$")
LONGEST = 6  # words of a name


@dataclass(frozen=True, slots=True)
class Place:
    """A place: ``kind`` is country, city, region, sea, island, base or building; ``country`` an ISO code or ""."""

    id: str
    name: str
    kind: str
    country: str
    zone: str | None
    aliases: tuple[str, ...] = ()
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place printed in a text. ``demonym``: its people or things ("Japanese")."""

    span: Span
    text: str
    place: Place
    demonym: bool = False


class Places:
    """The places of data/lexicon/places.toml, found by their first word."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        """``table`` is places.toml as read."""
        self._doubtful = frozenset(table.get("doubtful", ()))
        self.all = tuple(_unique([*self._countries(table), *self._groups(table)]))
        self._by_first: dict[str, list[tuple[tuple[str, ...], Place, bool]]] = {}
        self._cjk: dict[str, Place] = {}
        demonyms = {country["id"]: country.get("demonyms", "") for country in table["country"]}
        self._demonyms = demonyms
        for place in self.all:
            for alias in place.aliases:
                self._learn(alias, place, demonym=False)
            if place.kind == "country":
                for word in filter(None, demonyms[place.country].split("|")):
                    self._learn(word, place, demonym=True)
        self._cjk_lengths = _lengths(self._cjk)
        for names in self._by_first.values():
            names.sort(key=lambda entry: -len(entry[0]))

    def _countries(self, table: Mapping[str, Any]) -> Iterator[Place]:
        for country in table["country"]:
            names = tuple(country["names"].split("|"))
            yield Place(
                country["id"],
                names[0],
                "country",
                country["id"],
                country.get("zone"),
                names,
                names[0] in self._doubtful,
            )

    def _groups(self, table: Mapping[str, Any]) -> Iterator[Place]:
        for group in table["group"]:
            for entry in group["names"]:
                names = tuple(entry.split("|"))
                slug = re.sub(r"[^a-z0-9]+", "-", names[0].lower()).strip("-")
                yield Place(
                    slug,
                    names[0],
                    group["kind"],
                    group["country"],
                    group.get("zone"),
                    names,
                    names[0] in self._doubtful,
                )

    def _learn(self, alias: str, place: Place, *, demonym: bool) -> None:
        if CJK.match(alias):
            self._cjk.setdefault(alias, place)
            return
        for form in (alias, alias.upper()):
            words = tuple(_bare(m[0]) for m in WORD.finditer(form))
            if words:
                self._by_first.setdefault(words[0], []).append((words, place, demonym))

    def demonyms(self, country: str) -> tuple[str, ...]:
        """What a country's people and things are called, by its ISO code."""
        return tuple(filter(None, self._demonyms.get(country, "").split("|")))

    def find(self, body: str) -> tuple[PlaceMention, ...]:
        """Every place printed in ``body``, in order, the longest name at each place."""
        found = [*self._words(body), *(self._kanji(body) if not body.isascii() else ())]
        return tuple(sorted(found, key=lambda mention: mention.span))

    def _words(self, body: str) -> Iterator[PlaceMention]:
        words = [(m.start(), m.end(), _bare(m[0])) for m in WORD.finditer(body)]
        index = 0
        while index < len(words):
            entries = self._by_first.get(words[index][2])
            step = 1
            for names, place, demonym in entries or ():
                if self._follows(body, words, index, names):
                    start, last = words[index][0], words[index + len(names) - 1]
                    end = last[0] + len(last[2])
                    yield PlaceMention(Span(start, end), body[start:end], place, demonym)
                    step = len(names)
                    break
            index += step

    @staticmethod
    def _follows(body: str, words: list[tuple[int, int, str]], index: int, names: tuple[str, ...]) -> bool:
        if index + len(names) > len(words):
            return False
        for offset, name in enumerate(names[1:], 1):
            before, here = words[index + offset - 1], words[index + offset]
            if here[2] != name or here[0] - before[1] > 3 or "\n\n" in body[before[1] : here[0]]:
                return False
        return True

    def _kanji(self, body: str) -> Iterator[PlaceMention]:
        for run in CJK.finditer(body):
            at = run.start()
            while at < run.end():
                lengths = self._cjk_lengths.get(body[at], ())
                size = next((n for n in lengths if at + n <= run.end() and body[at : at + n] in self._cjk), 0)
                if size:
                    span = Span(at, at + size)
                    yield PlaceMention(span, span.of(body), self._cjk[span.of(body)])
                at += size or 1

    def lookup(self, name: str) -> Place | None:
        """The place that ``name`` names as a whole, in any case; None where none or a demonym."""
        mention = next(iter(self.find(name)), None) or next(iter(self.find(name.title())), None)
        return mention.place if mention and len(mention.text) >= len(name.strip()) - 1 and not mention.demonym else None

    def namesake(self, name: str, kinds: Collection[str]) -> Place | None:
        """Another place of one of the ``kinds`` that bears the very name: the state of a country's or a town's name."""
        words = tuple(_bare(m[0]) for m in WORD.finditer(name))
        named = self._by_first.get(words[0], ()) if words else ()
        return next((p for names, p, demonym in named if names == words and p.kind in kinds and not demonym), None)

    def zone_of(self, dateline: str) -> tuple[str, str] | None:
        """The place and IANA zone of a dateline such as "WASHINGTON — " or "SEOUL, South Korea (AP)"."""
        return next(((m.place.name, m.place.zone) for m in self.find(dateline) if m.place.zone), None)

    def countries(self, text: str) -> tuple[str, ...]:
        """ISO codes of the countries whose name or people stand in ``text``, in order, each once."""
        return tuple(dict.fromkeys(m.place.country for m in self.find(text) if m.place.kind == "country"))


def _lengths(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The lengths of the names that begin with a character, the longest first; single characters name no place."""
    lengths: dict[str, set[int]] = {}
    for name in names:
        if len(name) > 1:
            lengths.setdefault(name[0], set()).add(len(name))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}


def _bare(word: str) -> str:
    """The word without a possessive, a full stop at its end and a joined "-led": "U.S.-led" is "U.S."."""
    word = POSSESSIVE.sub("", word)
    return word if "." in word[:-1] else word.rstrip(".")


def _unique(places: list[Place]) -> Iterator[Place]:
    """The places with ids made unique by their country's code."""
    seen: set[str] = set()
    for place in places:
        unique = replace(place, id=f"{place.id}-{place.country or place.kind}") if place.id in seen else place
        seen.add(unique.id)
        yield unique
