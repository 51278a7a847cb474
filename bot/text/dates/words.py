"""The words of time, as data/lexicon/calendar.toml has them, made ready for patterns and look-ups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


def either(words: Iterable[str]) -> str:
    """A pattern that matches any of ``words``, the longest first; a blank stands for any white space."""
    return _tree(sorted(set(words), key=lambda word: (-len(word), word)))


def _tree(words: Iterable[str]) -> str:
    """The alternatives by their first letters, so that a text is not tried against each word in turn."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[:1], []).append(word[1:])
    optional = "?" if rests.pop("", None) else ""
    branches = [(r"\s{1,3}" if first == " " else re.escape(first)) + _tree(rest) for first, rest in rests.items()]
    if not branches:
        return ""
    return branches[0] if len(branches) == 1 and not optional else f"(?:{'|'.join(branches)}){optional}"


def cased(words: Iterable[str]) -> list[str]:
    """The words as they are, with a capital, and in capitals."""
    return [form for word in words for form in (word, word[:1].upper() + word[1:], word.upper())]


def opening(words: Iterable[str]) -> list[str]:
    """The words as they are, and with a capital as at the start of a sentence."""
    return [form for word in words for form in (word, word[:1].upper() + word[1:])]


@dataclass(frozen=True)
class Fiscal:
    """A country's fiscal year: the month it begins in, and whether it is called by its first or last year."""

    country: str
    month: int
    shift: int
    words: tuple[str, ...]


class Calendar:
    """Look-ups by word, all in lower case: months, weekdays, numbers, parts of a year, tense."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        """``table`` is calendar.toml as read."""
        self.table = table
        self.months = {name.lower(): int(number) for number, names in table["months"].items() for name in names}
        self.weekdays = {name.lower(): int(number) for number, names in table["weekdays"].items() for name in names}
        self.month_names = tuple(names[0] for names in table["months"].values())
        self.weekday_names = tuple(names[0] for names in table["weekdays"].values())
        self.numbers: dict[str, int] = table["numbers"]
        self.ordinals: dict[str, int] = table["ordinals"]
        self.parts: dict[str, str] = table["parts"]
        self.seasons: dict[str, int] = table["seasons"]
        self.days: dict[str, int] = table["days"]
        self.stretches: dict[str, tuple[str, int]] = {
            word: (unit, step) for word, (unit, step) in table["stretches"].items()
        }
        self.anaphora: dict[str, int] = table["anaphora"]
        self.named_names = tuple(name for d in table["named_days"] for name in d["names"])
        self.named = {
            name.lower(): (int(d["month"]), int(d["day"])) for d in table["named_days"] for name in d["names"]
        }
        self.eras = {name.lower(): int(era["first"]) for era in table["eras"] for name in era["names"]}
        self.fiscal = tuple(Fiscal(f["country"], f["month"], f["shift"], tuple(f["words"])) for f in table["fiscal"])
        self.named_weekdays = frozenset(table["named_weekdays"]["before"])
        self.doubtful = frozenset(name.lower() for name in table["bare_months"]["doubtful"])

    def month(self, word: str) -> int:
        """The number of a month's name, with or without a full stop."""
        return self.months[word.rstrip(".").lower()]

    def weekday(self, word: str) -> int:
        """The number of a weekday's name; Monday is 0."""
        return self.weekdays[word.rstrip(".").removesuffix("日").lower()]

    def count(self, word: str) -> int | None:
        """The number that a word or digits tell, "seventy-nine" too; None for "several"."""
        if word.isdecimal():
            return int(word)
        parts = [self.numbers.get(part) for part in word.lower().split("-")]
        return sum(part for part in parts if part) if all(parts) else None
