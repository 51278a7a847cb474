"""Reads offices out of words: "Japan's top diplomat", "the Secretary of State", "foreign minister of Japan", 外相."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.models import Span
from bot.text.folding import fold, is_japanese
from bot.text.people.records import Office
from bot.text.places import PlaceMention, Places

WORD = re.compile(r"(?:[A-Za-z]\.){2,5}|[^\W_]+(?:['’][^\W_]+)*")
BEFORE = 40  # characters between a country and the role it belongs to: "Japan's new and first female foreign minister"
JOINED = re.compile(r"\s?(?:,|/|and|or|&)?\s?(?:and\s)?", re.IGNORECASE)
AFTER = re.compile(r"\s{1,2}(?:of|for|in|to)\s(?:the\s)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OfficePhrase:
    """Words that name an office: where they stand, and the offices that they can mean."""

    span: Span
    offices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Role:
    id: str
    span: Span
    phrase: str


class OfficeReader:
    """Finds role phrases by their first word and ties them to the country or party printed beside them."""

    def __init__(self, table: Mapping[str, Any], offices: Sequence[Office], places: Places) -> None:
        """``table`` is offices.toml."""
        self._places = places
        self._offices = tuple(offices)
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._japanese: list[tuple[str, str]] = []
        for role in table["role"]:
            for phrase in role["phrases"]:
                self._learn(phrase, role["id"])
        for known in self._phrases.values():
            known.sort(key=lambda entry: -len(entry[0]))
        self._japanese.sort(key=lambda entry: -len(entry[0]))
        self._only = {_plain(phrase): office.id for office in offices for phrase in office.only}

    def _learn(self, phrase: str, role: str) -> None:
        if is_japanese(phrase):
            self._japanese.append((phrase, role))
            return
        words = tuple(_plain(m[0]) for m in WORD.finditer(phrase))
        self._phrases.setdefault(words[0], []).append((words, role))

    def read(self, text: str) -> tuple[OfficePhrase, ...]:
        """Every office named in ``text``, in order."""
        roles = [*self._roles(text), *(self._japanese_roles(text) if not text.isascii() else ())]
        roles.sort(key=lambda role: role.span)
        if not roles:
            return ()
        places = self._countries(text) or self._countries(_capitals(text))
        spans = [Span(0, 0), *(role.span for role in roles)]
        met = zip(roles, spans[:-1], strict=True)
        return tuple(OfficePhrase(role.span, self._meant(text, role, places, before)) for role, before in met)

    def _countries(self, text: str) -> list[PlaceMention]:
        return [mention for mention in self._places.find(text) if mention.place.kind == "country"]

    def _roles(self, text: str) -> Iterator[_Role]:
        words = [(m.start(), m.end(), _plain(m[0])) for m in WORD.finditer(text)]
        index = 0
        while index < len(words):
            step = 1
            for known, role in self._phrases.get(words[index][2], ()):
                here = words[index : index + len(known)]
                if tuple(word for _, _, word in here) == known:
                    span = Span(here[0][0], here[0][0] + len(known[0]) if len(known) == 1 else here[-1][1])
                    yield _Role(role, span, " ".join(known))
                    step = len(known)
                    break
            index += step

    def _japanese_roles(self, text: str) -> Iterator[_Role]:
        taken: list[Span] = []
        for phrase, role in self._japanese:
            at = text.find(phrase)
            span = Span(at, at + len(phrase))
            if at >= 0 and not any(span.overlaps(other) for other in taken):
                taken.append(span)
                yield _Role(role, span, phrase)

    def _meant(self, text: str, role: _Role, places: Sequence[PlaceMention], last: Span) -> tuple[str, ...]:
        held = [office for office in self._offices if role.id in office.roles]
        parties = [office for office in held if office.party and _has(text, office.party)]
        if parties:
            return _ids(parties)
        after = self._country_after(text, role.span, places)
        before = self._country_before(text, role.span, places, last)
        hosted = [office for office in held if office.host and office.host == after]
        if hosted and any(office.host for office in held):
            return _ids([office for office in hosted if before in {None, office.country}] or hosted)
        told = before or after
        if told:
            return _ids([office for office in held if office.country == told and not office.party])
        if role.phrase in self._only:
            return (self._only[role.phrase],)
        home = (
            [office for office in held if office.country == "jp" and not office.party]
            if is_japanese(role.phrase)
            else []
        )
        return _ids(home or [office for office in held if not office.party])

    @staticmethod
    def _country_before(text: str, span: Span, places: Sequence[PlaceMention], last: Span) -> str | None:
        """The nearest country before a role, unless another role stands between: "Japan's prime and foreign ministers"."""
        near = [p for p in places if p.span.end <= span.start and span.start - p.span.end <= BEFORE]
        if not near or (near[-1].span.end <= last.start and not JOINED.fullmatch(text[last.end : span.start])):
            return None
        return near[-1].place.country

    @staticmethod
    def _country_after(text: str, span: Span, places: Sequence[PlaceMention]) -> str | None:
        after = AFTER.match(text, span.end)
        return next((p.place.country for p in places if after and p.span.start == after.end()), None)


def _capitals(text: str) -> str:
    """The text with a capital on each word, as names are printed; "us" and "uk" are taken for the countries."""
    capitals = re.sub(r"(?<![\w'’])[a-z]", lambda m: m[0].upper(), text)
    return re.sub(r"(?<!\w)(?:Us|Uk)(?!\w)", lambda m: m[0].upper(), capitals)


def _plain(word: str) -> str:
    return re.sub(r"['’]s$|\.", "", fold(word))


def _has(text: str, words: Iterable[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(word)}(?![a-zA-Z])", text, re.IGNORECASE) for word in words)


def _ids(offices: Iterable[Office]) -> tuple[str, ...]:
    return tuple(office.id for office in offices)
