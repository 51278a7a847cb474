"""What a question asks for: its kind, what the answer must look like, and the words of its subject."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.models import Span
from bot.text.tokens import Token, stem, tokens


class Wants(StrEnum):
    """What an answer must look like."""

    PERSON = "person"
    BODY = "body"
    OUTLET = "outlet"
    COUNTRY = "country"
    STATE = "state"
    CITY = "city"
    ISLAND = "island"
    SEA = "sea"
    PLACE = "place"
    DAY = "day"
    YEAR = "year"
    MONTH = "month"
    CLOCK = "clock"
    DURATION = "duration"
    PERCENT = "percent"
    MONEY = "money"
    AGE = "age"
    COUNT = "count"
    MEASURE = "measure"  # how far, how heavy
    THING = "thing"  # "which beverage": something of the kind the noun names
    REASON = "reason"
    PASSAGE = "passage"  # nothing shorter than a sentence will do


@dataclass(frozen=True, slots=True)
class Focus:
    """What is asked for; ``noun`` is the word behind "which", "how many", …, with its span in the question."""

    wants: Wants
    span: Span
    noun: str | None = None
    part: bool = False  # a part of them: "how many of the officers"
    role: str | None = None  # "mayor" in "Who is the mayor of Sasebo?": without it nobody is meant

    @classmethod
    def passage(cls) -> Focus:
        """For words that ask nothing: a topic."""
        return cls(Wants.PASSAGE, Span(0, 0))


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the subject. ``weight`` is its standing in the question before rarity is known."""

    text: str
    stem: str
    weight: float
    name: bool  # printed as a name or number: an answer that lacks it speaks of something else


