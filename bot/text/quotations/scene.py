"""Everything read from one article before its quotations are given to speakers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.models import NameMention
from bot.text.names import NamingTables
from bot.text.prose import Prose
from bot.text.quotations.clauses import ClauseReader
from bot.text.quotations.coreference import Coreference, TitleWords
from bot.text.quotations.flow import Flow, read_flow
from bot.text.quotations.marks import Region, quoted_regions
from bot.text.quotations.mentions import Form, Mention, Mentions
from bot.text.quotations.ranker import Linear
from bot.text.quotations.subjects import Clause
from bot.text.quotations.tables import CueForm, Grammar, QuotationTables


@dataclass(slots=True)
class Scene:
    """An article's flow with its mentions, clauses and resolved pronouns."""

    body: str
    prose: Prose
    flow: Flow
    regions: list[Region]
    mentions: Mentions
    clauses: list[Clause]
    by_sentence: dict[int, list[Clause]]
    of_subject: dict[int, list[Clause]]  # by id of the mention
    of_hearer: dict[int, list[Clause]]
    coreference: Coreference
    counts: Counter[str]
    tables: QuotationTables
    grammar: Grammar = field(init=False)  # the small words
    cues: dict[str, CueForm] = field(init=False)  # the forms of the cue verbs

    def __post_init__(self) -> None:
        """Puts at hand what every word is looked up in."""
        self.grammar, self.cues = self.tables.grammar, self.tables.cues

    def word_class(self, word: str) -> str:
        """A word as a class for features: itself where it opens clauses, else its group or part of speech."""
        if known := self.tables.classes.get(word):
            return known
        return "mark" if not word[0].isalnum() else "number" if word[0].isdigit() else "word"


def read_scene(
    prose: Prose,
    names: Sequence[NameMention],
    tables: QuotationTables,
    naming: NamingTables,
    pronouns: Linear,
) -> Scene:
    """Read an article once: marks, flow, mentions, clauses, pronouns."""
    body = prose.body
    regions = quoted_regions(body, prose.paragraphs)
    flow = read_flow(prose, regions, tables.grammar, tables.telling)
    mentions = Mentions(flow, names, tables, naming)
    clauses = ClauseReader(flow, mentions, tables).clauses()
    known = {id(mention) for mention in mentions.all}
    fresh = {id(c.subject): c.subject for c in clauses if c.subject is not None and id(c.subject) not in known}
    mentions.extend(fresh.values())
    coreference = Coreference(flow, mentions, clauses, pronouns, TitleWords.of(naming, tables))
    coreference.run()
    by_sentence: dict[int, list[Clause]] = {}
    of_subject: dict[int, list[Clause]] = {}
    of_hearer: dict[int, list[Clause]] = {}
    for clause in clauses:
        by_sentence.setdefault(flow.sentence[clause.cue], []).append(clause)
        if clause.subject is not None:
            of_subject.setdefault(id(clause.subject), []).append(clause)
        if clause.hearer is not None:
            of_hearer.setdefault(id(clause.hearer), []).append(clause)
    counts = Counter([m.key for m in mentions.all if m.form is Form.NAME and m.key])
    return Scene(
        body, prose, flow, regions, mentions, clauses, by_sentence, of_subject, of_hearer, coreference, counts, tables
    )


def identity(mention: Mention | None) -> str | None:
    """What tells two mentions of one speaker to be the same: the key of a name, else the printed words."""
    if mention is None:
        return None
    return mention.key or mention.text.lower()
