"""The knowledge that names are found with, shaped for quick look-up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.text.tokens import fold


class Gender(StrEnum):
    """How an article would refer to a person: he or she."""

    MALE = "m"
    FEMALE = "f"


@dataclass(frozen=True, slots=True)
class NamingTables:
    """Words that make, precede or rule out a name; all folded except where the case tells."""

    given: dict[str, Gender | None]
    japanese_given: frozenset[str]
    japanese_surnames: frozenset[str]
    titles: dict[str, Gender | None]
    which: frozenset[str]
    departments: frozenset[str]
    of_departments: frozenset[str]
    body_heads: frozenset[str]
    heads_and_surnames: frozenset[str]
    body_openers: frozenset[str]
    body_names: frozenset[str]
    places: frozenset[str]
    peoples: frozenset[str]
    calendar: frozenset[str]
    facilities: frozenset[str]
    sites: frozenset[str]
    common: frozenset[str]
    small: frozenset[str]

    @classmethod
    def read(cls, read: Callable[[str], dict[str, Any]]) -> NamingTables:
        """Build from data/lexicon/given_names.toml and naming.toml by way of ``read(name)``."""
        given, naming = read("given_names"), read("naming")
        titles, bodies, other = naming["titles"], naming["bodies"], naming["other"]
        return cls(
            given=_given(given),
            japanese_given=_words(given["japanese_male"]) | _words(given["japanese_female"]),
            japanese_surnames=_words(given["japanese_surnames"]),
            titles=dict.fromkeys(_words(titles["any"]))
            | dict.fromkeys(_words(titles["male"]), Gender.MALE)
            | dict.fromkeys(_words(titles["female"]), Gender.FEMALE),
            which=_words(titles["which"]),
            departments=_entries(titles["departments"]),
            of_departments=_words(titles["departments"].replace(";", " ").replace(",", " ")),
            body_heads=_words(bodies["heads"]),
            heads_and_surnames=_words(bodies["also_surnames"]),
            body_openers=_words(bodies["openers"]),
            body_names=_entries(bodies["names"]),
            places=_entries(other["places"]),
            peoples=peoples(naming),
            calendar=_words(other["calendar"]),
            facilities=_words(other["facilities"]),
            sites=_words(other["sites"]),
            common=_words(other["common"]),
            small=_words(other["small"]),
        )

    def gender(self, name: str, title: str | None = None) -> Gender | None:
        """He or she, by the title first and by the given name second; None when neither tells."""
        for word in (title or "").split():
            if told := self.titles.get(fold(word).rstrip(".")):
                return told
        words = [fold(word) for word in name.split()]
        if len(words) > 1 and words[-1] in self.japanese_given and words[0] in self.japanese_surnames:
            words.reverse()
        return next((self.given[word] for word in words[: max(1, len(words) - 1)] if word in self.given), None)


def peoples(naming: dict[str, Any]) -> frozenset[str]:
    """The adjectives of peoples and parties in naming.toml: "japanese", "republican"."""
    return _words(naming["other"]["peoples"])


def _given(table: dict[str, str]) -> dict[str, Gender | None]:
    male = _words(table["male"]) | _words(table["japanese_male"])
    female = _words(table["female"]) | _words(table["japanese_female"])
    either = _words(table["either"]) | (male & female)
    return dict.fromkeys(male, Gender.MALE) | dict.fromkeys(female, Gender.FEMALE) | dict.fromkeys(either)


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word).rstrip(".") for word in text.split())


def _entries(text: str) -> frozenset[str]:
    return frozenset(fold(" ".join(entry.split())) for entry in text.replace("\n", " ").split(";") if entry.strip())
