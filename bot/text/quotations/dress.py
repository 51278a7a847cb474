"""What surrounds a remark: office, outlet it came through, fellow speakers, translation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.models import EntityKind, NameMention, Span
from bot.text.names import NamingTables
from bot.text.names.classify import honorific
from bot.text.quotations.mentions import Form, Mention
from bot.text.quotations.scene import Scene
from bot.text.quotations.subjects import Clause
from bot.text.quotations.tables import IN_TITLES, LONGEST_TITLE, QUOTED
from bot.text.tokens import fold

_BEFORE_OUTLET = frozenset({"the", "'", "‘", '"', "“"})
_OUTLET_NOUNS = frozenset({"newspaper", "magazine", "network"})
_FAR = 60
_RANK = re.compile(r"[A-Z][a-z]{1,4}\.")  # "Adm.", "Gen.", "Sen."
_LONGEST_APPOSITION = 14
_OPENING = frozenset({",", ":", ";", "—", "–", "that", QUOTED})
_LOOK_BACK_SENTENCES = 4
_NEAR_SENTENCES = 3
_SPEAKING = frozenset({EntityKind.PERSON, EntityKind.BODY, EntityKind.PLACE})
_SHORT = 3  # letters of a title's short form


@dataclass(frozen=True, slots=True)
class DressTables:
    """The phrases that tie a remark to an outlet, or tell that it was translated, and the words for two who spoke together."""

    through: frozenset[tuple[str, ...]]
    longest: int
    translation: re.Pattern[str]
    pairs: frozenset[str]
    hearers: frozenset[str]

    @classmethod
    def read(cls, cues: dict[str, Any]) -> DressTables:
        """Build from cues.toml: ``pairs``, ``translation`` and ``through``, whose ``hearers`` are told things and print none."""
        phrases = frozenset(tuple(phrase.split()) for phrase in str(cues["through"]["phrases"]).split(";"))
        spoken = "|".join(re.escape(phrase) for phrase in str(cues["translation"]["phrases"]).split(";"))
        return cls(
            phrases,
            max(len(phrase) for phrase in phrases),
            re.compile(spoken),
            frozenset(str(cues["pairs"]["words"]).split()),
            frozenset(str(cues["through"]["hearers"]).split()),
        )


@dataclass(slots=True)
class Speaker:
    """Who speaks, as a quotation tells it."""

    name: str
    key: str | None
    kind: EntityKind
    span: Span
    office: str | None = None
    joint: tuple[str, ...] = ()


class Dresser:
    """Answers for one article who a mention is and how its words came."""

    def __init__(self, scene: Scene, names: Sequence[NameMention], naming: NamingTables, tables: DressTables) -> None:
        """``names`` are the article's, in order."""
        self._scene = scene
        self._flow = scene.flow
        self._naming = naming
        self._names = names
        self._tables = tables
        self._offices = self._all_offices(names)
        self._titled = self._by_title(names)
        self._outlets = self._all_outlets()
        self._translates = tables.translation.search(" ".join(self._flow.lower)) is not None
        self._speakers: dict[int, Speaker] = {}  # by id of the mention

    def speaker(self, mention: Mention) -> Speaker:
        """The person, body or role behind a mention, with those who speak with them."""
        known = self._speakers.get(id(mention))
        if known is None:
            known = self._speakers[id(mention)] = self._speaker(mention)
        return known

    def _speaker(self, mention: Mention) -> Speaker:
        flow = self._flow
        span = Span(flow.starts[mention.first], flow.ends[mention.last - 1])
        pair = self._pair(mention)
        if pair:
            names = " and ".join(str(m.name) for m in pair)
            keys = tuple(str(m.key) for m in pair)
            if mention.form is Form.NAME:
                start = flow.starts[min(m.first for m in pair)]
                end = flow.ends[max(m.last for m in pair) - 1]
                span = Span(start, end) if end - start < 200 else span
            printed = mention.text if mention.form is Form.NOUN else names
            return Speaker(printed, None, EntityKind.GROUP, span, None, keys)
        if mention.name:
            kind = EntityKind.PERSON if mention.form is Form.PRONOUN else mention.kind
            return Speaker(mention.name, mention.key, kind, span, self._offices.get(mention.key or ""))
        if person := self._titled_person(mention):
            return Speaker(person.name, person.key, EntityKind.PERSON, span, self._offices.get(person.key))
        if mention.head in {"they", "it"} and (meant := self._subject_before(mention)):
            return Speaker(meant.name or meant.text, meant.key, meant.kind, span)
        return Speaker(mention.text, None, mention.kind, span)

    def through(self, item: int, clause: Clause | None, speaker: Mention) -> str | None:
        """The outlet that the sentence of ``item``, or of the cue, names as the way the remark came."""
        flow = self._flow
        sentences = {flow.sentence[item]} | ({flow.sentence[clause.cue]} if clause else set())
        for number in sentences:
            for outlet in self._outlets.get(number, ()):
                if outlet.first != speaker.first and abs(outlet.first - item) < _FAR:
                    return self._outlet_name(outlet)
        return None

    def _outlet_name(self, outlet: Mention) -> str:
        """The name of an outlet, out of "the Nikkei newspaper" too."""
        inside = self._scene.mentions.between(outlet.first, outlet.last)
        return next((m.name for m in inside if m.form is Form.NAME and m.name), outlet.text)

    def translated(self, item: int) -> bool:
        """Whether the sentence says that the words were spoken in another language."""
        if not self._translates:
            return False
        start, end = self._flow.sentence_of(item)
        first, last = max(start, item - _FAR), min(end, item + _FAR)
        return self._tables.translation.search(" ".join(self._flow.lower[first:last])) is not None

    def _all_outlets(self) -> dict[int, list[Mention]]:
        """By sentence: the bodies that stand behind "via", "as quoted by", "told" and the like."""
        flow, found = self._flow, dict[int, list[Mention]]()
        for mention in self._scene.mentions.all:
            if (
                mention.role != "body"
                or mention.head in self._tables.hearers
                or not (mention.form is Form.NAME or mention.head in _OUTLET_NOUNS)
            ):
                continue
            last = mention.first
            while last > 0 and (flow.lower[last - 1] in _BEFORE_OUTLET or "-" in flow.lower[last - 1][1:]):
                last -= 1
            before = flow.lower[max(0, last - self._tables.longest) : last]
            if any(tuple(before[k:]) in self._tables.through for k in range(len(before))):
                found.setdefault(flow.sentence[mention.first], []).append(mention)
        return found

    def _pair(self, mention: Mention) -> tuple[Mention, Mention] | None:
        """The two who speak together: "Kamikawa and Blinken", or "they", "both sides" for such a pair before."""
        flow = self._flow
        if mention.form is Form.NAME and mention.kind in _SPEAKING:
            return self._with_before(mention) or self._with_behind(mention) or self._opening_with(mention)
        if mention.head not in self._tables.pairs or not mention.plural:
            return None
        if mention.head != "they" and flow.lower[mention.first] not in {"the", "both", "two"}:
            return None
        return self._latest_pair(mention)

    def _with_before(self, mention: Mention) -> tuple[Mention, Mention] | None:
        """The pair of which the mention is the second: "Austin and Defense Minister Hamada said"."""
        at = self._title_start(mention)
        if at < 2 or self._flow.lower[at - 1] != "and":
            return None
        other = self._scene.mentions.by_last.get(at - 1)
        if other is None or not _are_two(other, mention):
            return None
        titled = at < mention.first
        return (other, mention) if (self._opens_clause(other) if titled else self._subject_pair(other)) else None

    def _with_behind(self, mention: Mention) -> tuple[Mention, Mention] | None:
        """The pair of which the mention is the first, behind the verb: "said Austin and Minister Hamada"."""
        flow, at = self._flow, self._title_start(mention)
        if flow.lower[at - 1 : at] == [] or flow.lower[at - 1] not in self._scene.tables.cues:
            return None
        if flow.lower[mention.last : mention.last + 1] != ["and"]:
            return None
        others = self._scene.mentions.between(mention.last + 1, mention.last + 1 + LONGEST_TITLE)
        other = next((each for each in others if _are_two(mention, each)), None)
        if other is None or self._title_start(other) != mention.last + 1:
            return None
        after = flow.lower[other.last : other.last + 1]
        ends = not after or not after[0][0].isalpha() or after[0] in self._scene.grammar.prepositions
        return (mention, other) if ends else None

    def _opening_with(self, mention: Mention) -> tuple[Mention, Mention] | None:
        """The pair of which the mention is the first, opening the sentence: "Japan and Fiji met and agreed"."""
        flow, at = self._flow, self._title_start(mention)
        if mention.kind is EntityKind.BODY:  # "U.S. Trade and Development Agency" is one
            return None
        opens = at - flow.sentence_of(at)[0] <= (flow.lower[at - 1 : at] == ["the"])
        if not opens or flow.lower[mention.last : mention.last + 1] != ["and"]:
            return None
        others = self._scene.mentions.between(mention.last + 1, mention.last + 1 + LONGEST_TITLE)
        other = next((each for each in others if _are_two(mention, each)), None)
        if other is None or self._title_start(other) != mention.last + 1:
            return None
        return (mention, other) if flow.lower[other.last : other.last + 1] not in (["'s"], ["'"]) else None

    def _title_start(self, mention: Mention) -> int:
        """The item where the title before a name begins, the name's own where none stands there."""
        flow, at = self._flow, mention.first
        low = max(flow.sentence_of(at)[0], at - LONGEST_TITLE)
        while at > low and (flow.words[at - 1][0].isupper() or flow.lower[at - 1] in IN_TITLES):
            at -= 1
        return at

    def _opens_clause(self, mention: Mention) -> bool:
        """Whether nothing but a title stands between the mention and the beginning of its clause."""
        at = self._title_start(mention)
        return at == self._flow.sentence_of(at)[0] or self._flow.lower[at - 1] in _OPENING

    def _subject_pair(self, first: Mention) -> bool:
        start = self._flow.sentence_of(first.first)[0]
        before = self._flow.lower[first.first - 1] if first.first > start else "^"
        return (
            before in {"^", ",", QUOTED, "that", "minister", "secretary", "president", "."}
            or before not in self._scene.grammar.prepositions
        )

    def _latest_pair(self, mention: Mention) -> tuple[Mention, Mention] | None:
        flow = self._flow
        low = max(0, flow.sentence[mention.first] - _LOOK_BACK_SENTENCES)
        before = self._scene.mentions.between(flow.bounds[low][0], mention.first)
        people = [m for m in before if m.form is Form.NAME and m.role == "person"]
        for first, second in zip(reversed(people[:-1]), reversed(people[1:]), strict=True):
            same = flow.sentence[first.first] == flow.sentence[second.first]
            between = flow.lower[first.last : second.first]
            if same and first.key != second.key and len(between) < 9 and ("and" in between or "with" in between):
                return first, second
        return None

    def _subject_before(self, pronoun: Mention) -> Mention | None:
        """Whom "they" or "it" means: the last subject of a verb of saying that is several, or a body or paper."""
        flow, scene = self._flow, self._scene
        here = flow.sentence[pronoun.first]
        for number in range(here, max(-1, here - _NEAR_SENTENCES), -1):
            for clause in reversed(scene.by_sentence.get(number, ())):
                subject = clause.subject
                if subject is None or subject.last > pronoun.first or subject.form is Form.PRONOUN:
                    continue
                several = subject.plural or subject.role == "body"
                if several if pronoun.plural else subject.role in {"body", "paper", "place"} and not subject.plural:
                    return subject
        return None

    def _titled_person(self, mention: Mention) -> NameMention | None:
        """The one person whose printed title is this role: "the foreign minister"."""
        if mention.form is not Form.NOUN or mention.plural or self._flow.lower[mention.first] != "the":
            return None
        words = [fold(word) for word in mention.text.split()[1:]]
        fitting = {person.key: person for title, person in self._titled if all(_in(title, word) for word in words)}
        return next(iter(fitting.values())) if len(fitting) == 1 else self._last_of(fitting, mention)

    def _last_of(self, people: Mapping[str, NameMention], role: Mention) -> NameMention | None:
        """Of several who bear a title, the one who alone was named in the sentence before, or in this one."""
        flow = self._flow
        low = max(0, flow.sentence[role.first] - 1)
        near = self._scene.mentions.between(flow.bounds[low][0], role.first)
        named = {m.key for m in near if m.key in people}
        return people[named.pop() or ""] if len(named) == 1 else None

    def _by_title(self, names: Sequence[NameMention]) -> list[tuple[frozenset[str], NameMention]]:
        return [
            (frozenset(fold(word).rstrip(".") for word in (name.title or "").split()), name)
            for name in names
            if name.kind is EntityKind.PERSON and name.title and honorific(name.title) is None
        ]

    def _all_offices(self, names: Sequence[NameMention]) -> dict[str, str]:
        """The office printed with each person anywhere in the article: before the name, or after a comma."""
        offices: dict[str, str] = {}
        for name in names:
            if name.kind is not EntityKind.PERSON or name.key in offices:
                continue
            title = name.title if name.title and honorific(name.title) is None else None
            apposition = None if title and not _RANK.fullmatch(title) else self._apposition(name)
            if office := apposition or title:
                offices[name.key] = " ".join(office.split())
        return offices

    def _apposition(self, name: NameMention) -> str | None:
        flow, tables = self._flow, self._scene.tables
        index = flow.at(name.span.end)
        if index >= len(flow) or flow.lower[index] != ",":
            return None
        for last in range(index + 2, min(len(flow), index + _LONGEST_APPOSITION)):
            word = flow.lower[last]
            if word in {".", QUOTED, "who", "which"} or word in tables.cues or tables.grammar.is_auxiliary(word):
                return None
            if word == ",":
                if self._is_role(flow.lower[index + 1 : last]):
                    return flow.text(index + 1, last).removeprefix("the ").removeprefix("a ").removeprefix("an ")
                return None
        return None

    def _is_role(self, words: list[str]) -> bool:
        """Whether a noun phrase names what someone is: its head, before any preposition, is a role or a title."""
        prepositions = self._scene.grammar.prepositions
        head = next((k for k, word in enumerate(words) if word in prepositions), len(words)) - 1
        return head >= 0 and (
            self._scene.tables.roles.get(words[head]) == "people" or words[head].rstrip(".") in self._naming.titles
        )


def _in(title: frozenset[str], word: str) -> bool:
    """Whether a title has the word, or a word that is short for it, as "Gov" is."""
    return word in title or any(len(short) >= _SHORT and word.startswith(short) for short in title)


def _are_two(first: Mention, second: Mention) -> bool:
    """Whether the mentions name two people, or two countries or bodies."""
    both = all(mention.form is Form.NAME and mention.kind in _SPEAKING for mention in (first, second))
    people = (first.kind is EntityKind.PERSON) == (second.kind is EntityKind.PERSON)
    return both and people and first.key != second.key
