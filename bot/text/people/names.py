"""Look-up of persons and bodies by any form of their name, and by near spellings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.text.folding import fold, is_japanese, name_key, romaji
from bot.text.people.records import Body, Person

SHORTEST = 6  # letters of a name that is taken for a misspelling of another


class NameIndex:
    """Folded names -> persons and bodies. Every look-up gives all who bear the name."""

    def __init__(
        self, people: Sequence[Person], bodies: Sequence[Body], as_printed: frozenset[str], common: frozenset[str]
    ) -> None:
        """Index full names in both orders, aliases, family names, given names and Japanese script."""
        self._people = people
        self._full: dict[str, dict[str, Person]] = {}
        self._family: dict[str, dict[str, Person]] = {}
        self._given: dict[str, dict[str, Person]] = {}
        self._bodies: dict[str, Body] = {}
        for person in people:
            self._learn(person)
        for body in bodies:
            for alias in body.aliases:
                self._bodies.setdefault(alias if alias in as_printed else body_key(alias), body)
        single = {name for name in self._family if len(name) >= SHORTEST and name not in common}
        self._spellings = sorted({*self._full, *single})

    def _learn(self, person: Person) -> None:
        forms = [person.name, f"{person.family} {person.given}", *person.aliases]
        for key in {name_key(form) for form in forms}:
            for spelling in {key, romaji(key)} if person.side == "jp" else {key}:
                index = self._full if " " in spelling or is_japanese(spelling) else self._family
                index.setdefault(spelling, {})[person.id] = person
        family = name_key(person.family)
        for spelling in {family, romaji(family)} if person.side == "jp" else {family}:
            self._family.setdefault(spelling, {})[person.id] = person
        if person.given:
            self._given.setdefault(name_key(person.given), {})[person.id] = person

    def full(self, name: str) -> tuple[Person, ...]:
        """Those who bear the full name, in either order and any spelling of long vowels."""
        key = name_key(name)
        found = self._full.get(key) or self._full.get(romaji(key)) or {}
        return tuple(found.values()) or self._dropping_middle(key)

    def _dropping_middle(self, key: str) -> tuple[Person, ...]:
        """First and last of three words: "lloyd james austin"."""
        words = key.split()
        return tuple(self._full.get(f"{words[0]} {words[-1]}", {}).values()) if len(words) == 3 else ()

    def family(self, name: str) -> tuple[Person, ...]:
        """Those who bear the family name."""
        key = name_key(name)
        return tuple((self._family.get(key) or self._family.get(romaji(key)) or {}).values())

    def given(self, name: str) -> tuple[Person, ...]:
        """Those who bear the given name."""
        return tuple(self._given.get(name_key(name), {}).values())

    def japanese(self, name: str) -> tuple[Person, ...]:
        """Those whose name in Japanese script is, or begins with, ``name``; katakana also ends with it."""
        if not name:
            return ()
        whole = [p for p in self._people if name in {p.japanese, *p.aliases}]
        return tuple(
            whole
            or [
                p
                for p in self._people
                if p.japanese and (p.japanese.startswith(name) or (len(name) > 2 and p.japanese.endswith(f"・{name}")))
            ]
        )

    def body(self, name: str) -> Body | None:
        """The body that bears the name, with or without "the"."""
        printed = " ".join(name.split())
        bare = printed.removeprefix("the ").removeprefix("The ")
        return self._bodies.get(printed) or self._bodies.get(bare) or self._bodies.get(body_key(name))

    def near(self, name: str) -> tuple[tuple[str, tuple[Person, ...]], ...]:
        """The nearest spellings, all at the least distance, each with its bearers."""
        key = name_key(name)
        if len(key) < SHORTEST:
            return ()
        limit = 1 if len(key) < 9 else 2 if len(key) < 15 else 3
        hits = process.extract(key, self._spellings, scorer=OSA.distance, score_cutoff=limit, limit=20)
        likely = [(spelling, distance) for spelling, distance, _ in hits if spelling[0] == key[0]]
        least = min((distance for _, distance in likely), default=0)
        return tuple(
            (s, tuple({**self._full.get(s, {}), **self._family.get(s, {})}.values())) for s, d in likely if d == least
        )

    def persons(self, keys: Iterable[str]) -> tuple[Person, ...]:
        """The persons of the ids, unknown ids left out."""
        wanted = set(keys)
        return tuple(person for person in self._people if person.id in wanted)


def body_key(name: str) -> str:
    """A body's name folded, "the" and a possessive left out."""
    return fold(name).removeprefix("the ").removesuffix("'s").replace(".", "")
