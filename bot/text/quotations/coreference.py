"""Whom "he" and "she" mean: each pronoun led back to a person that the article has named.

Read in the order of the text. What speaks for a person: the right gender, a recent mention, being the
subject then, being the one that the pronoun before meant, being much talked about.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.text.names import Gender, NamingTables
from bot.text.quotations.flow import Flow
from bot.text.quotations.mentions import Form, Mention, Mentions
from bot.text.quotations.ranker import Linear, bucket, softmax
from bot.text.quotations.subjects import Clause
from bot.text.quotations.tables import IN_TITLES, LONGEST_TITLE, Grammar, QuotationTables

_GENDERED = frozenset({"he", "she", "him", "her"})
_DISTANCES = (0, 1, 2, 3, 5, 8)
_COUNTS = (1, 2, 4, 8, 16)
_MOST_CANDIDATES = 8
_SURE_ENOUGH = 0.3
_SURE_OF_GENDER = 0.8
_LEAD = 9  # words and marks of a sentence that leads up to a remark
_TOPIC = 0.9  # how surely a pronoun means whom the sentence right before begins with


@dataclass(frozen=True, slots=True)
class TitleWords:
    """Tells the words before a name that are its title: "China's foreign ministry spokesman"."""

    grammar: Grammar
    last: frozenset[str]  # the words that a title ends in

    @classmethod
    def of(cls, naming: NamingTables, tables: QuotationTables) -> TitleWords:
        """From the titles of the names, and the roles of those who speak."""
        return cls(tables.grammar, frozenset(naming.titles) | frozenset(tables.roles))

    def fill(self, flow: Flow, start: int, end: int) -> bool:
        """Whether the words from ``start`` to ``end`` are one title and nothing else."""
        short = start < end <= start + LONGEST_TITLE  # before anything is copied: a sentence may be very long
        return short and flow.lower[end - 1] in self.last and all(map(self._may_stand, flow.lower[start:end]))

    def _may_stand(self, word: str) -> bool:
        grammar = self.grammar
        small = word in grammar.prepositions or word in grammar.conjunctions or word in grammar.auxiliaries
        return word in IN_TITLES or (word[0].isalpha() and not small)


@dataclass(slots=True)
class Referent:
    """A person of the article as far as it is read: where last named, how often, as what."""

    key: str
    name: str
    gender: Gender | None
    last: Mention
    count: int = 1
    subject: bool = False
    opens: bool = False  # whether the sentence begins with the name and its title
    possessive: bool = False
    object: bool = False
    by_pronoun: int = -1  # the sentence in which a pronoun last meant this person


class Coreference:
    """Resolves the pronouns of one article once, in order; `resolved` then tells each one's person."""

    def __init__(
        self,
        flow: Flow,
        mentions: Mentions,
        clauses: list[Clause],
        model: Linear,
        titles: TitleWords,
    ) -> None:
        self._flow = flow
        self._titles = titles
        self._mentions = mentions
        self._model = model
        self._subjects = {id(clause.subject) for clause in clauses if clause.subject is not None}
        self._saying = {id(c.subject) for c in clauses if c.subject is not None and c.form.group == "say"}
        self._spoke: str | None = None  # who was the last subject of a verb of saying
        self._referents: dict[str, Referent] = {}
        self._recent: list[str] = []
        self.resolved: dict[int, tuple[Referent, float]] = {}

    def run(self) -> None:
        """Read the article once and fill `resolved` (by the pronoun's item)."""
        for mention in self._mentions.all:
            if mention.form is Form.NAME and mention.role == "person":
                self.meet(mention)
            elif mention.head in _GENDERED:
                self.resolve(mention)

    def candidates(self, pronoun: Mention) -> list[Referent]:
        """The persons named before that the pronoun could mean, latest first."""
        fitting: list[Referent] = []
        for key in reversed(self._recent):
            person = self._referents[key]
            if pronoun.gender is None or person.gender is None or person.gender is pronoun.gender:
                fitting.append(person)
                if len(fitting) == _MOST_CANDIDATES:
                    break
        return fitting

    def features(self, pronoun: Mention, person: Referent, most: int | None = None) -> list[str]:
        """What speaks for and against this person; ``most`` is how often the one of late is named who is named most."""
        most = self.most() if most is None else most
        flow = self._flow
        here, there = flow.sentence[pronoun.first], flow.sentence[person.last.first]
        distance = bucket(here - there, _DISTANCES)
        subject = (
            "subject"
            if person.subject
            else "possessive"
            if person.possessive
            else "object"
            if person.object
            else "else"
        )
        paragraph = flow.paragraph[pronoun.first] - flow.paragraph[person.last.first]
        known = "known" if person.gender else "unknown"
        features = [
            f"distance={distance}",
            f"distance={distance}|{subject}",
            f"paragraph={min(paragraph, 3)}|{subject}",
            f"gender={known}",
            f"count={bucket(person.count, _COUNTS)}",
            f"first={person.opens}|{distance}",
        ]
        features.append(f"spoke={person.key == self._spoke}|{distance}")
        if person.by_pronoun >= 0:
            features.append(f"meant={bucket(here - person.by_pronoun, _DISTANCES)}")
        if person.count == most:
            features.append("most")
        return features

    def most(self) -> int:
        """How often the one of late is named who is named most; 0 while no one is named."""
        return max((self._referents[key].count for key in self._recent[-_MOST_CANDIDATES:]), default=0)

    def meet(self, mention: Mention) -> None:
        """Take note of a person's name."""
        key = mention.key or mention.text
        flow = self._flow
        person = self._referents.get(key)
        if person is None:
            person = self._referents[key] = Referent(key, mention.name or mention.text, mention.gender, mention, 0)
        person.last, person.count = mention, person.count + 1
        person.gender = person.gender or mention.gender
        after = flow.lower[mention.last] if mention.last < len(flow) else "."
        before = flow.lower[mention.first - 1] if mention.first else "."
        person.possessive = after in {"'s", "'", "’"}
        start = flow.sentence_of(mention.first)[0]
        person.opens = mention.first == start or self._titles.fill(flow, start, mention.first)
        opens = person.opens or mention.first - start == 1
        person.subject = id(mention) in self._subjects or (not person.possessive and opens)
        person.object = before.isalpha() and not person.subject
        if id(mention) in self._saying:
            self._spoke = key
        if key in self._recent[-1:]:
            return
        if key in self._recent:
            self._recent.remove(key)
        self._recent.append(key)
        del self._recent[:-40]

    def resolve(self, pronoun: Mention) -> None:
        """Lead a pronoun back to the likeliest person, if one is likely enough."""
        persons = self.candidates(pronoun)
        if not persons:
            return
        if topic := self._topic(pronoun, persons):
            self.mean(pronoun, topic, _TOPIC)
            return
        most = self.most()
        shares = softmax([self._model.score(self.features(pronoun, p, most)) for p in persons])
        best = max(range(len(persons)), key=lambda k: shares[k])
        if shares[best] < _SURE_ENOUGH:
            return
        self.mean(pronoun, persons[best], shares[best])

    def _topic(self, pronoun: Mention, persons: list[Referent]) -> Referent | None:
        """Whom alone the few words right before name and begin with, in the same paragraph: "Mr. Hill was keener. … he said"."""
        flow = self._flow
        here, paragraph = flow.sentence[pronoun.first], flow.paragraph[pronoun.first]
        near = [
            person
            for person in persons
            if flow.paragraph[person.last.first] == paragraph and 0 <= here - flow.sentence[person.last.first] <= 1
        ]
        if len(near) != 1 or not near[0].opens or flow.sentence[near[0].last.first] != here - 1:
            return None
        first, last = flow.bounds[here - 1]
        return near[0] if last - first <= _LEAD else None

    def mean(self, pronoun: Mention, person: Referent, share: float) -> None:
        """Take it that the pronoun means the person."""
        person.by_pronoun = self._flow.sentence[pronoun.first]
        self.resolved[pronoun.first] = (person, share)
        pronoun.key, pronoun.name = person.key, person.name
        if id(pronoun) in self._saying:
            self._spoke = person.key
        if person.gender is None and pronoun.gender is not None and share > _SURE_OF_GENDER:
            person.gender = pronoun.gender
