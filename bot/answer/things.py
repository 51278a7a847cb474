"""Names of things and of outlets in a passage, and things told by their kind: "a homemade weapon"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.models import EntityKind, NameMention, Record, Span
from bot.text.tokens import fold, stem

_CAPITALS = re.compile(
    r"(?<!\w)(?:[A-Z][\w’'&.-]*|\d+(?![\d,.]*\d))"  # "3" of "3,000" is no part of a name
    r"(?:\s+(?:(?:of|the|and|de|la|for|&)\s+){0,2}(?:[A-Z][\w’'&-]*|\d+(?![\d,.]*\d)))*"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_COUNTED = re.compile(r"(?!(?:1[5-9]|20)\d\d\b)\d[\d,.]*\s")  # "500 Tomahawk": so many, and none of them
_TITLE_WORK = re.compile(r"[“\"‘']([A-Z][^“”\"‘’']{2,60})[”\"’']")
_OF_A_KIND = re.compile(r"\b(?:an?|the|its|his|her|their)\s+((?:[a-z][\w-]*\s+){1,3})([a-z][\w-]*)")
_MEASURED = re.compile(
    r"\b([a-z][\w-]*)\s+(?:of|was|is|at)\s+((?:[$€£¥]\s?)?\d[\d,]*(?:\.\d+)?(?:\s(?:percent|million|billion|degrees))?)"
)
_ARTICLE = re.compile(r"^[Tt]he\s+")
SHORTEST = 2  # letters of a name
ROLE = 0.35  # what a person without a name is worth beside one with a name
ASIDE = 0.3  # what a person, a place or a number is worth where a thing is asked for


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible short answer: as printed, where, how well it stands, and whom it means if it is a name."""

    text: str
    span: Span
    worth: float
    key: str
    name: str | None = None
    title: str | None = None
    aside: bool = False  # of another kind than is asked for: found, but not told as the answer


class Things:
    """Finds names of things and of outlets. ``table`` is data/lexicon/questions.toml, ``outlets`` outlets.toml."""

    def __init__(self, table: Mapping[str, Any], outlets: Mapping[str, Any], titles: Collection[str]) -> None:
        """``titles`` are the words that offices are made of: "The President" is no thing."""
        self._no_things = frozenset(str(table["no_things"]).split())
        self._titles = frozenset(titles)
        self._roles = frozenset(str(table["head"]["person"]).split() + str(table["ranks"]).split())
        roles = "|".join(sorted(self._roles, key=lambda role: (-len(role), role)))
        self._role = re.compile(
            rf"\b(?:the|an?|its|his|her|their)\s+(?:(?!of\b|and\b|in\b|for\b|to\b)[A-Za-z][\w.-]*\s+){{0,3}}?(?i:{roles})s?\b"
            r"(?:\s+(?:of|for)\s+(?:the\s+)?[A-Z][\w.’'-]*(?:\s[A-Z][\w’'-]*)*)?"
        )
        self._outlets = {
            fold(also): name for name, entry in outlets["outlets"].items() for also in (name, *entry.get("also", ()))
        }

    def of_kind(self, text: str, offset: int, noun: str) -> Iterator[Candidate]:
        """Things told by the kind that is asked for: "weapon" finds "homemade weapon", "magnitude" its figure."""
        kind = stem(noun.rsplit(maxsplit=1)[-1])
        for found in _OF_A_KIND.finditer(text):
            if stem(found[2]) == kind:
                words = found[1] + found[2]
                yield Candidate(words, Span(found.start(1) + offset, found.end() + offset), 1.0, words.casefold())
        for found in _MEASURED.finditer(text):
            if stem(found[1]) == kind:
                yield Candidate(
                    found[2], Span(found.start(2) + offset, found.end(2) + offset), 1.0, found[2].casefold()
                )

    def named(self, text: str, offset: int, names: Sequence[NameMention]) -> Iterator[Candidate]:
        """Names of things: runs of capitalised words, and works in quotation marks; persons stand back."""
        persons = [name.text for name in names if name.kind is EntityKind.PERSON]
        for pattern, worth in ((_TITLE_WORK, 1.0), (_CAPITALS, 0.9)):
            for found in pattern.finditer(text):
                words = _POSSESSIVE.sub("", found[1] if found.lastindex else found[0])
                start = found.start(1) if found.lastindex else found.start()
                if len(words.rstrip(".")) < SHORTEST or words.lower() in self._no_things or self._is_title(words):
                    continue
                first = start == 0 and " " not in words
                aside = (
                    first
                    or words.isdigit()
                    or _COUNTED.match(words) is not None
                    or any(name in words for name in persons)
                )
                span = Span(start + offset, start + offset + len(words))
                yield Candidate(words, span, worth * (ASIDE if aside else 1.0), words.casefold(), aside=aside)

    def in_record(self, text: str, span: Span, record: Record) -> list[Candidate]:
        """Names of things; "Aug. 12" is none, though it has a capital."""
        named = self.named(text, span.start, record.names)
        return [c for c in named if not any(date.span.overlaps(c.span) for date in record.dates)]

    def roles(self, text: str, offset: int) -> Iterator[Candidate]:
        """Persons told by what they are, without a name: "the mayor of Sasebo", "a Dutch sergeant"."""
        for found in self._role.finditer(text):
            yield Candidate(found[0], Span(found.start() + offset, found.end() + offset), ROLE, found[0].casefold())

    def is_role(self, name: str) -> bool:
        """Whether a name is of an office that one person holds: "the U.S. Secretary of Energy"."""
        return not self._roles.isdisjoint(name.lower().split())

    def outlets(self, text: str, offset: int, names: Sequence[NameMention]) -> Iterable[Candidate]:
        """Outlets and agencies by name; where none is printed, other names of things."""
        known = []
        for found in _CAPITALS.finditer(text):
            words = _POSSESSIVE.sub("", found[0]).rstrip(".")
            name = self._outlets.get(fold(words)) or self._outlets.get(fold(_ARTICLE.sub("", words)))
            if name:
                span = Span(found.start() + offset, found.start() + offset + len(words))
                known.append(Candidate(words, span, 1.0, name.casefold()))
        return known or list(self.named(text, offset, names))

    def _is_title(self, words: str) -> bool:
        return all(word in self._titles for word in _ARTICLE.sub("", words).lower().split())


def named_as(names: Iterable[NameMention], span: Span, worth: dict[EntityKind, float]) -> Iterable[Candidate]:
    """The names in ``span`` of the kinds that are worth something."""
    for name in names:
        if span.covers(name.span) and name.kind in worth:
            yield Candidate(name.text, name.span, worth[name.kind], name.key, name.name, name.title)
