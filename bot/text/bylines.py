"""Reads the line that tells who wrote an article, and the outlet that a byline tells besides."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

_LONGEST = 160
_MOST_WORDS = 14
_ROLE_WORDS = 4
_PARTS = re.compile(r"\s+[|•·/–—-]\s+|\s*[|•·]\s*|\s*;\s*")
_BARS = re.compile(r"\s*[|•·]\s*")
_WORD = re.compile(r"(?<!\w)[^\W\d_][\w'’.-]*")
_NAME = re.compile(r"[A-Z](?:[a-z'’-]+[A-Z]?[a-z]*|[A-Z'’-]+|\.)")
# "By Ann Lee March 21, 2023 11:58 PM": the stamp behind the name.
_DATED = re.compile(r"\s+(?:on\s+)?(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8}\.?),?\s(?:19|20)\d\d\b.*$")
_BUREAU = re.compile(r"[A-Z][\w. ]{2,24} bureau")  # "Washington bureau"; an Affairs Bureau is a ministry's
_TIME = re.compile(r"\b\d{1,2}:\d\d\b|\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Byline:
    """The author as printed, and the outlet whose people are meant ("BNN Correspondents"), where a byline tells it."""

    author: str
    outlet: str | None = None


class BylineReader:
    """Constructed with header.toml, outlets.toml and given_names.toml."""

    def __init__(self, header: Mapping[str, Any], outlets: Mapping[str, Any], given: Mapping[str, str]) -> None:
        self._given = frozenset(name.lower() for names in given.values() for name in names.split())
        table = header["byline"]
        labels = "|".join(sorted(map(re.escape, table["labels"]), key=len, reverse=True))
        self._label = re.compile(rf"(?:{labels})(?:\(?s\)?)?(?:\s?[:：=＝]\s?|\s|(?<=・))(?=\S)", re.IGNORECASE)
        self._colon_label = re.compile(rf"(?:{labels})(?:\(?s\)?)?\s?[:：=＝]", re.IGNORECASE)
        self._small = frozenset(table["small"])
        desks = "|".join(sorted(map(re.escape, table["desks"]), key=len, reverse=True))
        self._desk = re.compile(rf"(?P<outlet>(?:[\w&'’.-]+\s){{0,5}}?[\w&'’.-]+)\s(?:{desks})$", re.IGNORECASE)
        self._roles = tuple(sorted(table["roles"], key=len, reverse=True))
        self._names = outlet_names(outlets)

    def read(self, line: str) -> Byline | None:
        """The byline that a line is ("By Ann Lee and Bo Chen | Staff Writers"), or None."""
        if len(line) > _LONGEST:
            return None
        label = self._label.match(line)
        if label is None:
            return self._signed(line) or self._in_parts(line)
        rest = _DATED.sub("", line[label.end() :]).rstrip(" -–—|")
        return self._names_in(rest, labelled=self._colon_label.match(line) is not None)

    def _in_parts(self, line: str) -> Byline | None:
        """The byline behind a stamp and a bar: "June 1, 2023 | By Ann Lee"."""
        first, *others = _BARS.split(line)
        signed = next((at for at, part in enumerate(others) if self._label.match(part)), None)
        return self.read(" | ".join(others[signed:])) if signed is not None and _TIME.search(first) else None

    def _signed(self, line: str) -> Byline | None:
        """A name with what its bearer is called: "ANN EXAMPLE, Harbour Post staff writer"."""
        author, comma, rest = (line if "," in line else line.replace(" |", ",")).partition(",")
        role = rest.lower().endswith(self._roles) or _BUREAU.fullmatch(rest.strip()) is not None
        if not comma or not role or len(rest.split()) > _MOST_WORDS // 2:
            return None
        return self._told(author) if self.is_name(author) else None

    def is_name(self, line: str) -> bool:
        """Whether the line is two to four words in capitals, as a person's name is."""
        words = line.split()
        return 2 <= len(words) <= 4 and all(_NAME.fullmatch(word) for word in words)

    def is_person(self, line: str) -> bool:
        """Whether the line is a name that begins with a given name known for one."""
        return self.is_name(line) and line.split(maxsplit=1)[0].lower() in self._given

    def value(self, text: str) -> Byline | None:
        """The author of a field's value, with or without "By"."""
        text = " ".join(text.split())[:_LONGEST]
        label = self._label.match(text)
        return self._told(text[label.end() :] if label else text) if text else None

    def outlet(self, line: str) -> str | None:
        """The outlet whose name the line is, or whose staff ("Reuters Staff"), known to outlets.toml."""
        known = self._names.get(line.casefold().removeprefix("the "))
        if known or len(line) > 80:
            return known
        desk = self._desk.fullmatch(line)
        return self._names.get(desk["outlet"].casefold().removeprefix("the ")) if desk else None

    def is_role(self, line: str) -> bool:
        """Whether the line is what a writer is called ("Staff Writer", "Defence correspondent, Darwin"), which stands under a byline."""
        role = line.partition(",")[0].lower().rstrip(".")
        return role.endswith(self._roles) and len(role.split()) <= _ROLE_WORDS

    def _names_in(self, rest: str, *, labelled: bool) -> Byline | None:
        parts = [part for part in _PARTS.split(rest) if part]
        if not parts:
            return None
        author = parts[0].rstrip(" ,:.") if labelled else parts[0].rstrip(" ,:")
        words = _WORD.findall(author)
        if not words or len(words) > _MOST_WORDS or _TIME.search(author):
            return None
        if author.endswith((".", "!", "?")) and not author.endswith(("Jr.", "Sr.")):
            return None
        named = [word for word in words if word.lower() not in self._small]
        if not named or not all(word[0].isupper() or not word[0].islower() for word in named):
            return None
        if not labelled and len(named) > 8 and "," not in author:
            return None
        byline = self._told(author)
        if byline.outlet is None:
            known = next((name for part in parts[1:] if (name := self.outlet(part.strip()))), None)
            byline = replace(byline, outlet=known)
        return byline

    def _told(self, author: str) -> Byline:
        author = self._without_role(author)
        head, comma, tail = author.rpartition(", ")
        if comma and self.is_name(head) and (staff := self.outlet(tail)):
            return Byline(head, staff)
        outlet = self._names.get(author.casefold().removeprefix("the "))
        if outlet is None:
            desk = self._desk.fullmatch(author)
            if desk:
                told = desk["outlet"].strip()
                outlet = self._names.get(told.casefold().removeprefix("the "), told if told[0].isupper() else None)
        return Byline(author, outlet)

    def _without_role(self, author: str) -> str:
        for role in self._roles:
            head, comma, tail = author.rpartition(",")
            if comma and tail.strip().lower() == role:
                return head.strip()
        return author


def outlet_names(outlets: Mapping[str, Any]) -> dict[str, str]:
    """Every name of an outlet, folded and without "the" -> the name it is shown by."""
    names: dict[str, str] = {}
    for name, entry in outlets["outlets"].items():
        for alias in (name, *entry.get("also", ())):
            names[alias.casefold().removeprefix("the ")] = name
    return names
