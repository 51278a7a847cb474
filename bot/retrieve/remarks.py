"""How well a remark bears on a topic: by its own words, the sentence around it, and what leads up to it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from bot.models import Article, Kind, Passage, Quotation, Span, StoredQuotation
from bot.retrieve.query import Weighed
from bot.text.tokens import stems

AROUND = 0.85  # a word in the sentence that carries the remark
BEFORE = 0.6  # in the sentence before a remark that has no words of the article around it, or the question it answers
LED_UP = 0.55  # in the sentence before, in the same paragraph, of a remark that has such words around it
TITLE = 0.35
NAMED = 0.75  # how well a remark has to hold one word of a topic, for the others to be held by what leads up to it
HEAVY = 0.6  # and how weighty that word has to be beside the weightiest: "Japan" in "Japan's defense strategy" is not
NEARBY = 0.45  # what they are worth in the sentences before, which the remark is a part of
ITSELF = 0.9  # worth of the very word, or of one that means the same
LEADING = 3
QUESTION = 1_500  # characters before a turn in which the question is looked for
LABEL = 60  # characters from the label of a turn to its words
_LABEL = re.compile(
    r"(?:^|(?<=\n))[^\S\n]{0,12}"
    r"(?:(?P<asker>Q|QUESTION|QUESTIONER|REPORTER)(?:[:.]?[ \t\xa0])"
    r"|[A-Z][A-Z.’'\-]{1,30}(?:[ \t\xa0]{1,3}[A-Z][A-Z.’'\-]{0,30}){0,4}:)"
)


@dataclass(frozen=True, slots=True)
class Remark:
    """A quotation with its article, and how well it bears on the topic (0 to 1)."""

    stored: StoredQuotation
    article: Article
    bearing: float
    head: float  # how well it holds the topic's weightiest word

    @property
    def direct(self) -> bool:
        """Whether the words are the speaker's own."""
        return self.stored.quotation.kind is Kind.DIRECT


def bearing(topic: Sequence[Weighed], stored: StoredQuotation, article: Article) -> tuple[float, float]:
    """The share of the topic's weight that the remark holds, and how well it holds the weightiest word."""
    if not topic:
        return 1.0, 1.0
    record = article.record
    own = touched(record.passages, stored.quotation.span)
    before, nearness = _before(stored, record.body, own, record.passages)
    around = Span(own[0].span.start, own[-1].span.end).of(record.body) if own else ""
    title = record.header.title.value if record.header.title else ""
    if not _may_hold(topic, (stored.text, around, before, title)):
        return 0.0, 0.0
    places = (
        (1.0, frozenset(stems(stored.text))),
        (AROUND, frozenset(stems(around))),
        (nearness, frozenset(stems(before))),
        (TITLE, frozenset(stems(title))),
    )
    held = [(term, _held(term, places)) for term in topic]
    weighty = HEAVY * max(term.weight for term in topic)
    if any(worth >= NAMED and term.weight >= weighty for term, worth in held):
        leading = frozenset(stems(_leading(record.body, own, record.passages)))
        held = [(t, max(worth, NEARBY if t.held_by(leading) >= ITSELF else 0.0)) for t, worth in held]
    total = sum(term.weight for term in topic) or 1.0
    head = max(topic, key=lambda term: term.weight)
    return sum(term.weight * worth for term, worth in held) / total, {t.stem: w for t, w in held}[head.stem]


def question_before(quotation: Quotation, body: str) -> Span | None:
    """The question that a turn of a transcript answers: what stands behind the asker's label just before it."""
    label = quotation.speaker_span
    if label is None or not label.of(body).isupper() or not 0 <= quotation.parts[0].start - label.end <= LABEL:
        return None
    opened = list(_LABEL.finditer(body, max(0, label.start - QUESTION), label.start))
    return Span(opened[-1].end(), label.start) if opened and opened[-1]["asker"] else None


def touched(passages: Sequence[Passage], span: Span) -> Sequence[Passage]:
    """The passages that a span touches, of passages in order."""
    first = bisect_right(passages, span.start, key=lambda passage: passage.span.end)
    last = bisect_left(passages, span.end, key=lambda passage: passage.span.start)
    return passages[first : max(first, last)]


def _may_hold(topic: Sequence[Weighed], texts: Sequence[str]) -> bool:
    """A quick look whether any word of the topic can stand there: by the beginnings of its forms."""
    text = " ".join(texts).lower()
    forms = {form for term in topic for form in term.forms}
    forms |= {word for term in topic for phrase, _ in term.phrases for word in phrase}
    beginnings = {form[: max(2, len(form) - 2)] for form in forms}
    return not text.isascii() or any(beginning in text for beginning in beginnings)


def _before(stored: StoredQuotation, body: str, own: Sequence[Passage], every: Sequence[Passage]) -> tuple[str, float]:
    """The words that lead up to a remark, with their worth: the question it answers, or the sentence before.

    A remark with words of the article around it is led up to by the sentence before in its paragraph alone.
    """
    question = question_before(stored.quotation, body)
    if question:
        return question.of(body), BEFORE
    at = bisect_left(every, own[0].span.start, key=lambda passage: passage.span.start) if own else 0
    if not at or stored.quotation.kind is not Kind.DIRECT:
        return "", 0.0
    before = every[at - 1].span
    if _bare(stored, own):
        return before.of(body), BEFORE
    return ("", 0.0) if "\n" in body[before.end : own[0].span.start] else (before.of(body), LED_UP)


def _leading(body: str, own: Sequence[Passage], every: Sequence[Passage]) -> str:
    """The sentences before a remark's own."""
    if not own:
        return ""
    at = bisect_left(every, own[0].span.start, key=lambda passage: passage.span.start)
    before = every[max(0, at - LEADING) : at]
    return Span(before[0].span.start, before[-1].span.end).of(body) if before else ""


def _bare(stored: StoredQuotation, passages: Sequence[Passage]) -> bool:
    """Whether a direct quotation fills its sentences: what leads up to it then stands in the one before."""
    size = sum(passage.span.end - passage.span.start for passage in passages)
    return stored.quotation.kind is Kind.DIRECT and len(stored.text) > 0.8 * size


def _held(term: Weighed, places: Sequence[tuple[float, frozenset[str]]]) -> float:
    return max(worth * term.held_by(words) for worth, words in places)
