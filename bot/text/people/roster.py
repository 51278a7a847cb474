"""The roster: persons, bodies and offices of data/lexicon/, asked by name, by role and by day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.models import Days, EntityKind, NameMention, Quotation
from bot.text.folding import is_japanese, name_key, name_words
from bot.text.people.beside import BesideNames
from bot.text.people.linking import Linker
from bot.text.people.names import NameIndex
from bot.text.people.offices import OfficePhrase, OfficeReader
from bot.text.people.records import Body, Office, Person, read_bodies, read_offices, read_people
from bot.text.places import Places

LEFT_OVER = re.compile(r"^(?:['’]s\b|[\s,.’'-])+|(?<![\s,.-])[\s,.-]+$")  # around a name whose office is out
LONGEST_NAME = 4
LONGEST_TEXT = 600  # characters of a question that are looked at
HOME = frozenset({"jp", "us"})  # whose offices are meant where no country is told


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who may be meant. ``why`` says for a reader what led there; ``score`` is from 0 to 1."""

    id: str
    name: str
    kind: EntityKind
    why: str
    score: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who a name or role can mean, the likeliest first.

    ``ambiguous``: several bear the name, and nothing in the words decides. ``corrected`` is the
    spelling that was taken for the one typed. ``offices`` are those that the words name.
    """

    text: str
    candidates: tuple[Candidate, ...] = ()
    ambiguous: bool = False
    corrected: str | None = None
    offices: tuple[str, ...] = ()

    @property
    def only(self) -> Candidate | None:
        """The one who is meant, None where nobody or several may be."""
        return self.candidates[0] if len(self.candidates) == 1 else None


class Roster:
    """Persons and bodies with their offices; built once, without state."""

    def __init__(
        self, people: Mapping[str, Any], offices: Mapping[str, Any], bodies: Mapping[str, Any], places: Places
    ) -> None:
        """The tables of people.toml, offices.toml and bodies.toml."""
        self.as_of: date = people["as_of"]
        self.people: tuple[Person, ...] = tuple(read_people(people))
        self.all_offices: tuple[Office, ...] = tuple(read_offices(offices))
        self.bodies: tuple[Body, ...] = tuple(read_bodies(bodies))
        self._people = {person.id: person for person in self.people}
        self._offices = {office.id: office for office in self.all_offices}
        self._bodies = {body.id: body for body in self.bodies}
        common = frozenset(name_key(name) for name in people["common_surnames"])
        self._places = places
        self._beside = BesideNames(people["beside_names"])
        self._names = NameIndex(self.people, self.bodies, frozenset(bodies["as_printed"]), common)
        self._reader = OfficeReader(offices, self.all_offices, places)
        self._linker = Linker(
            self._names, self.office_words, common, {office.id: office.title for office in self.all_offices}
        )

    @classmethod
    def from_tables(cls, read: Callable[[str], dict[str, Any]]) -> Roster:
        """The roster from data/lexicon/, read by ``read`` (`bot.lexicon.read_table`)."""
        return cls(read("people"), read("offices"), read("bodies"), Places(read("places")))

    def person(self, key: str) -> Person | None:
        """The person of an id."""
        return self._people.get(key)

    def body(self, key: str) -> Body | None:
        """The body of an id."""
        return self._bodies.get(key)

    def office(self, office_id: str) -> Office | None:
        """The office of an id."""
        return self._offices.get(office_id)

    def office_phrases(self, text: str) -> tuple[OfficePhrase, ...]:
        """The words of ``text`` that name offices, in order, with the offices that they can mean."""
        return self._reader.read(text)

    def office_words(self, text: str) -> tuple[str, ...]:
        """Ids of the offices that ``text`` names, each once: "Japan's top diplomat" -> jp-foreign-minister."""
        return tuple(dict.fromkeys(office for phrase in self._reader.read(text) for office in phrase.offices))

    def holders(self, office_id: str, when: date | Days | None = None) -> tuple[Person, ...]:
        """Those who held the office at that time (any time where None), the latest first."""
        days = _days(when)
        held = [
            (term, p)
            for p in self.people
            for term in p.terms
            if term.office == office_id and (days is None or term.on(days))
        ]
        held.sort(key=lambda pair: (pair[0].acting, -pair[0].first.toordinal(), pair[1].name))
        return tuple(dict.fromkeys(person for _, person in held))

    def offices(self, key: str, when: date | Days | None = None) -> tuple[Office, ...]:
        """The offices that a person held at that time, those begun last first."""
        person = self._people.get(key)
        days = _days(when)
        terms = [t for t in person.terms if days is None or t.on(days)] if person else []
        terms.sort(key=lambda term: -term.first.toordinal())
        return tuple(dict.fromkeys(self._offices[term.office] for term in terms))

    def title(self, key: str, when: date | Days) -> str | None:
        """The title of a person on a day where one office surely held; never evidence, only background."""
        person, days = self._people.get(key), _days(when)
        sure = [t for t in person.terms if days and t.all_through(days)] if person else []
        sure.sort(key=lambda term: -term.first.toordinal())
        return self._offices[sure[0].office].title if sure else None

    def in_office(self, key: str, offices: Iterable[str], when: date | Days) -> bool:
        """Whether the person may have held one of the offices then: "Japan's top diplomat" of an article's day."""
        person, days, wanted = self._people.get(key), _days(when), frozenset(offices)
        return any(t.office in wanted and days is not None and t.on(days) for t in (person.terms if person else ()))

    def bearers(self, family: str) -> tuple[Person, ...]:
        """Those who bear a family name."""
        return self._names.family(family)

    def resolve(self, text: str, day: date | Days | None = None) -> Resolution:
        """Who ``text`` can mean: a name in any form, a role, or both; ``day`` is when, where it is known."""
        text = " ".join(word for word in text[:LONGEST_TEXT].split() if word[0] not in "@#")
        phrases = self._reader.read(text)
        offices = tuple(dict.fromkeys(office for phrase in phrases for office in phrase.offices))
        name = self._without(text, phrases)
        days = _days(day)
        body = self._names.body(text) or (None if offices else self._names.body(name))
        if body and not self._names.full(name):
            return Resolution(text, (Candidate(body.id, body.name, EntityKind.BODY, "by name", 1.0),))
        found, why = self._bearers(name)
        if found:
            return self._named(text, found, why, offices, days)
        if offices:
            return self._in_office(text, offices, days)
        return self._misspelt(text, name, days)

    def keys(self, name: str, day: date | None = None) -> frozenset[str]:
        """The ids that a name or role may mean on a day; empty where the lexicon knows nobody of it."""
        return frozenset(candidate.id for candidate in self.resolve(name, day).candidates)

    def _without(self, text: str, phrases: Iterable[Any]) -> str:
        """What is left of ``text`` when offices and honorifics are taken out: the name, if there is one."""
        left = list(text)
        for phrase in phrases:
            left[phrase.span.start : phrase.span.end] = " " * (phrase.span.end - phrase.span.start)
        return " ".join(LEFT_OVER.sub("", self._beside.without("".join(left))).split())

    def _bearers(self, name: str) -> tuple[tuple[Person, ...], str]:
        """Those whose name stands in ``name``: full names before family names before given names."""
        if is_japanese(name):
            stripped = self._beside.without_japanese(name)
            return self._names.japanese(stripped), "by name in Japanese"
        words = name_words(name)[:12]
        for size in range(min(LONGEST_NAME, len(words)), 1, -1):
            for start in range(len(words) - size + 1):
                if people := self._names.full(" ".join(words[start : start + size])):
                    return people, "by full name"
        if len(words) == 1 or self._names.family(" ".join(words)):
            found = self._names.family(" ".join(words))
            return (found, "by family name") if found else (self._names.given(" ".join(words)), "by given name")
        return self._by_surname(name, words), "by family name"

    def _by_surname(self, name: str, words: Sequence[str]) -> tuple[Person, ...]:
        """Those whose family name is one of several words; nobody where another word is an unknown name."""
        bearers = {word: self._names.family(word) for word in words}
        found = [person for people in bearers.values() for person in people]
        given = [p for p in found if set(name_words(p.given)) & set(words)]
        if given or not found:
            return tuple(dict.fromkeys(given))
        capitals = {word for part in name.split() if part[0].isupper() for word in name_words(part)}
        strange = [word for word in words if not bearers[word] and (word in capitals or len(words) == 2)]
        if len(words) > LONGEST_NAME or any(not self._places.find(word.title()) for word in strange):
            return ()
        return tuple(dict.fromkeys(found))

    def _named(
        self, text: str, people: Sequence[Person], why: str, offices: tuple[str, ...], days: Days | None
    ) -> Resolution:
        narrowed = (
            [p for p in people if any(t.office in offices and (days is None or t.on(days)) for t in p.terms)]
            if offices
            else []
        )
        narrowed = narrowed or [p for p in people if any(t.office in offices for t in p.terms)]
        chosen = narrowed or list(people)
        why = f"{why} and office" if narrowed and len(narrowed) < len(people) else why
        candidates = [Candidate(p.id, p.name, EntityKind.PERSON, why, _score(p, days)) for p in chosen]
        candidates.sort(key=lambda c: (-c.score, c.name))
        return Resolution(text, tuple(candidates), ambiguous=len(candidates) > 1, offices=offices)

    def _in_office(self, text: str, offices: tuple[str, ...], days: Days | None) -> Resolution:
        candidates: dict[str, Candidate] = {}
        home = tuple(office for office in offices if self._offices[office].country in HOME)
        for office in home if len({self._offices[office].country for office in offices}) > 2 and home else offices:
            title = self._offices[office].title
            for person in self.holders(office, days):
                candidates.setdefault(
                    person.id,
                    Candidate(
                        person.id,
                        person.name,
                        EntityKind.PERSON,
                        f"{title} at the time" if days else title,
                        0.9 if days else 0.4,
                    ),
                )
        return Resolution(text, tuple(candidates.values()), ambiguous=len(candidates) > 1, offices=offices)

    def _misspelt(self, text: str, name: str, days: Days | None) -> Resolution:
        if not name or len(name_words(name)) > LONGEST_NAME or self._places.lookup(name):
            return Resolution(text)
        near = self._names.near(name)
        spellings = sorted({spelling for spelling, _ in near})
        people = {p.id: p for _, bearers in near for p in bearers}
        if not people:
            return Resolution(text)
        candidates = [
            Candidate(p.id, p.name, EntityKind.PERSON, f"“{name}” taken for {p.name}", _score(p, days) * 0.8)
            for p in people.values()
        ]
        candidates.sort(key=lambda c: (-c.score, c.name))
        corrected = " or ".join(spelling.title() for spelling in spellings)
        return Resolution(text, tuple(candidates), ambiguous=len(candidates) > 1, corrected=corrected)

    def link(self, mentions: Sequence[NameMention], day: date | None = None) -> tuple[NameMention, ...]:
        """The mentions with the lexicon's ids and names where one person or body is meant; the others as they are."""
        return self._linker.link(mentions, day)

    def link_quotations(
        self, quotations: Sequence[Quotation], mentions: Sequence[NameMention], day: date | None = None, title: str = ""
    ) -> tuple[Quotation, ...]:
        """The quotations with their speakers re-keyed as `link` re-keys the mentions; ``title`` is the article's."""
        return self._linker.link_quotations(quotations, mentions, day, title)


def _days(when: date | Days | None) -> Days | None:
    return Days.single(when) if isinstance(when, date) else when


def _score(person: Person, days: Days | None) -> float:
    if days is None:
        return 0.8
    return 0.9 if any(term.on(days) for term in person.terms) else 0.6
