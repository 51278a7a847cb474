"""Attributing clauses: each verb of saying in the flow with its subject and hearer.

A subject stands before its verb ("Blinken, who arrived on Friday, also said"), after it ("said Blinken"), is shared
with the clause before ("… and added"), or belongs to the main clause ("…, noting that"): see `subjects`.
"""

from __future__ import annotations

from bot.text.quotations.flow import Flow
from bot.text.quotations.mentions import Form, Mention, Mentions
from bot.text.quotations.subjects import Clause, SubjectFinder
from bot.text.quotations.tables import DASHES, QUOTED, CueForm, QuotationTables

_ACCORDING = CueForm("according", "say", "past")
_COLON = CueForm(":", "say", "past")
_FORMS_OF_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am"})
_ARTICLES = frozenset({"a", "an", "the", "his", "her", "its", "their"})
_OF_THE_SPEAKER = frozenset({"quote", "cite", "recall", "go", "show", "agree", "commit", "worry", "concern"})
_FARTHEST_AGENT = 12


class ClauseReader:
    """Reads the attributing clauses of one article."""

    def __init__(self, flow: Flow, mentions: Mentions, tables: QuotationTables) -> None:
        self._flow = flow
        self._mentions = mentions
        self._tables = tables
        self._grammar = tables.grammar
        self._subjects = SubjectFinder(flow, mentions, tables)

    def clauses(self) -> list[Clause]:
        """All clauses in order."""
        found: list[Clause] = []
        named = {k for m in self._mentions.all if m.form is Form.NAME for k in range(m.first, m.last)}
        cues = self._tables.cues
        for index, word in self._flow.those(self._tables.clause_words):
            form = cues.get(word)
            clause: Clause | None = None
            if form is not None and index not in named:
                clause = self._verb(index, form, found)
            elif word == "according" and self._flow.lower[index + 1 : index + 2] == ["to"]:
                clause = self._according(index)
            elif word == ":":
                clause = self._colon(index)
            elif word in DASHES:
                clause = self._dash(index)
            if clause is not None:
                found.append(clause)
        return found

    def _according(self, index: int) -> Clause | None:
        first = index + 2
        subject = (
            self._mentions.by_first.get(first)
            or self._subjects.named_behind(first)
            or self._subjects.phrase_from(first)
        )
        if subject is not None and self._flow.sentence[subject.first] != self._flow.sentence[index]:
            subject = None
        return Clause(index, index, first, _ACCORDING, subject, "according")

    def _colon(self, index: int) -> Clause | None:
        """`Smith: "…"` and headlines, where a speaker stands before a colon at the sentence's start."""
        first = self._flow.sentence_of(index)[0]
        subject = self._mentions.by_last.get(index)
        if subject is None or subject.first - first > 3 or subject.form is Form.PRONOUN:
            return None
        return Clause(index, index, index + 1, _COLON, subject, "colon")

    def _dash(self, index: int) -> Clause | None:
        """A name behind a dash that follows the marks: `"…" — Name`."""
        first = index + 1 + (self._flow.lower[index + 1 : index + 2] == [self._flow.lower[index]])
        subject = self._mentions.by_first.get(first) or self._subjects.behind_title(first)
        if index == 0 or self._flow.lower[index - 1] != QUOTED or subject is None or subject.form is Form.PRONOUN:
            return None
        end = self._flow.sentence_of(index)[1]
        signs = self._flow.lower[subject.last : subject.last + 1]
        if subject.last < end and signs and signs[0] not in {",", "(", ".", "—"}:
            return None
        return Clause(index, index, index + 1, _COLON, subject, "inverted")

    def _verb(self, index: int, form: CueForm, before: list[Clause]) -> Clause | None:
        start = self._flow.sentence_of(index)[0]
        left, negated, modal = self._group_start(index, start)
        if form.tense == "base" and modal == "" and self._is_noun(left):
            return None
        if form.tense == "past" and left == index > start and self._flow.lower[index - 1] in _ARTICLES:
            return None  # "a written comment"
        clause = Clause(index, left, index + 1, form, None, "none", negated, modal)
        if self._is_passive(clause):
            clause.subject, clause.link = self._agent(clause), "passive"
        else:
            self._link(clause, start, before)
            self._take_hearer(clause)
        return clause

    def _is_passive(self, clause: Clause) -> bool:
        """Whether the words were said to the subject or of it: "he was told", "it was reported"; "was quoted" is not."""
        if clause.form.tense != "past" or clause.form.lemma in _OF_THE_SPEAKER:
            return False
        return any(word in _FORMS_OF_BE for word in self._flow.lower[clause.first : clause.cue])

    def _agent(self, clause: Clause) -> Mention | None:
        """Who said it by a passive: behind "by"."""
        end = min(self._flow.sentence_of(clause.cue)[1], clause.last + _FARTHEST_AGENT)
        for index in range(clause.last, end):
            word = self._flow.lower[index]
            if word == "by":
                by_first = self._mentions.by_first.get(index + 1)
                return by_first or self._subjects.named_behind(index + 1) or self._subjects.phrase_from(index + 1)
            if word in {"that", ",", ".", QUOTED}:
                return None
        return None

    def _is_noun(self, left: int) -> bool:
        """Whether a base form is a noun here: after a determiner, an adjective or a preposition."""
        before = self._flow.lower[left - 1] if left else "."
        grammar = self._grammar
        if before in grammar.subjects or before in {"to", "who", "that"}:
            return False
        if before in grammar.modifiers and left > 1:  # "in a written comment"
            before = self._flow.lower[left - 2]
        return before in grammar.determiners or before in grammar.prepositions or before == "'s"

    def _group_start(self, index: int, start: int) -> tuple[int, bool, str]:
        """Back over auxiliaries, adverbs and times: where the verb group begins, whether negated, its modal."""
        flow, grammar = self._flow, self._grammar
        first, negated, modal = index, False, ""
        while first > start:
            word = flow.lower[first - 1]
            if word in grammar.negations:
                negated = True
            elif word in grammar.auxiliaries or word in {"to", "be"}:
                modal = word
            elif word in grammar.times and flow.words[first - 1][0].isupper():
                if flow.lower[first - 2 : first - 1] == ["on"] and first - 2 > start:
                    first -= 1
            elif not (word in grammar.adverbs or (word.endswith("ly") and len(word) > 4)):
                break
            first -= 1
        return first, negated, modal

    def _link(self, clause: Clause, start: int, before: list[Clause]) -> None:
        flow, left, index = self._flow, clause.first, clause.cue
        if subject := self._subjects.inverted(clause, start):
            clause.subject, clause.link = subject, "inverted"
            return
        if left <= start:
            clause.link = "opening"
            return
        word = flow.lower[left - 1]
        subject = self._mentions.by_last.get(left)
        if subject is not None and subject.first >= start:
            clause.subject, clause.link = self._subjects.direct(subject)
        elif word in {",", ")", "—", "–", "-"} or word == QUOTED:
            clause.subject, clause.link = self._subjects.across_comma(clause, start, before)
        elif word in {"and", "but", "or"}:
            clause.subject, clause.link = self._subjects.main(index, start, before), "shared"
        elif clause.form.tense == "ing" and word == "as" and (subject := self._mentions.by_last.get(left - 1)):
            clause.subject, clause.link = subject, "before"  # "the aide quoted Blinken as saying"
        elif clause.form.tense == "ing":
            clause.subject, clause.link = self._subjects.main(index, start, before), "participle"
        elif clause.modal == "to" or word in self._grammar.prepositions:
            clause.subject, clause.link = self._subjects.main(index, start, before), "infinitive"
        elif word[0].isalpha() and word not in self._grammar.conjunctions and clause.form.tense != "base":
            clause.subject, clause.link = self._subjects.new_phrase(left - 1, start), "unknown"

    def _take_hearer(self, clause: Clause) -> None:
        """Whom it was told: the mention right behind the verb, which is not the speaker."""
        if clause.link == "inverted":
            return
        hearer = self._mentions.by_first.get(clause.last)
        if hearer is not None and clause.form.lemma in self._tables.heard:
            clause.hearer = hearer
