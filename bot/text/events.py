"""Whether two sentences, with their articles, tell of one event."""

from __future__ import annotations

import re

from bot.models import EntityKind, Record, Span

WORD = re.compile(r"[A-Za-z][A-Za-z'’-]{3,}")
_COMMON = """
that this with from have been were will would their they them also than said says told after before about which when
where what into over more most some such other there these those while during between both each only very just year
years month months week weeks january february march april june july august september october november december monday
tuesday wednesday thursday friday saturday sunday
"""
COMMON = frozenset(_COMMON.split())
LOOKED_AT = 6000  # characters of a body that tell what it is about
AROUND = 200  # characters beside a time that no passage holds
STEM = 6  # letters by which words are taken for one: "strengthen", "strengthening"


class Telling:
    """What an article tells of: its people by key, its words cut to their stem, and those of each sentence."""

    def __init__(self, record: Record) -> None:
        """Reads the head of the body once; sentences are read when they are compared."""
        self._record = record
        self.people = frozenset(name.key for name in record.names if name.kind is EntityKind.PERSON)
        self.words = _words(record.body[:LOOKED_AT])

    def sentence(self, span: Span) -> frozenset[str]:
        """The words of the passage that holds ``span``."""
        around = Span(max(0, span.start - AROUND), span.end + AROUND)
        return _words(
            next((p.span for p in self._record.passages if p.span.covers(span)), around).of(self._record.body)
        )

    def likeness(self, span: Span, other: Telling, theirs: Span) -> float:
        """How much two share: people (to 0.45), words of the shorter article (to 1), words of the sentence (to 0.5)."""
        people = min(len(self.people & other.people), 3) * 0.15
        return people + _overlap(self.words, other.words) + 0.5 * _overlap(self.sentence(span), other.sentence(theirs))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _words(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for m in WORD.finditer(text) if (word := m[0].lower()) not in COMMON)
