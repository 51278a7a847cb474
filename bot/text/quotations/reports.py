"""Whether a clause's content is reported speech, and not a belief, a plan, a question of fact or a mere object."""

from __future__ import annotations

from dataclasses import dataclass

from bot.text.quotations.ranker import bucket
from bot.text.quotations.reported import Content
from bot.text.quotations.scene import Scene
from bot.text.quotations.subjects import Clause
from bot.text.quotations.tables import QUOTED, THOUGHT

_LENGTHS = (2, 4, 7, 12, 20, 35)
_FEWEST_WORDS = 2
_NOT_DONE = frozenset({"to", "will", "would", "could", "should", "may", "might", "must", "can"})
_OWN_SUBJECT = frozenset({"before", "apposition", "shared", "participle", "relative"})
_ACTORS = frozenset({"person", "people", "body", "place", "he", "she", "they", "we", "some"})


@dataclass(slots=True)
class Weighed:
    """A content with how likely it is reported speech, and how likely anyone says, believes or plans it at all.

    ``held`` is asked of contents with quoted words only, and 0 elsewhere.
    """

    content: Content
    likely: float
    held: float


class ReportJudge:
    """Names what can be seen of a content and its clause; the weights say what it amounts to."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._flow = scene.flow
        self._quoting = {scene.flow.sentence[item] for item in scene.flow.of_region}

    def may_tell(self, clause: Clause) -> bool:
        """Whether a clause's content can come to anything: a thought is none where no act and no quoted words are."""
        if clause.form.group != THOUGHT or clause.form.lemma in self._scene.tables.all_acts:
            return True
        return self._flow.sentence[clause.cue] in self._quoting

    def quotes(self, content: Content) -> bool:
        """Whether quoted words stand in a content."""
        return any(QUOTED in self._flow.lower[first:last] for first, last in content.parts)

    def features(self, content: Content) -> list[str]:
        """What speaks for and against speech."""
        flow, clause = self._flow, content.clause
        first, last = content.parts[0]
        words = flow.lower[first:last]
        size = bucket(sum(end - start for start, end in content.parts), _LENGTHS)
        opening = self._scene.word_class(words[0]) if words else "none"
        form = clause.form
        place = content.place
        role = clause.subject.role if clause.subject else "none"
        before = flow.lower[clause.first - 1] if clause.first else "^"
        next_word = flow.lower[clause.last] if clause.last < len(flow) else "."
        verb = not self._scene.tables.finite.isdisjoint(words[:12])
        verb = verb or any(word.endswith("ed") for word in words[1:10])
        return [
            f"lemma={form.lemma}",
            f"lemma={form.lemma}|{place}|{opening}",
            f"group={form.group}|{form.tense}|{place}",
            f"group={form.group}|{place}|{opening}",
            f"link={clause.link}|{place}",
            f"link={clause.link}|{form.group}|{form.tense}",
            f"role={role}",
            f"role={role}|{form.group}",
            f"negated={clause.negated}",
            f"modal={clause.modal}|{form.tense}",
            f"size={size}|{place}",
            f"verb={verb}|{place}|{opening}",
            f"quoted={QUOTED in words}",
            f"before={self._scene.word_class(before)}|{form.tense}",
            f"next={self._scene.word_class(next_word)}|{form.group}",
            f"hearer={clause.hearer is not None}|{opening}",
            f"headline={flow.sentence[clause.cue] == 0}",
            f"that={'that' in words[:1]}|{form.group}",
            f"lemma={form.lemma}|{role}",
            f"lemma={form.lemma}|{clause.link}",
            f"opening={words[0] if words else ''}|{form.group}",
        ]

    def is_act(self, content: Content) -> bool:
        """Whether something is said by an act: "the ministers agreed that", "Blinken lauded the partnership as"."""
        clause, flow = content.clause, self._flow
        subject, lemma = clause.subject, clause.form.lemma
        if subject is None or content.place != "after" or clause.modal in _NOT_DONE or clause.form.tense == "base":
            return False
        first, last = content.parts[0]
        opening = flow.lower[first]
        if lemma in self._scene.tables.acts:
            return last - first >= _FEWEST_WORDS and clause.link in _OWN_SUBJECT and subject.role in _ACTORS
        paired = subject.first > 0 and flow.lower[subject.first - 1] == "and"
        opens = opening in {"that", "to", "on"} or opening in self._scene.grammar.determiners
        long = last - first > _FEWEST_WORDS
        return long and lemma in self._scene.tables.joint_acts and opens and (subject.plural or paired)