_WH = re.compile(
    r"\b(?P<many>how\s+(?:many|few))\b|\b(?P<much>how\s+much)\b|\b(?P<long>(?:for\s+)?how\s+long|over\s+what\s+period)\b|\b(?P<old>how\s+old)\b"
    r"|\b(?P<far>how\s+(?:far|tall|high|deep|wide|heavy|fast|hot|cold))\b"
    r"|\b(?P<name>(?:what\s+(?:is|was|are|were)|what['’]s)\s+the\s+names?\s+of)\b"
    r"|\b(?P<which>which|what(?!\s+(?:did|does|do|is|was|are|were|has|have|had|will|would|can|could|should|['’]s)\b))\b"
    r"|\b(?P<who>who|whom|whose)\b|\b(?P<where>where)\b|\b(?P<when>when)\b|\b(?P<why>why)\b|\b(?P<what>what)\b|\b(?P<how>how)\b",
    re.IGNORECASE,
)
_FIXED = {
    "much": Wants.MONEY,
    "long": Wants.DURATION,
    "old": Wants.AGE,
    "far": Wants.MEASURE,
    "who": Wants.PERSON,
    "where": Wants.PLACE,
    "when": Wants.DAY,
    "why": Wants.REASON,
    "what": Wants.PASSAGE,
    "how": Wants.PASSAGE,
}
_WHAT_IS = re.compile(
    r"\bwhat\s+(?:is|was|are|were)\s+(?:the|his|her|their|its|today['’]s|this\s+year['’]s)\s+((?:[\w'’.-]+\s+){0,3}?[\w'’-]+)"
    r"(?=\s+(?:of|for|to|in|that|at|on|by|from|with|as)\b|[?.!]|$)",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\bwhat(?:['’]s|\s+(?:is|was|are|were))\s+(?:(?:the|an?|its|his|her|their)\s+)?(?P<what>(?!(?:reason|number|name)s?\b)(?:(?!\b(?:who|that|which|why|where|when|was|were)\b).){2,60}?)\s+(?:called|named)\W*$",
    re.IGNORECASE,
)
_COSTS = re.compile(
    r"\s+(?:does|do|did|will|would|is|was|are|were)\b(?:(?!\b(?:had|has|have|that)\b)[^,;]){3,80}\bcost(?:ing)?\b(?=\s*(?:[?.!]|$|in\b|to\b))",
    re.IGNORECASE,
)
_SOME_OF = re.compile(r"\s+of\s+(?:the|these|those|his|her|its|their|our)\b", re.IGNORECASE)
_LEAD = re.compile(r"\s*(?:the|an?|his|her|its|their)\s+(?:[a-z]+(?:ed|ing)\s+)?", re.IGNORECASE)  # "the uninhabited"
_ROLE = re.compile(
    r"who\s+(?:is|was|are|were)\s+(?:the|an?)\s+((?:[\w'’-]+\s+){0,3}?[\w'’-]+)(?=\s+(?:of|for|in|at|to)\b|[?.!]|$)",
    re.IGNORECASE,
)
_NOUN_ENDS = re.compile(
    r"\b(?:this|last|next)\s+(?:week|weekend|month|year|season|summer|winter|spring|fall|autumn)\b|\b(?P<object>an?|the|his|her|its|their|this|these|those|some|any)\b"
    r"|\b(?:did|does|do|is|was|are|were|has|have|had|will|would|can|could|should|to|of|for|in|on|at|by|with|from|that|who|which|about"
    r"|into|over|after|before|during|as|when|where|while|because|and|or|out|up|off|down)\b|[,.?!:;—–(\"“]|$",
    re.IGNORECASE,
)
_THIS = re.compile(r"\bthis\s+(?=[a-z])(?!(?:day|date|time|month|year)s?\b)", re.IGNORECASE)
_NOUN_WORD = re.compile(r"[\w'’-]+(?:\.(?=\w))?")
_PARTICIPLE = re.compile(r"[a-z]{2,}(?:ed|ing)$")
_ADVERB = re.compile(r"[a-z]{2,}ly$|just$|now$|ever$|never$|also$|still$")


SHARED = (1.0, 0.65, 0.5, 0.45)  # what each word of a name of one, two, … words weighs
FRAMES = 0.25  # what a word weighs that only frames a topic
TIMED = 0.35  # what a word of a time weighs beside another


class QuestionReader:
    """Reads questions by the tables of data/lexicon/questions.toml."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        """``table`` has ``stop``, ``light``, ``frames``, ``acts`` and ``pasts`` (words), ``head`` and ``phrases`` (answer type -> nouns)."""
        self._stop = frozenset(str(table["stop"]).split())
        self._light = frozenset(stem(word) for word in str(table["light"]).split())
        self._framing = frozenset(stem(word) for word in str(table["frames"]).split())
        self._acts = frozenset(stem(word) for word in str(table["acts"]).split())
        self._happens = frozenset(str(table["happens"]).split())
        self._pasts = frozenset(str(table["pasts"]).split())
        self._heads = {word: Wants(wants) for wants, words in table["head"].items() for word in str(words).split()}
        self._heads |= {phrase: Wants(wants) for wants, phrases in table["phrases"].items() for phrase in phrases}

    def focus(self, question: str) -> Focus:
        """What the question asks for; without a wh-word that is "this singer", else a passage."""
        if called := _CALLED.search(question):
            return self._of_noun(*self._noun(question, called.start("what")), Wants.THING)
        named = _WHAT_IS.search(question)
        found = list(_WH.finditer(question))
        if not found:
            return self._pointed(question)
        best = min(found, key=lambda m: (m.lastgroup in ("what", "how", "when"), m.start()))
        group = best.lastgroup or "what"
        if group == "what" and _COSTS.search(question, best.end()):
            return Focus(Wants.MONEY, Span(*best.span()))
        if group == "what" and named:
            return self._of_noun(named[1], Span(named.start(1), named.end(1)), Wants.PASSAGE)
        if group in _FIXED:
            role = _ROLE.match(question, best.start()) if group == "who" else None
            return Focus(_FIXED[group], Span(*best.span()), role=role[1].split()[-1] if role else None)
        some = _SOME_OF.match(question, best.end())
        noun, span = self._noun(question, some.end() if some else best.end())
        first = noun.partition(" ")[0]
        if best[0].lower() == "what" and (first.lower() in self._happens or _PARTICIPLE.match(first)):
            return Focus(Wants.PASSAGE, Span(*best.span()))
        if group == "many":
            return Focus(Wants.COUNT, span, noun, part=some is not None)
        return self._of_noun(noun, span, Wants.THING)

    def _pointed(self, question: str) -> Focus:
        """What "this singer" asks for in a question that is put as a statement; a passage where it is of no known kind."""
        for found in _THIS.finditer(question):
            focus = self._of_noun(*self._noun(question, found.end()), Wants.PASSAGE)
            if focus.wants is not Wants.PASSAGE:
                return focus
        return Focus.passage()

    def conveyed(self, text: str, offset: int = 0) -> list[Span]:
        """The verbs of a sentence that tell that something was conveyed: said, agreed, praised or the like."""
        return [token.span for token in tokens(text, offset) if not token.capital and token.stem in self._acts]

    def _noun(self, question: str, start: int) -> tuple[str, Span]:
        """The noun phrase that begins at ``start``: what is counted or chosen."""
        lead = _LEAD.match(question, start)
        end = _NOUN_ENDS.search(question, lead.end() if lead else start)
        assert end  # it is found at the end of every text
        words = list(_NOUN_WORD.finditer(question, start, end.start()))
        if end["object"] and len(words) > 1:  # "company makes the": a verb with what it is done to
            words.pop()
        size = next((i for i in range(1, len(words)) if self._is_verb(words, i)), len(words))
        if not size:
            return "", Span(start, start)
        span = Span(words[0].start(), words[size - 1].end())
        return question[span.start : span.end], span

    def _is_verb(self, words: Sequence[re.Match[str]], i: int) -> bool:
        """Whether the phrase ends before its word ``i``: a verb, or an adverb that leads to one.

        A participle may also stand before a noun of the phrase ("racing driver"): it ends it as its last word, before
        a name, or behind a plural or what is known as an answer's kind ("airline charging extra fees").
        """
        word, before = words[i][0], words[i - 1][0].lower()
        if not _PARTICIPLE.match(word):
            return word in self._pasts or _ADVERB.match(word) is not None
        last = i == len(words) - 1 or words[i + 1][0][0].isupper()
        return last or before in self._heads or before.endswith("s")

    def _of_noun(self, noun: str, span: Span, default: Wants) -> Focus:
        """The answer type by the head of the noun phrase: its last word ("sea creature" is no sea)."""
        words = _NOUN_WORD.findall(noun.lower())
        head = words[-1] if words else ""
        wants = self._heads.get(head, self._heads.get(head.removesuffix("s"), default))
        wants = self._heads.get(" ".join(words[-2:]), wants)
        return Focus(wants, span, noun or None)

    def terms(self, question: str, focus: Focus, when: Span | None = None) -> tuple[Term, ...]:
        """The words of the subject, in order, each stem once; those of a time, ``when``, weigh little and are no names."""
        out: dict[str, Term] = {}
        found = tokens(question)
        parts = _name_sizes(question, found)
        for token, size in zip(found, parts, strict=True):
            term = self._term(question, token, focus)
            if term and when and when.covers(token.span):
                term = replace(term, weight=term.weight * TIMED, name=False)
            if term and size > 1:
                term = replace(term, weight=term.weight * SHARED[min(size, len(SHARED)) - 1])
            if term and term.stem not in out:
                out[term.stem] = term
        return tuple(out.values())

    def topic_terms(self, words: str) -> tuple[Term, ...]:
        """The words of a topic; those that only frame the others ("the steel row") weigh little."""
        found = self.terms(words, Focus.passage())
        return tuple(replace(t, weight=t.weight * FRAMES) if self._frames(t) else t for t in found)

    def _frames(self, term: Term) -> bool:
        return term.stem in self._framing and not term.name

    def _term(self, question: str, token: Token, focus: Focus) -> Term | None:
        lower = token.text.lower()
        first = not question[: token.span.start].strip(" \"“'‘")
        number = token.text[0].isdigit() or token.text[0] in "$€£¥"
        name = number or (token.capital and (not first or lower not in self._stop))
        if lower in self._stop and (not token.capital or first or len(token.text) == 1):
            return None
        if lower in self._stop and not token.text.isupper():
            return None
        weight = 0.35 if token.stem in self._light else 1.0
        if focus.span.start <= token.span.start < focus.span.end:
            weight *= 0.5
        return Term(token.text, token.stem, weight, (name and not first) or number)


def _name_sizes(question: str, found: Sequence[Token]) -> list[int]:
    """For each word, how many words the name has that it is part of: 1 where it stands alone."""
    sizes = [1] * len(found)
    start = 0
    for i in range(1, len(found) + 1):
        joined = (
            i < len(found)
            and found[i].capital
            and found[i - 1].capital
            and question[found[i - 1].span.end : found[i].span.start] == " "
        )
        if not joined:
            sizes[start:i] = [i - start] * (i - start)
            start = i
    return sizes
