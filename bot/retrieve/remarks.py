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
FEW_SENTENCES = (
    4  # of a turn that is taken as one; of a longer one, a sentence with those beside it has to bear on the topic
)
STEPS = (1.0, 0.9, 0.75)  # what a word is worth in the sentence itself, in the next, in the one behind that
MEANT = 0.7  # a person's name in one of the sentences before: "he" is the one spoken of
SPOKEN_OF = 12  # sentences
OPENING = 1_500  # characters of an article that tell the occasion
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
    setting: float = 0.0  # how well its article holds what else the question tells, such as the occasion
    asked: tuple[Weighed, ...] = ()  # the topic, and what of that its article doesn't hold
    whole: float | None = None  # how well it bears on all of these, where the question tells more than the topic

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
    if len(own) > FEW_SENTENCES and is_turn(stored.quotation):
        return _in_speech(topic, _sentences(stored.quotation, record.body, own), (before, nearness), title)
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


def _in_speech(
    topic: Sequence[Weighed], sentences: Sequence[frozenset[str]], question: tuple[str, float], title: str
) -> tuple[float, float]:
    """As `bearing`, of a speech or long turn: by the sentence in it that bears best, with those beside it."""
    asked, total = frozenset(stems(question[0])), sum(term.weight for term in topic) or 1.0
    head = max(range(len(topic)), key=lambda place: topic[place].weight)
    rows = [
        _near(
            term,
            [term.held_by(words) for words in sentences],
            _held(term, ((question[1], asked), (TITLE, frozenset(stems(title))))),
        )
        for term in topic
    ]
    worth = [sum(term.weight * row[at] for term, row in zip(topic, rows, strict=True)) for at in range(len(sentences))]
    best = max(range(len(sentences)), key=lambda at: (worth[at], -at))
    return worth[best] / total, rows[head][best]


def _near(term: Weighed, held: Sequence[float], elsewhere: float) -> list[float]:
    """How well a term is held at each sentence: in it, beside it, as the name of whom is spoken of, or elsewhere."""
    there = [at for at, worth in enumerate(held) if worth]
    row = [elsewhere] * len(held)
    for at in there:
        for step, worth in enumerate(STEPS):
            for place in {at - step, at + step}:
                if 0 <= place < len(row):
                    row[place] = max(row[place], worth * held[at])
        if term.person:
            for place in range(at, min(at + SPOKEN_OF, len(row))):
                row[place] = max(row[place], MEANT * held[at])
    return row


def _sentences(quotation: Quotation, body: str, own: Sequence[Passage]) -> list[frozenset[str]]:
    """The stems of each sentence that a remark has words in, as far as it has them."""
    start, end = quotation.span.start, quotation.span.end
    return [frozenset(stems(body[max(start, each.span.start) : min(end, each.span.end)])) for each in own]


def setting(told: Sequence[Weighed], article: Article, opened: int = OPENING) -> tuple[float, tuple[Weighed, ...]]:
    """The share of what a question tells of the occasion that an article's title and opening hold, and what they don't.

    ``opened`` is how many characters of the article are its opening.
    """
    record = article.record
    title = frozenset(stems(record.header.title.value if record.header.title else ""))
    opening = frozenset(stems(record.body[:opened]))
    held = [(term, _held(term, ((1.0, title), (AROUND, opening)))) for term in told]
    share = sum(term.weight * worth for term, worth in held) / (sum(term.weight for term in told) or 1.0)
    return share, tuple(term for term, worth in held if not worth)


def is_turn(quotation: Quotation) -> bool:
    """Whether a remark is a speaker's turn in a transcript, or a statement: a label or title is what gives it to them."""
    return quotation.cue == quotation.speaker_span


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
