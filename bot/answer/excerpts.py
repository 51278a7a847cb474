"""What is shown of a long remark: the sentence that bears best on the topic, with those beside it as far as they fit."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.models import Article, Quotation, Span
from bot.retrieve.query import Weighed
from bot.retrieve.remarks import touched
from bot.text.tokens import stem, stems, tokens

LONGEST = 420  # characters of one remark that are shown
MOST = 700  # characters of one sentence that is shown whole all the same
FEW = 120  # characters of a paragraph that call for those beside it
BESIDE = 0.3  # what a word in the sentence beside counts for the choice of the sentence
SAME = 90  # rapidfuzz ratio from which a sentence was told already
GAP = " […] "


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of a remark, as far as it is quoted; ``part`` counts the remark's parts."""

    span: Span
    part: int

    @property
    def length(self) -> int:
        """How many characters it has."""
        return self.span.end - self.span.start


def excerpt(
    quotation: Quotation,
    article: Article,
    topic: Sequence[Weighed],
    room: int = LONGEST,
    told: Sequence[str] = (),
) -> tuple[Span, ...]:
    """Spans of the remark to be shown, in order, each inside one part: all of it, or what bears on the topic and fits.

    A sentence is shown whole where it has up to `MOST` characters, even if it has more than ``room``. Those that
    stand in what was ``told`` already are not chosen where there are others.
    """
    if sum(part.end - part.start for part in quotation.parts) <= room:
        return quotation.parts
    body = article.record.body
    pieces = _pieces(quotation, article)
    new = [at for at, piece in enumerate(pieces) if not _is_told(piece.span.of(body), told)]
    best = _best(pieces, body, topic, new or range(len(pieces)))
    if pieces[best].length > MOST:
        return (_cut(pieces[best].span, body, topic, room),)
    return _merged(pieces[slice(*_window(pieces, best, room))])


def _is_told(words: str, told: Sequence[str]) -> bool:
    """Whether words stand in what was told, all but a few of their letters."""
    return any(len(words) <= len(one) and fuzz.partial_ratio(words, one, score_cutoff=SAME) > 0 for one in told)


def joined(spans: Sequence[Span], body: str) -> str:
    """The words of the spans, with a gap shown where words of the article were left out between them."""
    words = spans[0].of(body)
    for one, other in itertools.pairwise(spans):
        between = body[one.end : other.start]
        words += (GAP if any(c.isalnum() for c in between) else " ") + other.of(body)
    return words


def sentence_of(spans: Sequence[Span], article: Article) -> Span | None:
    """The one sentence in which all the spans lie; None where there is none."""
    whole = Span(spans[0].start, spans[-1].end)
    return next((passage.span for passage in article.record.passages if passage.span.covers(whole)), None)


def is_cut(spans: Sequence[Span], quotation: Quotation, article: Article) -> bool:
    """Whether an excerpt begins or ends inside a sentence."""
    pieces = _pieces(quotation, article)
    starts = {part.start for part in quotation.parts} | {piece.span.start for piece in pieces}
    ends = {part.end for part in quotation.parts} | {piece.span.end for piece in pieces}
    return spans[0].start not in starts or spans[-1].end not in ends


def _pieces(quotation: Quotation, article: Article) -> list[Piece]:
    """The parts divided at the passages' edges; what no passage covers goes with what stands before it."""
    starts = [passage.span.start for passage in touched(article.record.passages, quotation.span)]
    pieces = []
    for number, part in enumerate(quotation.parts):
        edges = [part.start, *(at for at in starts if part.start < at < part.end), part.end]
        for start, end in itertools.pairwise(edges):
            text = article.record.body[start:end]
            if text.strip():
                pieces.append(Piece(Span(start, start + len(text.rstrip())), number))
    return pieces or [Piece(quotation.parts[0], 0)]


def _best(pieces: Sequence[Piece], body: str, topic: Sequence[Weighed], places: Sequence[int]) -> int:
    """Of some places that of the piece that bears best on the topic, those beside it counted for less; the first among equals."""
    held = [[_held(term, words) for term in topic] for words in (frozenset(stems(p.span.of(body))) for p in pieces)]

    def worth(at: int) -> float:
        beside = held[max(0, at - 1) : at] + held[at + 1 : at + 2]
        return sum(
            term.weight * max(held[at][i], BESIDE * max((other[i] for other in beside), default=0.0))
            for i, term in enumerate(topic)
        )

    return max(places, key=lambda at: (worth(at), -at))


def _held(term: Weighed, words: frozenset[str]) -> float:
    return max((worth for form, worth in term.forms.items() if form in words), default=0.0)


def _window(pieces: Sequence[Piece], best: int, room: int) -> tuple[int, int]:
    """From where to where pieces are shown: the best, the one behind it and the one before it, as they fit.

    Another part is entered only from few words.
    """
    first, last = best, best
    left = room - pieces[best].length
    for at in (best + 1, best - 1):
        if not 0 <= at < len(pieces) or pieces[at].length + len(GAP) > left:
            continue
        if pieces[at].part != pieces[best].part and room - left > FEW:
            continue
        left -= pieces[at].length + len(GAP)
        first, last = min(first, at), max(last, at)
    return first, last + 1


def _merged(pieces: Sequence[Piece]) -> tuple[Span, ...]:
    """The pieces with neighbours of one part joined."""
    spans: list[Span] = []
    part = -1
    for piece in pieces:
        if piece.part == part:
            spans[-1] = Span(spans[-1].start, piece.span.end)
        else:
            spans.append(piece.span)
        part = piece.part
    return tuple(spans)


def _cut(span: Span, body: str, topic: Sequence[Weighed], room: int) -> Span:
    """As much of a very long sentence as fits around the first word of the topic, cut between words."""
    forms = {form for term in topic for form in term.forms}
    at = next(
        (token.span.start for token in tokens(span.of(body), span.start) if stem(token.text) in forms), span.start
    )
    start = max(span.start, min(at - room // 2, span.end - room))
    end = min(span.end, start + room)
    while span.start < start < at and not body[start - 1].isspace():
        start += 1
    while at < end < span.end and not body[end].isspace():
        end -= 1
    words = body[start:end].rstrip()
    return Span(start, start + len(words)) if words else Span(start, min(span.end, start + room))
