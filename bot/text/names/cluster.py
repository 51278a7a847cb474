"""Mentions of one person or body brought together: a surname leads to the full name in the article."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA, Levenshtein

from bot.text.folding import SUFFIXES
from bot.text.names.tables import Gender, NamingTables
from bot.text.tokens import fold

_REMEMBERED = 5_000  # names
_LONG = 6  # letters of a surname from which a slip in it is told from another name
_MOST = 400  # surnames of an article among which one that was printed wrong is looked for


@dataclass(slots=True)
class Person:
    """One person of an article: the forms that are printed, and what they tell."""

    name: str
    given: str
    surname: str
    gender: Gender | None = None
    suffix: str = ""
    forms: dict[str, int] = field(default_factory=dict)  # with how often each is printed


@lru_cache(_REMEMBERED)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name."""
    return tuple(fold(word).rstrip(".") for word in name.split())


class People:
    """The persons of one article, met in the order of the text, full names first."""

    def __init__(self, tables: NamingTables) -> None:
        self._tables = tables
        self._by_surname: dict[str, list[Person]] = {}
        self._by_given: dict[str, list[Person]] = {}

    def meet(self, name: str, title: str | None) -> Person:
        """Take in a full name (two words or more); the person it belongs to."""
        given, surname, suffix = self._parts(name)
        gender = self._tables.gender(name, title)
        for person in self._by_surname.get(surname, ()):
            if _same(person, given, suffix):
                person.forms[name] = person.forms.get(name, 0) + 1
                person.gender = person.gender or gender
                person.name = max(person.forms, key=lambda form: (len(form.split()), person.forms[form], len(form)))
                return person
        person = Person(name, given, surname, gender, suffix, {name: 1})
        self._by_surname.setdefault(surname, []).append(person)
        self._by_given.setdefault(given, []).append(person)
        return person

    def recall(self, word: str, gender: Gender | None = None) -> Person | None:
        """Whom a single name means: by surname first, then by given name; the most named when several fit."""
        key = fold(word).rstrip(".")
        for index in (self._by_surname, self._by_given):
            fitting = [p for p in index.get(key, ()) if gender is None or p.gender in {None, gender}]
            if fitting:
                return max(fitting, key=lambda p: (p.given in self._tables.given, sum(p.forms.values())))
        return None

    def misprinted(self, word: str) -> Person | None:
        """The one person whose surname was printed wrong by a letter or two swapped ones, if the word is no name."""
        key = fold(word).rstrip(".")
        if len(key) < _LONG or len(self._by_surname) > _MOST:
            return None
        if key in self._tables.japanese_surnames or key in self._tables.given:
            return None
        near = [
            people
            for surname, people in self._by_surname.items()
            if len(surname) >= _LONG and surname[0] == key[0] and OSA.distance(surname, key, score_cutoff=1) <= 1
        ]
        return near[0][0] if len(near) == 1 == len(near[0]) else None

    def bears(self, word: str) -> bool:
        """Whether a single name is the surname of somebody here whose given name is known for one."""
        return any(person.given in self._tables.given for person in self._by_surname.get(fold(word), ()))

    def _parts(self, name: str) -> tuple[str, str, str]:
        """Given name, surname and suffix, whichever order they are printed in."""
        printed = name.split()
        words = list(name_words(name))
        suffix = words.pop() if len(words) > 2 and words[-1] in SUFFIXES else ""
        if self._surname_first(printed, words):
            return words[-1], words[0], suffix
        return words[0], words[-1], suffix

    def _surname_first(self, printed: list[str], words: list[str]) -> bool:
        capitals = printed[0].isupper() and len(printed[0]) > 2
        if capitals != (printed[-1].isupper() and len(printed[-1]) > 2):
            return capitals
        tables = self._tables
        if len(words) != 2 or words[0] not in tables.japanese_surnames:
            return False
        return words[1] in tables.japanese_given and words[0] not in tables.japanese_given


def _same(person: Person, given: str, suffix: str) -> bool:
    if person.suffix != suffix and (person.suffix or suffix):
        return False
    first, second = person.given, given
    if first == second:
        return True
    if first[:1] != second[:1]:
        return False
    return min(len(first), len(second)) == 1 or _short(first, second) or _misspelt(first, second)


def _misspelt(first: str, second: str) -> bool:
    """Whether two longer given names differ by one letter: Hilary, Hillary."""
    return min(len(first), len(second)) >= 6 and Levenshtein.distance(first, second, score_cutoff=1) <= 1


def _short(first: str, second: str) -> bool:
    """Whether one given name is the other cut short: Rob, Robert."""
    return len(min(first, second, key=len)) >= 3 and (first.startswith(second) or second.startswith(first))
