"""Finds the names of an article and ties each to the fullest form that the article prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.models import EntityKind, NameMention, Span
from bot.text.names.classify import Classifier, Kinds, Named, honorific
from bot.text.names.cluster import People, Person, name_words
from bot.text.names.runs import capital_words, headline_paragraphs, is_capital, runs
from bot.text.names.tables import NamingTables
from bot.text.prose import Prose, read_prose
from bot.text.tokens import fold

_LONGEST_NAME = 5
_WHERE = frozenset({"in", "near", "outside", "around", "into", "throughout", "across"})


@dataclass(slots=True)
class _Hit:
    named: Named
    text: str
    folded: str


class NameFinder:
    """Finds people, bodies and places by given names, titles, honorifics and the article's own usage."""

    def __init__(self, tables: NamingTables, speech: frozenset[str], roles: frozenset[str]) -> None:
        """``speech``: forms of verbs of saying; ``roles``: nouns that stand before a name ("spokesman")."""
        self.tables = tables
        self._kinds = Kinds(tables)
        self._speech = speech
        self._roles = roles
        self._words = tables.common | tables.places

    @classmethod
    def from_tables(cls, read: Callable[[str], dict[str, Any]]) -> NameFinder:
        """Build from data/lexicon/ by way of ``read(name)``, such as `bot.lexicon.read_table`."""
        cues = read("cues")
        speech = frozenset(str(cues["names"]["speech"]).split())
        return cls(NamingTables.read(read), speech, frozenset(str(cues["names"]["roles"]).split()))

    def find(self, body: str) -> tuple[NameMention, ...]:
        """The mentions in order of the text. Linear in its length; never raises."""
        return self.find_in(read_prose(body))

    def find_in(self, prose: Prose) -> tuple[NameMention, ...]:
        """As `find`, on a body that is read already."""
        classifier = Classifier(prose, self._kinds, self._speech, self._roles)
        capitals = capital_words(prose)
        headlines = headline_paragraphs(prose, capitals, self.tables.small)
        hits = [
            _hit(prose, named)
            for run in runs(prose, self.tables, capitals, headlines)
            for named in classifier.names(run)
        ]
        people = People(self.tables)
        full = {
            hit.text: people.meet(hit.text, hit.named.title)
            for hit in hits
            if hit.named.kind is EntityKind.PERSON and hit.named.last - hit.named.first > 1
        }
        hits = [self._of_person(prose, hit, people) for hit in hits]
        hits += self._in_headlines(prose, headlines, {hit.text for hit in hits if hit.named.sure})
        hits.sort(key=lambda hit: hit.named.first)
        mentions = (self._mention(prose, hit, people, full) for hit in self._settled(prose, hits, people))
        return tuple(mention for mention in mentions if mention is not None)

    def _of_person(self, prose: Prose, hit: _Hit, people: People) -> _Hit:
        """A town's name that is a surname here: "Austin" where the article names a Secretary Lloyd Austin."""
        named = hit.named
        place = named.kind is EntityKind.PLACE and named.last - named.first == 1
        if not place or not people.bears(hit.text) or self._located(prose, named):
            return hit
        return _Hit(Named(named.first, named.last, EntityKind.PERSON), hit.text, hit.folded)

    def _located(self, prose: Prose, named: Named) -> bool:
        """Whether the words around a name tell a place: "in Austin", "Austin, Texas"."""
        if named.first and prose.lower[named.first - 1] in _WHERE:
            return True
        after = prose.lower[named.last : named.last + 3]
        return after[:1] == [","] and after[1:2] != [] and after[1] in self.tables.places and after[2:] != ["'s"]

    def _settled(self, prose: Prose, hits: list[_Hit], people: People) -> list[_Hit]:
        """Leave out lone capitals of which nothing tells that they name someone."""
        trusted = {hit.folded for hit in hits if hit.named.sure}
        alone = Counter([hit.folded for hit in hits if hit.named.last - hit.named.first == 1])
        inside = {hit.folded for hit in hits if hit.named.first and prose.lower[hit.named.first - 1].isalpha()}
        trusted |= {text for text in inside if alone[text] > 1}
        return [
            hit
            for hit in hits
            if hit.named.sure
            or hit.named.last - hit.named.first > 1
            or hit.folded in trusted
            or people.recall(hit.text) is not None
        ]

    def _mention(self, prose: Prose, hit: _Hit, people: People, full: dict[str, Person]) -> NameMention | None:
        named = hit.named
        span = Span(prose.starts[named.first], prose.ends[named.last - 1])
        text = span.of(prose.body)
        if named.kind is not EntityKind.PERSON:
            return NameMention(span, text, hit.text, hit.folded, named.kind)
        person = full.get(hit.text) or self._recall(people, hit, named.title)
        name = person.name if person else hit.text
        return NameMention(span, text, name, " ".join(name_words(name)), EntityKind.PERSON, named.title)

    def _recall(self, people: People, hit: _Hit, title: str | None) -> Person | None:
        if hit.named.last - hit.named.first > 1:
            return people.meet(hit.text, title)
        told = self.tables.titles.get(honorific(title) or "")
        return people.recall(hit.text, told) or people.misprinted(hit.text)

    def _in_headlines(self, prose: Prose, lines: frozenset[int], known: set[str]) -> list[_Hit]:
        """Names in title case lines: those the story names too, and a given name with a capital after it."""
        if not lines:
            return []
        keys = {fold(name) for name in known}
        keys |= {fold(name.split()[-1]) for name in known if len(name.split()) in {2, 3}}
        hits: list[_Hit] = []
        past = 0
        for index, number in enumerate(prose.paragraph):
            if number in lines and index >= past and (size := self._headline_name(prose, index, keys)):
                past = index + size
                kind = self._headline_kind(fold(prose.text(index, past)))
                hits.append(_hit(prose, Named(index, past, kind)))
        return hits

    def _headline_kind(self, name: str) -> EntityKind:
        if name in self.tables.places:
            return EntityKind.PLACE
        last = name.rsplit(maxsplit=1)[-1]
        body = name in self.tables.body_names or (last in self.tables.body_heads and " " in name)
        return EntityKind.BODY if body or (name.isalpha() and len(name) <= 3) else EntityKind.PERSON

    def _headline_name(self, prose: Prose, index: int, keys: set[str]) -> int:
        """How many words from ``index`` are a name; 0 when none."""
        if not is_capital(prose.words[index]):
            return 0
        size = 1
        while size < _LONGEST_NAME and index + size < len(prose) and prose.joined(index + size):
            size += 1
        for length in range(size, 0, -1):
            if fold(prose.text(index, index + length)) in keys:
                return length
        lower = prose.lower[index]
        if size > 1 and lower in self.tables.given and lower not in self._words:
            following = prose.words[index + 1]
            plain = following[0].isupper() and prose.lower[index + 1] not in self.tables.common
            return 2 if plain else 0
        return 0


def _hit(prose: Prose, named: Named) -> _Hit:
    text = prose.text(named.first, named.last)
    return _Hit(named, text, fold(text))
