"""The values read from people.toml, offices.toml and bodies.toml, checked as they are read."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.errors import LexiconError
from bot.models import Days
from bot.text.folding import fold


@dataclass(frozen=True, slots=True)
class Term:
    """An office held from ``first`` to ``last``; None: still, as far as the lexicon knows.

    ``first_sure`` and ``last_sure`` are the inner ends where only a month is known.
    """

    office: str
    first: date
    last: date | None
    first_sure: date
    last_sure: date | None
    acting: bool = False

    def on(self, days: Days) -> bool:
        """Whether the term touches the days."""
        return self.first <= days.last and (self.last is None or days.first <= self.last)

    def all_through(self, days: Days) -> bool:
        """Whether the term surely covers all of the days."""
        return self.first_sure <= days.first and (self.last_sure is None or days.last <= self.last_sure)


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the lexicon. ``gender`` is "m" or "f"; ``side`` an ISO code or ""."""

    id: str
    name: str
    given: str
    family: str
    japanese: str | None
    gender: str
    side: str
    aliases: tuple[str, ...]
    terms: tuple[Term, ...]

    def near_office(self, day: date, years: int) -> bool:
        """Whether the person held an office within ``years`` of the day; True where no term is known."""
        if not self.terms:
            return True
        first = min(term.first for term in self.terms).year - years
        last = max((term.last or date.max).year for term in self.terms) + years
        return first <= day.year <= last


@dataclass(frozen=True, slots=True)
class Office:
    """A post. ``only``: phrases that name it without its country; ``party``: words that must stand beside its role."""

    id: str
    title: str
    country: str
    roles: tuple[str, ...]
    host: str | None
    only: tuple[str, ...]
    party: tuple[str, ...]
    shared: bool


@dataclass(frozen=True, slots=True)
class Body:
    """A ministry, force, party, international body or news agency."""

    id: str
    name: str
    country: str
    kind: str
    aliases: tuple[str, ...]


def slug(name: str) -> str:
    """An id made from a name: "antony-blinken"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def read_people(table: Mapping[str, Any]) -> Iterator[Person]:
    """The persons of people.toml. Raises `LexiconError` with the person's name."""
    for entry in table["people"]:
        try:
            terms = tuple(_term(*row) for row in entry.get("terms", ()))
        except (TypeError, ValueError, IndexError) as err:
            raise LexiconError(f"people.toml: a term of {entry['name']} can't be read: {err}.") from err
        name = entry["name"]
        family = entry.get("family", name.split()[-1])
        given = name.replace(family, "", 1).strip()
        yield Person(
            slug(name), name, given, family, entry.get("ja"), entry.get("g", ""), entry.get("side", ""), tuple(entry.get("aliases", ())), terms
        )  # fmt: skip


def _term(office: str, first: date | str, last: date | str | None = None, note: str = "") -> Term:
    first_low, first_high = _ends(first)
    last_low, last_high = _ends(last) if last is not None else (None, None)
    if last_high is not None and last_high < first_low:
        raise ValueError(f"{office} ends before it begins")
    return Term(office, first_low, last_high, first_high, last_low, note == "acting")


def _ends(value: date | str) -> tuple[date, date]:
    """The first and last day that a day or a month "2022-01" can mean."""
    if isinstance(value, date):
        return value, value
    year, month = (int(part) for part in value.split("-"))
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def read_offices(table: Mapping[str, Any]) -> Iterator[Office]:
    """The offices of offices.toml."""
    for entry in table["office"]:
        yield Office(
            entry["id"], entry["title"], entry["country"], tuple(entry["roles"]), entry.get("host"), tuple(entry.get("only", ())),
            tuple(entry.get("party", ())), entry.get("shared", False),
        )  # fmt: skip


def read_bodies(table: Mapping[str, Any]) -> Iterator[Body]:
    """The bodies of bodies.toml."""
    for group in table["group"]:
        for line in group["names"]:
            names = tuple(line.split("|"))
            yield Body(slug(names[0]), names[0], group["country"], group["kind"], names)
