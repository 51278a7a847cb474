"""Reported speech: what the article says, in its own words, that someone said.

For each attributing clause one stretch of its sentence can be the content: after the verb ("said that …"),
before it ("…, officials said"), on both sides ("…, he said, …"), or around "according to". Whether it is speech
at all, and not a belief, a plan or a mere object, is weighed by the verb, what follows it and who its subject is.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.text.quotations.clauses import Clause
from bot.text.quotations.flow import QUOTED
from bot.text.quotations.ranker import bucket
from bot.text.quotations.scene import Scene

_LENGTHS = (2, 4, 7, 12, 20, 35)
_BEFORE_THAT = 14
_ENDS = frozenset(".!?:;,)—–-…")
_LINKS_AFTER = frozenset(
    {"before", "apposition", "relative", "shared", "participle", "infinitive", "comma", "unknown", "none", "opening"}
)


@dataclass(frozen=True, slots=True)
class Content:
    """The stretch that a clause may report: items ``first`` to ``last``, in one part or two."""

    clause: Clause
    parts: tuple[tuple[int, int], ...]
    place: str  # after, before, around, both


class ReportReader:
    """Finds the contents of one article's clauses."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._flow = scene.flow

    def contents(self) -> list[Content]:
        """One content at most for each clause, in order."""
        found: list[Content] = []
        for number, clause in enumerate(self._scene.clauses):
            content = self._content(clause, number)
            if content is not None and all(last > first for first, last in content.parts):
                found.append(content)
        return found

    def _content(self, clause: Clause, number: int) -> Content | None:
        start, end = self._flow.sentence_of(clause.cue)
        if clause.link == "according":
            return self._around(clause, start, end)
        if self._stands_behind(clause, start):
            return self._before(clause, start, end)
        return self._after(clause, number, end)

    def _begin(self, clause: Clause) -> int:
        """The item where the attribution begins: its subject or its verb."""
        if (
            clause.subject is not None
            and clause.subject.first < clause.first
            and clause.link in {"before", "apposition"}
        ):
            return clause.subject.first
        return clause.first

    def _stands_behind(self, clause: Clause, start: int) -> bool:
        """Whether the content came first: a comma before the attribution, and nothing but time and place behind."""
        if clause.link not in {"before", "inverted", "apposition", "unknown"}:
            return False
        begin = self._begin(clause)
        if begin <= start + 2 or self._flow.lower[begin - 1] != ",":
            return False
        lower = self._flow.lower
        after = lower[clause.last] if clause.last < len(lower) else "."
        if clause.link == "inverted":
            return True
        grammar = self._scene.grammar
        closes = (
            after in {".", ",", ";", ")"} or after in grammar.times or after in {"in", "on", "at", "during", "after"}
        )
        return closes or (clause.hearer is not None and self._closes(clause.hearer.last))

    def _closes(self, item: int) -> bool:
        after = self._flow.lower[item : item + 1]
        return not after or after[0] in {".", ","} or after[0] in self._scene.grammar.times

    def _before(self, clause: Clause, start: int, end: int) -> Content:
        begin = self._begin(clause)
        parts = [(self._opening(start), begin - 1)]
        last = clause.subject.last if clause.link == "inverted" and clause.subject else clause.last
        flow = self._flow
        if last < end and flow.lower[last] == "," and end - last > 4 and parts[0][1] - parts[0][0] < 12:
            parts.append((last + 1, self._trim(last + 1, end)))
            return Content(clause, tuple(parts), "both")
        return Content(clause, tuple(parts), "before")

    def _opening(self, start: int) -> int:
        """Past a mark or quoted region that opens the sentence."""
        return start

    def _around(self, clause: Clause, start: int, end: int) -> Content | None:
        flow = self._flow
        last = clause.subject.last if clause.subject else clause.last
        if clause.cue - start <= 2:
            comma = next((k for k in range(last, min(end, last + 25)) if flow.lower[k] == ","), None)
            if comma is None:
                return None
            return Content(clause, ((comma + 1, self._trim(comma + 1, end)),), "after")
        stop = clause.cue - 1 if flow.lower[clause.cue - 1] == "," else clause.cue
        comma = next((k for k in range(last, min(end, last + 12)) if flow.lower[k] == ","), None)
        if comma is not None and end - comma > 5 and stop - start < 8:
            return Content(clause, ((start, stop), (comma + 1, self._trim(comma + 1, end))), "both")
        return Content(clause, ((start, stop),), "before")

    def _after(self, clause: Clause, number: int, end: int) -> Content | None:
        flow = self._flow
        first = clause.hearer.last if clause.hearer else clause.last
        if clause.link == "inverted" and clause.subject is not None:
            first = clause.subject.last
        that = self._that(first, end)
        first = first if that is None else that
        while first < end and flow.lower[first] in {",", ":"}:
            first += 1
        last = self._stop(clause, number, first, end)
        return Content(clause, ((first, self._trim(first, last)),), "after") if last > first else None

    def _that(self, first: int, end: int) -> int | None:
        """Where "that" opens the content, past hearers, places and times ("told reporters on Friday that")."""
        flow = self._flow
        for index in range(first, min(end, first + _BEFORE_THAT)):
            word = flow.lower[index]
            if word == "that":
                return index
            if word == QUOTED or word in {".", ";", ":"} or word in self._scene.cues:
                return None
        return None

    def _stop(self, clause: Clause, number: int, first: int, end: int) -> int:
        """Where the content ends: with its sentence, or before the next verb of saying that shares its subject."""
        flow = self._flow
        for later in self._scene.clauses[number + 1 : number + 6]:
            if later.cue >= end:
                break
            if later.first <= first or later.form.group not in {"say", "label"}:
                continue
            word = flow.lower[later.first - 1]
            if later.link == "shared" and later.form.tense == clause.form.tense:
                return later.first - 1
            if later.link == "participle" and word == "," and later.form.group == "say":
                return later.first - 1
            if later.link in {"before", "inverted"} and later.subject is not None:
                begin = min(later.first, later.subject.first)
                if flow.lower[begin - 1] in {"and", "but", "while"} and later.form.group == "say":
                    return begin - 1
        return end

    def _trim(self, first: int, last: int) -> int:
        while last > first and self._flow.lower[last - 1] in _ENDS:
            last -= 1
        return last

    def features(self, content: Content) -> list[str]:
        """What speaks for and against speech."""
        flow, clause = self._flow, content.clause
        first, last = content.parts[0]
        words = flow.lower[first:last]
        size = bucket(sum(end - start for start, end in content.parts), _LENGTHS)
        opening = self._class(words[0]) if words else "none"
        form = clause.form
        place = content.place
        role = clause.subject.role if clause.subject else "none"
        before = flow.lower[clause.first - 1] if clause.first else "^"
        next_word = flow.lower[clause.last] if clause.last < len(flow) else "."
        verb = any(word in self._scene.grammar.auxiliaries or word in self._scene.grammar.verbs for word in words[:12])
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
            f"before={self._class(before)}|{form.tense}",
            f"next={self._class(next_word)}|{form.group}",
            f"hearer={clause.hearer is not None}|{opening}",
            f"headline={flow.sentence[clause.cue] == 0}",
            f"that={'that' in words[:1]}|{form.group}",
        ]

    def _class(self, word: str) -> str:
        grammar = self._scene.grammar
        if word in {
            "that",
            "to",
            "whether",
            "if",
            "how",
            "why",
            "what",
            "about",
            "of",
            "for",
            "on",
            QUOTED,
            "^",
            "who",
            "'s",
        }:
            return word
        if word in self._scene.cues:
            return self._scene.cues[word].group
        for name in (
            "determiners",
            "prepositions",
            "conjunctions",
            "subjects",
            "auxiliaries",
            "pronouns",
            "times",
            "adverbs",
        ):
            if word in getattr(grammar, name):
                return name
        return "mark" if not word[0].isalnum() else "number" if word[0].isdigit() else "word"
