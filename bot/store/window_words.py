"""The words of a window as they are kept beside it, a line for the article's title and for each passage in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from bot.models import Passage, Span
from bot.text.glyphs import glyphs

LINE = "\n"


def inside(window: Span, passages: Sequence[Passage]) -> Sequence[Passage]:
    """The passages, which are in the order of the text, that make up a window."""
    first = bisect_left(passages, window.start, key=lambda passage: passage.span.start)
    return passages[first : bisect_right(passages, window.end, lo=first, key=lambda passage: passage.span.end)]


def words_of(title: str, body: str, passages: Sequence[Passage]) -> str:
    """The words of a window with these passages, as `bot.text.glyphs` writes them."""
    return LINE.join([glyphs(title), *(glyphs(passage.span.of(body)) for passage in passages)])
