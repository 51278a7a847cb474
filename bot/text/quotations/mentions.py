"""Who could be speaking: the names, pronouns and nouns of the story's flow, as candidates for a speaker."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter

from bot.models import EntityKind, NameMention
from bot.text.folding import SUFFIXES
from bot.text.names import Gender, NamingTables
from bot.text.quotations.flow import Flow
from bot.text.quotations.tables import QUOTED, SPEAKING_PRONOUNS, QuotationTables

_PRONOUN_GENDER = {
    "he": Gender.MALE,
    "him": Gender.MALE,
    "himself": Gender.MALE,
    "she": Gender.FEMALE,
    "her": Gender.FEMALE,
}
_KINDS = {
    "person": EntityKind.PERSON,
    "body": EntityKind.BODY,
    "paper": EntityKind.BODY,
    "place": EntityKind.PLACE,
}
_PLURAL_PRONOUNS = frozenset({"they", "them", "we"})
_LONGEST_NOUN_PHRASE = 9
_PLACE = attrgetter("first", "last")


class Form(StrEnum):
    """How a mention is made."""

    NAME = "name"
    PRONOUN = "pronoun"
    NOUN = "noun"


@dataclass(slots=True)
class Mention:
    """Items ``first`` up to ``last`` of the flow that name, point to or describe a possible speaker."""

    first: int
    last: int
    form: Form
    text: str
    head: str  # the word that carries it, lower case: "spokesman", "he", "blinken"
    role: str  # person, body, place, people, paper, other, or the pronoun
    key: str | None = None
    name: str | None = None
    title: str | None = None
    gender: Gender | None = None
    plural: bool = False

    @property
    def kind(self) -> EntityKind:
        """What it stands for."""
        if self.role in _KINDS:
            return _KINDS[self.role]
        return EntityKind.GROUP if self.plural else EntityKind.PERSON


class Mentions:
    """The mentions of one article in order, with look-up by where they begin and end."""

    def __init__(self, flow: Flow, names: Sequence[NameMention], tables: QuotationTables, naming: NamingTables) -> None:
        self._flow = flow
        self._tables = tables
        self._naming = naming
        found = [*self._named(names), *self._pronouns()]
        taken = {mention.first for mention in found}
        found += [m for m in self._nouns({m.first: m for m in found}) if m.first not in taken or m.last - m.first > 1]
        self.all: list[Mention] = []
        self._firsts: list[int] = []
        self.by_first: dict[int, Mention] = {}
        self.by_last: dict[int, Mention] = {}
        self.extend(found)

    def extend(self, mentions: Iterable[Mention]) -> None:
        """Take in mentions; of two that begin or end at one item the longer is looked up."""
        self.all = sorted([*self.all, *mentions], key=_PLACE)
        self._firsts = [mention.first for mention in self.all]
        for mention in self.all:
            self.by_first[mention.first] = mention
            before = self.by_last.get(mention.last)
            if before is None or mention.first < before.first:
                self.by_last[mention.last] = mention

    def between(self, first: int, last: int) -> list[Mention]:
        """The mentions that begin at item ``first`` or later and before ``last``."""
        return self.all[bisect_left(self._firsts, first) : bisect_left(self._firsts, last)]

    def _named(self, names: Sequence[NameMention]) -> Iterable[Mention]:
        flow = self._flow
        genders: dict[tuple[str, str | None], Gender | None] = {}
        starts, items = flow.starts, len(flow)
        for name in names:
            first = bisect_left(starts, name.span.start)
            if first >= items or starts[first] != name.span.start or flow.region[first] >= 0:
                continue
            behind = bisect_left(starts, name.span.end, first)
            last, head = self._past_suffix(behind), flow.lower[behind - 1]
            gender = None
            if name.kind is EntityKind.PERSON:
                known = (name.name, name.title or (flow.lower[first - 1] if first else None))
                if known not in genders:
                    genders[known] = self._naming.gender(*known)
                gender = genders[known]
            kind = name.kind
            role = "person" if kind is EntityKind.PERSON else "body" if kind is EntityKind.BODY else "place"
            yield Mention(first, last, Form.NAME, name.text, head, role, name.key, name.name, name.title, gender)

    def _past_suffix(self, last: int) -> int:
        """Behind ", Jr." where it follows a name."""
        after = self._flow.lower[last : last + 2]
        if len(after) < 2 or after[0] != "," or after[1].rstrip(".") not in SUFFIXES:
            return last
        return last + 3 if self._flow.lower[last + 2 : last + 3] == ["."] and after[1][-1] != "." else last + 2

    def _pronouns(self) -> Iterable[Mention]:
        for index, word in self._flow.those(SPEAKING_PRONOUNS):
            if word != "her" or self._object(index):
                gender = _PRONOUN_GENDER.get(word)
                plural = word in _PLURAL_PRONOUNS
                yield Mention(index, index + 1, Form.PRONOUN, word, word, word, gender=gender, plural=plural)

    def _object(self, index: int) -> bool:
        """Whether "her" stands alone, and not before a noun."""
        following = self._flow.lower[index + 1 : index + 2]
        grammar = self._tables.grammar
        return not following or following[0] in grammar.prepositions or following[0] in ".,;:" or following[0] == QUOTED

    def _nouns(self, names: dict[int, Mention]) -> Iterable[Mention]:
        flow, tables = self._flow, self._tables
        named = {k for m in names.values() if m.form is Form.NAME for k in range(m.first, m.last)}
        roles, peoples = tables.roles, self._naming.peoples
        for index, word in sorted({*flow.those(roles), *flow.those(peoples)}):
            if index in named:
                continue
            role = roles.get(word, "people")
            if word not in roles and not (word[-1] == "s" and flow.words[index][0].isupper()):
                continue
            following = flow.lower[index + 1] if index + 1 < len(flow) else "."
            if following in roles and flow.sentence[index] == flow.sentence[index + 1]:
                continue  # "campaign manager": the last noun carries it
            if following in tables.cues and tables.cues[following].tense == "base" and word in tables.cues:
                continue
            if role == "some" and following not in {"of", "in"}:
                continue
            if index + 1 in names and names[index + 1].form is Form.NAME and names[index + 1].role == "person":
                continue  # a title before a name
            yield self.noun_phrase(index, role)

    def noun_phrase(self, head: int, role: str = "other") -> Mention:
        """The noun phrase that ends in item ``head``, back to its determiner."""
        flow, grammar = self._flow, self._tables.grammar
        first = head
        low = max(flow.sentence_of(head)[0], head - _LONGEST_NOUN_PHRASE)
        while first > low and flow.lower[first] not in grammar.determiners and self._modifies(first - 1):
            first -= 1
        word = flow.lower[head]
        plural = (
            word in self._tables.plurals or role == "some" or (word.endswith("s") and not word.endswith(("ss", "us")))
        )
        return Mention(first, head + 1, Form.NOUN, flow.text(first, head + 1), word, role, plural=plural)

    def _modifies(self, index: int) -> bool:
        """Whether the item can stand before a noun inside its phrase."""
        flow, tables = self._flow, self._tables
        word = flow.lower[index]
        grammar = tables.grammar
        if word in grammar.determiners or word in {"'s", "-", "former", "&", "/"}:
            return True
        if flow.lower[index + 1] == "'s" and word[0].isalnum():
            return True
        if word in {"'", "’"}:
            return index > 0 and flow.words[index - 1].endswith("s")
        if not word[0].isalnum() or word in grammar.prepositions or word in grammar.conjunctions:
            return False
        if word in grammar.auxiliaries or word in grammar.pronouns or word in grammar.verbs:
            return flow.is_acronym(index)
        if word in grammar.times or (word in grammar.adverbs and word != "once"):
            return False
        if word in tables.cues and flow.words[index].islower():
            before = flow.lower[index - 1] if index else "."
            return before in grammar.determiners or before == "'s" or tables.cues[word].tense == "base"
        if word.endswith("ed") and flow.words[index].islower():
            before = flow.lower[index - 1] if index else "."
            return before in grammar.determiners or before in grammar.adverbs
        return not word.endswith("ly")
