"""Ties the names printed in an article to the lexicon's persons and bodies, where one and only one is meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from bot.models import Days, EntityKind, NameMention, Quotation
from bot.text.folding import is_japanese, name_key
from bot.text.people.names import NameIndex
from bot.text.people.records import Body, Person

YEARS = 4  # how far from any office a person's surname alone still names that person
_REMEMBERED = 2_000  # groups of names
AROUND = timedelta(31)  # a title is printed some weeks before and after the office


class Linker:
    """Links by full name, by title and surname, and by a surname that only one person of the time bears."""

    def __init__(
        self,
        names: NameIndex,
        office_words: Callable[[str], tuple[str, ...]],
        common: frozenset[str],
        titles: Mapping[str, str],
    ) -> None:
        """``common``: surnames that alone name no one; ``titles``: what an office is called, by its id."""
        self._names = names
        self._office_words = office_words
        self._common = common
        self._titles = titles
        self._called = frozenset(title.lower().removeprefix("u.s. ") for title in titles.values())
        self._entry = lru_cache(_REMEMBERED)(self._look_up)  # an article's names are linked twice, with its quotations

    def link(self, mentions: Sequence[NameMention], day: date | None) -> tuple[NameMention, ...]:
        """Re-key each group of mentions that the article already ties together."""
        known = self._known(mentions, day)
        return tuple(_tied(m, known[m.kind, m.key]) if (m.kind, m.key) in known else m for m in mentions)

    def link_quotations(
        self, quotations: Sequence[Quotation], mentions: Sequence[NameMention], day: date | None, title: str = ""
    ) -> tuple[Quotation, ...]:
        """Re-key speakers and joint speakers; a speaker that no mention tells of is tried by name and office.

        The mentions may be linked already: keys of the article's own are found by the names they stand for.
        People whom the article's ``title`` names count as its own: "Readout of Vice President Harris's Meeting".
        """
        known = self._known(mentions, day)
        keys = {
            name_key(name): known[m.kind, m.key]
            for m in mentions
            if (m.kind, m.key) in known
            for name in (m.text, m.name)
        }
        keys |= {key: entry for (_, key), entry in known.items()}
        titled = self._in_title(title, day)
        people = {one.id: one for one in (*known.values(), *titled) if isinstance(one, Person)}
        families = Counter(name_key(person.family) for person in people.values())
        for person in people.values():
            if families[family := name_key(person.family)] == 1:
                keys.setdefault(family, person)
        named = tuple(self._speaker(quotation, keys, day) for quotation in quotations)
        labelled = {quotation.speaker_key for quotation in named if _is_label(quotation)}
        likely = [person for person in titled if person.id not in labelled]
        return tuple(self._by_office(quotation, people.values(), likely, day) for quotation in named)

    def _in_title(self, title: str, day: date | None) -> list[Person]:
        """The people whom a title names, in full or by surname beside an office: "Remarks by President Biden"."""
        words = [word.strip(",.:;()").removesuffix("'s").removesuffix("’s") for word in title.split()]
        runs = [" ".join(words[at : at + size]) for size in (3, 2) for at in range(len(words) - size + 1)]
        full = [people[0] for run in runs if run.istitle() and len(people := self._names.full(run)) == 1]
        names = [word for word in words if word[:1].isupper()]
        return full + [person for name in names if (person := self._by_surname(name, (title,), day))]

    def _by_office(
        self, quotation: Quotation, people: Iterable[Person], likely: Collection[Person], day: date | None
    ) -> Quotation:
        """A quotation whose speaker is printed by office alone, "the defense minister", with the one of the article's people who held it.

        ``likely`` are in the title and have no label of their own: where several held it, the label THE PRESIDENT is one of them.
        """
        role = (quotation.speaker or "").lower()
        if quotation.joint or not self._is_office(quotation, role):
            return quotation
        held = self._titled(tuple(people), (role,), day)
        head = role.rpartition(" ")[2]
        only = [person for person in held if self._is_called(person, head, role, day)] or held
        if len(only) > 1 and _is_label(quotation):
            only = [person for person in only if person in likely]
        if len(only) != 1:
            return quotation
        return replace(quotation, speaker=only[0].name, speaker_key=only[0].id, speaker_kind=EntityKind.PERSON)

    def _is_office(self, quotation: Quotation, role: str) -> bool:
        """Whether a speaker is printed by office: "the defense minister", "Vice President"."""
        if quotation.speaker_key is None and role.startswith("the "):
            return True
        return role.removeprefix("the ") in self._called

    def _is_called(self, person: Person, head: str, role: str, day: date | None) -> bool:
        """Whether the office that a role names, as the person held it, is called so: a minister is no secretary."""
        offices, days = self._office_words(role), _around(day)
        terms = [t for t in person.terms if t.office in offices and (days is None or t.on(days))]
        return any(head in self._titles[term.office].lower().split() for term in terms)

    def _speaker(self, quotation: Quotation, keys: Mapping[str, Person | Body], day: date | None) -> Quotation:
        entry = keys.get(quotation.speaker_key or "") or keys.get(name_key(quotation.speaker or ""))
        if entry is None and quotation.speaker and quotation.speaker_kind in {EntityKind.PERSON, EntityKind.BODY}:
            entry = self._entry(quotation.speaker_kind, (quotation.speaker,), (quotation.office or "",), day)
        joint = tuple(one.id if (one := keys.get(key) or keys.get(name_key(key))) else key for key in quotation.joint)
        if entry is None:
            return quotation if joint == quotation.joint else replace(quotation, joint=joint)
        return replace(quotation, speaker=entry.name, speaker_key=entry.id, joint=joint)

    def _known(self, mentions: Sequence[NameMention], day: date | None) -> dict[tuple[EntityKind, str], Person | Body]:
        groups: dict[tuple[EntityKind, str], list[NameMention]] = {}
        for mention in mentions:
            if mention.kind is EntityKind.PERSON or mention.kind is EntityKind.BODY:
                groups.setdefault((mention.kind, mention.key), []).append(mention)
        known = {}
        for (kind, key), group in groups.items():
            names = dict.fromkeys([name for m in group for name in (m.name, m.text)])
            titles = dict.fromkeys([m.title for m in group if m.title])
            if entry := self._entry(kind, tuple(names), tuple(titles), day):
                known[kind, key] = entry
        return known

    def _look_up(
        self, kind: EntityKind, names: tuple[str, ...], titles: tuple[str, ...], day: date | None
    ) -> Person | Body | None:
        if kind is EntityKind.BODY:
            return next((body for name in names if (body := self._names.body(name))), None)
        for name in names:
            if is_japanese(name) or " " in name.strip():
                people = self._names.japanese(name) if is_japanese(name) else self._names.full(name)
                if people:
                    return self._one(people, titles, day)
        if any(" " in name.strip() for name in names):
            return None  # the article gives a full name, and it is nobody's here
        return self._by_surname(names[0], titles, day) if names else None

    def _by_surname(self, name: str, titles: Sequence[str], day: date | None) -> Person | None:
        people = self._names.family(name)
        titled = self._titled(people, titles, day)
        if len(titled) == 1:
            return titled[0]
        if len(people) != 1 or name_key(name) in self._common:
            return None
        person = people[0]
        return person if day is None or person.near_office(day, YEARS) else None

    def _one(self, people: Sequence[Person], titles: Sequence[str], day: date | None) -> Person | None:
        if len(people) == 1:
            return people[0]
        titled = self._titled(people, titles, day)
        return titled[0] if len(titled) == 1 else None

    def _titled(self, people: Sequence[Person], titles: Sequence[str], day: date | None) -> list[Person]:
        """Those who hold, around the day, an office that a title names."""
        if not people:
            return []
        offices = {office for title in titles if title for office in self._office_words(title)}
        days = _around(day)
        return [p for p in people if any(t.office in offices and (days is None or t.on(days)) for t in p.terms)]


def _is_label(quotation: Quotation) -> bool:
    """Whether a transcript's label names the speaker."""
    return quotation.cue is not None and quotation.cue == quotation.speaker_span


def _around(day: date | None) -> Days | None:
    """The days on which a title may be printed for an office; None where the day is not known."""
    return Days(day - AROUND, day + AROUND) if day and date.min + AROUND < day < date.max - AROUND else None


def _tied(mention: NameMention, entry: Person | Body) -> NameMention:
    return replace(mention, name=entry.name, key=entry.id)
