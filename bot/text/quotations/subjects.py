"""Who the subject of a verb of saying is, by where words stand: there is no parse to ask."""

from __future__ import annotations

from dataclasses import dataclass

from bot.text.quotations.flow import Flow
from bot.text.quotations.mentions import Form, Mention, Mentions
from bot.text.quotations.tables import QUOTED, CueForm, QuotationTables

_TIES = frozenset({"of", "for", "from", "at", "with", "in", "and"})
_HEADS = frozenset({"people", "paper", "body", "some"})
_LONGEST_APPOSITION = 45
_LONGEST_TITLE = 10


@dataclass(slots=True)
class Clause:
    """A cue (items ``first`` to ``last``) with its subject and how the two are linked."""

    cue: int
    first: int
    last: int
    form: CueForm
    subject: Mention | None
    link: str
    negated: bool = False
    modal: str = ""
    hearer: Mention | None = None


class SubjectFinder:
    """Finds the subjects of one article's clauses."""

    def __init__(self, flow: Flow, mentions: Mentions, tables: QuotationTables) -> None:
        self._flow = flow
        self._mentions = mentions
        self._tables = tables
        self._grammar = tables.grammar

    def named_behind(self, index: int) -> Mention | None:
        """A name behind an article: "the Defense Ministry", but not "the Pentagon papers"."""
        named = self._mentions.by_first.get(index + 1)
        if index >= len(self._flow):
            return None
        if named is None or named.form is not Form.NAME or self._flow.lower[index] != "the":
            return self.behind_title(index) if self._flow.lower[index] not in self._grammar.determiners else None
        after = self._flow.lower[named.last : named.last + 1]
        stands_alone = not after or not after[0][0].isalpha() or after[0] in self._grammar.prepositions
        goes_on = stands_alone or after[0] in self._grammar.conjunctions or after[0] in self._grammar.times
        return named if goes_on else None

    def direct(self, subject: Mention) -> tuple[Mention, str]:
        """The mention right before the verb; "who" leads back to whom it stands for."""
        if subject.head == "who":
            first = subject.first
            if self._flow.lower[first - 1 : first] == [","]:
                first -= 1
            whom = self._mentions.by_last.get(first) or self._person_before(first)
            return (whom, "relative") if whom else (subject, "relative")
        return self._widened(subject), "before"

    def _person_before(self, index: int) -> Mention | None:
        """The last person or people in the sentence before ``index``, past an apposition."""
        start = max(self._flow.sentence_of(index)[0], index - _LONGEST_APPOSITION)
        before = reversed(self._mentions.between(start, index))
        return next((m for m in before if m.role in {"person", "people"}), None)

    def _widened(self, subject: Mention) -> Mention:
        """From "the campaign" to "a spokesman for the campaign" where prepositions and "and" tie them."""
        flow = self._flow
        wider, first = subject, self._past_article(subject.first)
        low = max(flow.sentence_of(first)[0], first - _LONGEST_APPOSITION)
        while first - 1 > low and flow.lower[first - 1] in _TIES:
            before, tie = self._mentions.by_last.get(first - 1), flow.lower[first - 1]
            if before is None or before.form is Form.PRONOUN:
                break
            if tie != "and" and before.form is Form.NOUN and before.role in _HEADS:
                wider = before
            elif tie != "and" and before.form is Form.NAME:
                break
            first = self._past_article(before.first)
        return wider

    def _past_article(self, first: int) -> int:
        """One item back where "the" stands before a name."""
        return first - 1 if first > 0 and self._flow.lower[first - 1] == "the" else first

    def inverted(self, clause: Clause, start: int) -> Mention | None:
        """`"…," said Blinken`: the subject after the verb, where the content ends before it."""
        flow, index = self._flow, clause.cue
        hearer_follows = clause.form.lemma in self._tables.told and flow.lower[index - 1 : index] != [QUOTED]
        if hearer_follows or clause.form.tense == "ing" or clause.form.group == "label" or clause.first != index:
            return None
        before = flow.lower[index - 1] if index > start else ""
        if before not in {",", QUOTED, "—", "–", "-", "?", "!", ")", "'", "so", "as"}:
            return None
        after = index + 1
        if after < len(flow) and flow.lower[after] in self._grammar.adverbs:
            after += 1
        if after >= len(flow) or flow.sentence[after] != flow.sentence[index]:
            return None
        subject = self._mentions.by_first.get(after)
        if subject is None or (subject.form is Form.NOUN and flow.words[subject.first][0].isupper()):
            subject = self.behind_title(after) or subject
        if subject is not None and subject.role not in {"him", "her", "them"}:
            return None if self._acts(subject.last) else subject
        if before == QUOTED and subject is None:
            return self.phrase_from(after)
        return None

    def _acts(self, index: int) -> bool:
        """Whether a finite verb stands at ``index``, so that the mention before it begins a clause of its own."""
        word = self._flow.lower[index] if index < len(self._flow) else "."
        if word in self._grammar.auxiliaries:
            return word != "'s"
        cue = self._tables.cues.get(word)
        return word in self._grammar.verbs or (cue is not None and cue.tense in {"past", "s"})

    def behind_title(self, first: int) -> Mention | None:
        """The person named behind a title: "said Secretary of State Antony Blinken"."""
        flow = self._flow
        if first >= len(flow):
            return None
        end = min(flow.sentence_of(first)[1], first + _LONGEST_TITLE)
        for index in range(first, end):
            named = self._mentions.by_first.get(index)
            if named is not None and named.form is Form.NAME and named.role == "person":
                return named
            word = flow.lower[index]
            if not word[0].isalpha() and word not in {"-", "'s", "&"}:
                return None
            verb = word in self._tables.cues and flow.words[index][0].islower()
            pronoun = word in self._grammar.pronouns and not flow.is_acronym(index)
            if verb or pronoun or self._grammar.is_auxiliary(word):
                return None
            if word in self._grammar.determiners or (word in self._grammar.prepositions and word != "of"):
                return None
        return None

    def across_comma(self, clause: Clause, start: int, before: list[Clause]) -> tuple[Mention | None, str]:
        """A subject with an apposition or relative clause between it and the verb, or a participle's."""
        if clause.form.tense == "ing":
            return self.main(clause.cue, start, before), "participle"
        if named := self._named_last(clause, start):
            return named, "apposition"
        low = max(start, clause.first - _LONGEST_APPOSITION)
        for mention in reversed(self._mentions.between(low, clause.first - 1)):
            if self._has_apposition(mention, start):
                return self._in_apposition(mention, start) or mention, "apposition"
        return self.main(clause.cue, start, before), "comma"

    def _named_last(self, clause: Clause, start: int) -> Mention | None:
        """The person whom the sentence's first words describe: "The commander of the fleet, Admiral Ann Lee, said"."""
        flow, named = self._flow, self._mentions.by_last.get(clause.first - 1)
        if named is None or named.form is not Form.NAME or named.role != "person":
            return None
        first, low = named.first, max(start, named.first - _LONGEST_TITLE)
        while first > low and (flow.words[first - 1][0].isupper() or flow.words[first - 1] == "."):
            first -= 1
        described = first > start and flow.lower[first - 1] == "," and flow.lower[start] in self._grammar.determiners
        return named if described else None

    def _in_apposition(self, phrase: Mention, start: int) -> Mention | None:
        """The person whom a noun phrase between commas describes: "McCall, the union's president, said"."""
        comma = phrase.first - 1
        if phrase.form is not Form.NOUN or phrase.plural or comma <= start or self._flow.lower[comma] != ",":
            return None
        named = self._mentions.by_last.get(comma)
        if named is None or named.form is not Form.NAME or named.role != "person":
            return None
        return None if self._flow.lower[max(0, named.first - 1)] in self._grammar.prepositions else named

    def _has_apposition(self, mention: Mention, start: int) -> bool:
        """Whether the mention is followed by a comma or bracket that opens an apposition, and stands as a subject."""
        flow, grammar = self._flow, self._grammar
        after = flow.lower[mention.last : mention.last + 2]
        if len(after) < 2 or after[0] not in {",", "(", "—", "–"} or mention.role in {"who", "him", "her", "them"}:
            return False
        opens = after[1] in grammar.determiners or after[1] in {"who", "whose", "which", "speaking", "a", "former"}
        opens = opens or after[0] == "(" or after[1].isdigit() or after[1].endswith("ing")
        before = flow.lower[mention.first - 1] if mention.first > start else ""
        subject = before in {"", ",", QUOTED, "and", "but", "that", "while", ":"} or mention.first - start < 4
        subject = subject or (before == "as" and opens)  # else what somebody was: ", who came as envoy, said"
        return subject or (opens and before not in grammar.prepositions) or self._opens_sentence(mention, start)

    def _opens_sentence(self, mention: Mention, start: int) -> bool:
        """Whether only a title stands between the sentence's start and the mention."""
        if mention.first - start > _LONGEST_TITLE:
            return False
        grammar = self._grammar
        return all(
            (word[0].isalpha() or word in {"'s", "-"})
            and (word not in grammar.prepositions or word == "of")
            and word not in grammar.conjunctions
            and (word == "'s" or word not in grammar.auxiliaries)
            for word in self._flow.lower[start : mention.first]
        )

    def main(self, index: int, start: int, before: list[Clause]) -> Mention | None:
        """The subject of the clause before in this sentence, else the sentence's first mention that is no object."""
        for clause in reversed(before):
            if clause.cue < start:
                break
            if clause.subject is not None and clause.link in {"before", "inverted", "apposition", "shared", "relative"}:
                return clause.subject
        for mention in self._mentions.between(start, index):
            prior = self._flow.lower[mention.first - 1] if mention.first > start else ""
            if prior in self._grammar.prepositions or self._flow.lower[mention.last : mention.last + 1] == ["'s"]:
                continue
            return mention
        return None

    def new_phrase(self, head: int, start: int) -> Mention | None:
        """A noun phrase of which no table knows the head, in the place of a subject."""
        word = self._flow.lower[head]
        if head < start or not word[0].isalpha() or word in self._grammar.auxiliaries or word in self._grammar.verbs:
            return None
        phrase = self._mentions.noun_phrase(head)
        self._mentions.by_last[phrase.last] = phrase
        return phrase

    def phrase_from(self, first: int) -> Mention | None:
        """The noun phrase that begins at ``first``: up to the next small word or mark."""
        flow, grammar = self._flow, self._grammar
        if first >= len(flow):
            return None
        end = flow.sentence_of(first)[1]
        last = first
        while last < min(end, first + 8):
            word = flow.lower[last]
            if not word[0].isalnum() and word != "'s":
                break
            stops = word in grammar.prepositions or word in grammar.conjunctions or word in grammar.auxiliaries
            if last > first and (stops or word in grammar.times or word in self._tables.cues):
                break
            if last == first and (stops or word in grammar.pronouns or word in grammar.adverbs):
                break
            last += 1
        if last == first:
            return None
        named = self._mentions.by_last.get(last)
        if named is not None and named.first > first and named.form is Form.NAME and named.role == "person":
            return named
        head = flow.lower[last - 1]
        plural = head.endswith("s") and not head.endswith("ss")
        return Mention(first, last, Form.NOUN, flow.text(first, last), head, "other", plural=plural)
