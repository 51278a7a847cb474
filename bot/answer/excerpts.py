"""What is shown of a long remark: the sentences that bear best on the topic, with those beside them as far as they fit."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.models import Article, Quotation, Span
from bot.retrieve.query import Weighed
from bot.retrieve.remarks import MEANT, SPOKEN_OF, touched
from bot.text.tokens import stem, stems, tokens

LONGEST = 420  # characters of one remark that are shown
MOST = 700  # characters of one sentence that is shown whole all the same
FEW = 120  # characters of a paragraph that call for those beside it
LITTLE = 0.05  # weight of a topic's words below which another sentence adds nothing
SAME = 96  # rapidfuzz ratio from which a sentence was told already
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
    first, last = _bearing(pieces, body, topic, room, new or range(len(pieces)))
    if pieces[first].length > MOST:
        return (_cut(pieces[first].span, body, topic, room),)
    return _merged(pieces[slice(*_widened(pieces, first, last, room))])


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


def _bearing(
    pieces: Sequence[Piece], body: str, topic: Sequence[Weighed], room: int, places: Sequence[int]
) -> tuple[int, int]:
    """From where to where the pieces are, of those at ``places``, that together bear best on the topic and fit.

    The fewest of them, and the first of such. A name in one of the pieces before counts for who is meant by "he".
    """
    words = [frozenset(stems(piece.span.of(body))) for piece in pieces]
    held = [[term.held_by(each) for term in topic] for each in words]
    best, chosen = -1.0, (places[0], places[0] + 1)
    open_to = frozenset(places)
    for first in places:
        before = held[max(0, first - SPOKEN_OF) : first]
        worth = [
            MEANT * max((row[i] for row in before), default=0.0) if term.person else 0.0 for i, term in enumerate(topic)
        ]
        left = room
        for last in range(first, len(pieces)):
            left -= pieces[last].length + (len(GAP) if last > first else 0)
            if last > first and (left < 0 or last not in open_to or _parted(pieces, first, last)):
                break
            worth = list(map(max, worth, held[last]))
            total = sum(term.weight * one for term, one in zip(topic, worth, strict=True))
            shorter = last + 1 - first < chosen[1] - chosen[0]
            if total > best + LITTLE or (total > best - LITTLE and shorter):
                best, chosen = max(best, total), (first, last + 1)
    return chosen


def _parted(pieces: Sequence[Piece], first: int, last: int) -> bool:
    """Whether a piece is of another part than the one before it, and what is shown till there is no few words."""
    shown = sum(piece.length for piece in pieces[first:last])
    return pieces[last].part != pieces[last - 1].part and shown > FEW


def _widened(pieces: Sequence[Piece], first: int, last: int, room: int) -> tuple[int, int]:
    """The same with the piece behind and the one before, as they fit; another part is entered only from few words."""
    left = room - sum(piece.length for piece in pieces[first:last])
    part = pieces[first].part
    shown = room - left
    for at in (last, first - 1):
        if not 0 <= at < len(pieces) or pieces[at].length + len(GAP) > left:
            continue
        if pieces[at].part != part and shown > FEW:
            continue
        left -= pieces[at].length + len(GAP)
        first, last = min(first, at), max(last, at + 1)
    return first, last


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
