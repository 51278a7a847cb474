"""Reported speech: what the article says, in its own words, that someone said.

For each attributing clause one stretch of its sentence can be the content: after the verb ("said that …"),
before it ("…, officials said"), on both sides ("…, he said, …"), or around "according to". Whether it is speech
at all, and not a belief, a plan or a mere object, is weighed by the verb, what follows it and who its subject is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.text.quotations.ends import EndChooser
from bot.text.quotations.ranker import Linear
from bot.text.quotations.scene import Scene
from bot.text.quotations.subjects import Clause
from bot.text.quotations.tables import QUOTED

_BEFORE_THAT = 14
_LONGEST_TITLE = 8
_LONGEST_CIRCUMSTANCE = 22
_ENDS = frozenset(".!?:;,)—–-…")


@dataclass(slots=True)
class Content:
    """The stretch that a clause may report: items ``first`` to ``last``, in one part or two."""

    clause: Clause
    parts: tuple[tuple[int, int], ...]
    place: str  # after, before, around, both


class ReportReader:
    """Finds the contents of one article's clauses."""

    def __init__(self, scene: Scene, ends: Linear) -> None:
        """``ends`` weighs where a content ends inside its sentence."""
        self._scene = scene
        self._flow = scene.flow
        self._ends = EndChooser(scene, ends)

    def contents(self, wanted: Callable[[Clause], bool] = lambda _: True) -> list[Content]:
        """One content at most for each clause that is ``wanted``, in order."""
        found: list[Content] = []
        for number, clause in enumerate(self._scene.clauses):
            content = None if clause.negated or not wanted(clause) else self._content(clause, number)
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
        subject = clause.subject
        if subject is None or subject.first >= clause.first or clause.link not in {"before", "apposition"}:
            return clause.first
        return self._before_title(subject.first)

    def _before_title(self, first: int) -> int:
        """Back over the title before a name, if a comma stands before it: ", Defense Minister Sato said"."""
        flow, grammar = self._flow, self._scene.grammar
        start = max(flow.sentence_of(first)[0], first - _LONGEST_TITLE)
        for index in range(first - 1, start, -1):
            word = flow.lower[index]
            if word == ",":
                return index + 1
            small = word in grammar.prepositions and word != "of"
            if small or grammar.is_auxiliary(word) or not (word[0].isalpha() or word in {"'s", "-"}):
                return first
        return first

    def _stands_behind(self, clause: Clause, start: int) -> bool:
        """Whether the content came first: a comma before the attribution, and nothing but time and place behind."""
        if clause.link not in {"before", "inverted", "apposition", "unknown"}:
            return False
        begin = self._begin(clause)
        if begin <= start + 1 or self._flow.lower[begin - 1] != ",":
            return False
        last = clause.last
        if clause.link == "inverted" and clause.subject is not None:
            last = clause.subject.last
        elif clause.hearer is not None:
            last = clause.hearer.last
        return self._circumstance_only(last, self._flow.sentence_of(clause.cue)[1])

    def _circumstance_only(self, first: int, end: int) -> bool:
        """Whether nothing but time, place and manner follows up to the next mark: no clause of its own."""
        grammar = self._scene.grammar
        opening = self._flow.lower[first] if first < end else "."
        if opening[0].isalpha() and opening not in self._scene.tables.circumstances and not opening.endswith("ly"):
            return False
        for word in self._flow.lower[first : min(end, first + _LONGEST_CIRCUMSTANCE)]:
            if word in {".", ",", ";", "—", "–", ")", "?", "!", "who", QUOTED}:
                return True
            if word in {"that", "whether", "if"} or grammar.is_auxiliary(word) or word in grammar.subjects:
                return False
        return end - first <= _LONGEST_CIRCUMSTANCE

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
            if word == QUOTED or word in {".", ";", ":"} or (word in self._scene.cues and not self._is_noun(index)):
                return None
        return None

    def _is_noun(self, index: int) -> bool:
        """Whether a word of saying names what it was said in: "in a written comment", "in an interview"."""
        before = self._flow.lower[index - 1]
        return before in {"a", "an", "the"} or before in self._scene.grammar.modifiers

    def _stop(self, clause: Clause, number: int, first: int, end: int) -> int:
        """Where the content ends: with its sentence, or before the next verb of saying that shares its subject."""
        return self._ends.choose(clause, first, self._next_saying(clause, number, first, end))

    def _next_saying(self, clause: Clause, number: int, first: int, end: int) -> int:
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
