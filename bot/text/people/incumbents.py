"""Which days the people of an article allow: those printed with an office held it, those at work were in office."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from bot.models import Days, EntityKind, Record
from bot.text.people.records import Person
from bot.text.people.roster import Roster

NOT_NOW = re.compile(r"\b(?:former|formerly|ex|then|late|incoming|outgoing|elect|next|future|onetime)\b", re.IGNORECASE)
APART = re.compile(r"[.;:()\"“”\n]\s|, | (?:and|with|met|to|by|told|said) ")
BEFORE = 70  # characters before a name that may hold the office


class Incumbents:
    """The people of one article and the offices printed with them."""

    def __init__(self, record: Record, roster: Roster) -> None:
        """Reads the linked mentions; people whom the lexicon doesn't know tell nothing."""
        self.as_of: date = roster.as_of
        self._titled: dict[str, tuple[Person, frozenset[str]]] = {}
        self._people: dict[str, Person] = {}
        for mention in record.names:
            person = roster.person(mention.key) if mention.kind is EntityKind.PERSON else None
            if person is None or not person.terms:
                continue
            title = f"{_before(record.body, mention.span.start)} {mention.title or ''}"
            if NOT_NOW.search(title):
                continue
            self._people[person.id] = person
            offices = frozenset(roster.office_words(title)) & {term.office for term in person.terms}
            if offices:
                known = self._titled.get(person.id, (person, frozenset()))[1]
                self._titled[person.id] = (person, offices | known)

    def fits(self, days: Days) -> bool:
        """Whether everyone printed with an office may have held it then."""
        return all(
            any(t.office in offices and t.on(days) for t in person.terms) for person, offices in self._titled.values()
        )

    def fitting(self, choices: Sequence[Days]) -> list[Days]:
        """The choices that the offices printed allow; all of them where they allow none (a title misprinted)."""
        return [days for days in choices if self.fits(days)] or list(choices)

    def narrow(self, choices: Sequence[Days]) -> tuple[list[Days], str]:
        """The choices that the people allow, and why in words.

        First the offices printed; then, of those who were in office on one of the days and on another
        not, all have to speak for the same day.
        """
        fitting = self.fitting(choices)
        if len(fitting) == 1 < len(choices):
            return fitting, "the offices printed with " + _names(
                person for person, _ in self._titled.values()
            ) + " were held then"
        votes = {person: [d for d in fitting if any(t.on(d) for t in person.terms)] for person in self._people.values()}
        telling = {person: days for person, days in votes.items() if 0 < len(days) < len(fitting)}
        common = [d for d in fitting if all(d in days for days in telling.values())]
        if telling and len(common) == 1:
            return common, f"{_names(telling)} held office then, and not on the other day"
        return fitting, ""

    def only(self, choices: Sequence[Days]) -> tuple[Days, str] | None:
        """The one choice that the offices printed allow, with the reason; None where none or several do."""
        fitting = [days for days in choices if self.fits(days)] if self._titled else []
        if len(fitting) != 1:
            return None
        return fitting[0], "the offices printed with " + _names(
            person for person, _ in self._titled.values()
        ) + " were held then alone"


def _before(body: str, start: int) -> str:
    """The words right before a name, back to a stop, a comma or a verb."""
    return APART.split(body[max(0, start - BEFORE) : start])[-1]


def _names(people: Iterable[Person]) -> str:
    names = sorted(person.name for person in people)
    return ", ".join(names[:-1]) + (" and " if names[1:] else "") + names[-1]
