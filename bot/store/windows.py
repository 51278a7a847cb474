"""Cuts a body into windows: runs of whole passages, about as long as an answer and what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.models import Passage, Span
from bot.store.wording import unspaced

WORDS = 250
_REST = WORDS // 3  # a last run that is shorter joins the one before


def windows(body: str, passages: Sequence[Passage]) -> tuple[Span, ...]:
    """Windows of about `WORDS` words, in order, that hold every passage; the whole body where there is none."""
    if not passages:
        return (Span(0, len(body)),)
    cut = list(_runs(body, passages))
    if len(cut) > 1 and _count(body, cut[-1]) < _REST:
        last = cut.pop()
        cut[-1] = Span(cut[-1].start, last.end)
    return tuple(cut)


def _runs(body: str, passages: Sequence[Passage]) -> Iterator[Span]:
    start, words = passages[0].span.start, 0
    for at, passage in enumerate(passages):
        words += _count(body, passage.span)
        if words >= WORDS or at == len(passages) - 1:
            yield Span(start, passage.span.end)
            if at + 1 < len(passages):
                start, words = passages[at + 1].span.start, 0


def _count(body: str, span: Span) -> int:
    """The words of a span; of script without blanks, two characters make one."""
    text = span.of(body)
    return len(text.split()) + unspaced(text) // 2
