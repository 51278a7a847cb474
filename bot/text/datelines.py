"""The line that a story begins with: the place that it is sent from, and the agency that sends it, "TOKYO (Kyodo) --"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.models import Fact, Found
from bot.text.mastheads import MastheadReader

_DASH = r"\s?(?:[–—―]|--|-(?=\s))"
_PLACE_WORD = r"[A-Z][\w.'’]*+(?:[-/][\w.'’]++)*+"  # possessive: no run of capitals is read twice
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE_WORD}(?:\s{_PLACE_WORD}){{0,4}}+(?:\s?,\s[A-Z][\w.]*+(?:\s[A-Z][\w.]*+){{0,2}}+)?)\s?"
    r"(?P<day>,\s(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8}\.?)(?:,\s\d{4})?)?"
    r"\s?(?P<agency>\((?P<name>[\w&/ .-]{2,30})\))?" + _DASH
)
_DEPTH = 4  # paragraphs, in one of which the dateline stands
_LETTERS = re.compile(r"[A-Z]{2,6}")
_BRACKET = re.compile(r"(?P<place>[A-Z][\w.'’ -]{1,30}(?:,\s[A-Z][\w. ]{1,20})?)?\s?\((?P<name>[\w&/ .-]{2,30})\)\s")


class DatelineReader:
    """Constructed with the reader of mastheads, header.toml's ``dateline``, and the outlets' names by their folded ones."""

    def __init__(
        self, mastheads: MastheadReader, dateline: Mapping[str, Sequence[str]], names: Mapping[str, str]
    ) -> None:
        self._mastheads = mastheads
        self._names = names
        self._no_places = frozenset(dateline["no_places"])
        self._agencies = frozenset(dateline["agencies"])

    def read(self, body: str) -> tuple[Fact | None, Fact | None]:
        """The place that the story is sent from, and the agency in brackets beside it."""
        for number, start in enumerate(_beginnings(body)):
            found = _DATELINE.match(start)
            if (
                found is not None
                and self._is_dateline(found)
                and (number == 0 or found["place"].partition(",")[0].isupper())
            ):
                return self._told_by(found)
            place, agency = self._bracket(start)
            if agency:
                return place, agency
        return None, None

    def _told_by(self, found: re.Match[str]) -> tuple[Fact | None, Fact | None]:
        line = found.group().strip()
        place = found["place"].strip().rstrip(",")
        name = self._agency(found["name"], place)
        if name is None:
            place, name = self._place_and_agency(place)
        return Fact(place, line) if place else None, Fact(name, line, Found.INFERRED) if name else None

    def _is_dateline(self, found: re.Match[str]) -> bool:
        """A place in capitals, or one with a day, an agency or a comma, or of a word or two before the dash."""
        place = found["place"].strip()
        if place.lower() in self._no_places:
            return False
        if found["agency"] and not found["day"] and self._agency(found["name"], place) is None:
            return False
        if place.isupper() or found["day"] or found["agency"]:
            return True
        following = found.string[found.end() :].lstrip()[:1]
        return len(place.split()) <= 3 and not following.islower()

    def _bracket(self, start: str) -> tuple[Fact | None, Fact | None]:
        """Without a dash, "Tokyo (CNN) The minister …" or "(CNN) The minister …": for a known agency only."""
        found = _BRACKET.match(start)
        name = self._agency(found["name"]) if found else None
        if found is None or name is None:
            return None, None
        line, place = found.group().strip(), found["place"]
        return Fact(place.strip(), line) if place else None, Fact(name, line, Found.INFERRED)

    def _place_and_agency(self, place: str) -> tuple[str, str | None]:
        """Parts "London CNN Business" into London and CNN."""
        words = place.split()
        for cut in range(len(words)):
            name = self._agency(" ".join(words[cut:]))
            if name:
                return " ".join(words[:cut]).rstrip(","), name
        return place, None

    def _agency(self, name: str | None, place: str = "") -> str | None:
        """The agency of that name: a known one, or letters behind a ``place`` in capitals, "TOKYO (TNA) -"."""
        if not name:
            return None
        folded = name.casefold().removeprefix("the ")
        letters = place.isupper() and _LETTERS.fullmatch(name) is not None
        known = letters or folded in self._agencies or (place.isupper() and self._mastheads.is_agency(name))
        return self._names.get(folded) or (name if known else None)


def _beginnings(body: str) -> Iterator[str]:
    """The beginnings of the first paragraphs: a caption or a subheading may stand before the dateline."""
    start = 0
    for _ in range(_DEPTH):
        yield body[start : start + 160].partition("\n\n")[0]
        start = body.find("\n\n", start) + 2
        if start < 2:
            return
