"""Words asked about, laid on a stretch of an article: what they touch, leave out and lack there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer.stretches import Sentences, Stretch
from bot.models import Kind, Span, StoredQuotation
from bot.text.compare import Alignment, Run, Step, printed
from bot.text.wording import Word

PIECE = 3  # words that make a piece of another quotation
_SLID = 4  # words by which a gap is slid


@dataclass(frozen=True, slots=True)
class Laid:
    """Words asked about, laid on a stretch. ``source`` are the stretch's words, joined like those asked about."""

    stretch: Stretch
    asked: tuple[Word, ...]
    source: tuple[Word, ...]
    alignment: Alignment
    same_speaker: bool | None = None

    @property
    def span(self) -> Span:
        """The stretch of the body that is touched."""
        alignment = self.alignment
        return Span(self.source[alignment.first].span.start, self.source[alignment.last - 1].span.end)

    def only(self, some: Sequence[Run]) -> Laid:
        """The same with some of the runs alone."""
        return replace(self, alignment=replace(self.alignment, runs=tuple(some)))

    @property
    def steps(self) -> list[Step]:
        """The comparison in order."""
        return self.alignment.steps(len(self.asked), len(self.source))


def missing_pieces(laid: Laid, words: str) -> tuple[str, ...]:
    """The pieces of the words asked about, as they were put, that the stretch does not have."""
    gaps = laid.alignment.unmatched(len(laid.asked))
    return tuple(printed(words, laid.asked[start:end]) for start, end in gaps if end - start >= PIECE)


def left_at_gap(laid: Laid, step: Step) -> slice | None:
    """Which words of the source an ellipsis in the words asked about stands for; None where the step is no ellipsis.

    "in … the sea" for "in the cold of the sea" may be laid with either "the": the gap is slid to where it was put.
    """
    place, (start, end) = step.left[0], step.right
    if step.left[1] > place or start == end:
        return None
    for by in range(min(_SLID, place, start) + 1):
        if by and laid.asked[place - by].key != laid.source[end - by].key:
            break
        if laid.asked[place - by].gap:
            return slice(start - by, end - by)
    return None


def joined(gaps: Sequence[slice]) -> list[slice]:
    """The stretches left out, those that a few words part as one: what fills a gap may share words with what is kept."""
    made: list[slice] = []
    for gap in gaps:
        if made and gap.start - made[-1].stop <= _SLID:
            made[-1] = slice(made[-1].start, gap.stop)
        else:
            made.append(gap)
    return made


def touched(laid: Laid) -> tuple[int, int]:
    """The words of the stretch itself that are touched (its own count, before words were joined or split)."""
    starts = [index for index, word in enumerate(laid.stretch.words) if word.end > laid.span.start]
    first = starts[0]
    last = next(
        (i for i in range(first, len(laid.stretch.words)) if laid.stretch.words[i].start >= laid.span.end), None
    )
    return first, len(laid.stretch.words) if last is None else max(last, first + 1)


def reported_at(laid: Laid) -> StoredQuotation | None:
    """The reported speech in which most of the words lie, where the words are the article's."""
    if laid.stretch.kind is not None:
        return None
    span = laid.span
    shared = [
        (
            sum(max(0, min(part.end, span.end) - max(part.start, span.start)) for part in one.quotation.parts),
            -number,
            one,
        )
        for number, one in enumerate(laid.stretch.quotations)
        if one.quotation.kind is Kind.REPORTED
    ]
    most = max(shared, default=None, key=lambda one: one[:2])
    return most[2] if most and 2 * most[0] >= span.end - span.start else None


def is_part_of_sentence(laid: Laid) -> bool:
    """Whether words of the same sentence and speaker stand before or behind."""
    first, last = touched(laid)
    whole = Sentences(laid.stretch.article).around(laid.span)
    words = laid.stretch.words
    before = first > 0 and words[first - 1].start >= whole.start
    behind = last < len(words) and words[last].end <= whole.end
    return before or behind


def quotation_at(laid: Laid, word: int) -> int | None:
    """The number of the quotation in which a word of the source stands; None outside of any."""
    start = laid.source[word].start
    for stored in laid.stretch.quotations:
        if any(part.start <= start < part.end for part in stored.quotation.parts):
            return stored.id
    return None
