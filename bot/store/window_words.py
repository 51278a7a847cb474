"""The words of a window as they are kept beside it, a line for the article's title and for each passage in it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.models import Passage, Span
from bot.text.glyphs import glyphs

LINE = "\n"


def inside(window: Span, passages: Sequence[Passage]) -> list[Passage]:
    """The passages that make up a window."""
    return [passage for passage in passages if window.covers(passage.span)]


def words_of(title: str, body: str, passages: Sequence[Passage]) -> str:
    """The words of a window with these passages, as `bot.text.glyphs` writes them."""
    return LINE.join([glyphs(title), *(glyphs(passage.span.of(body)) for passage in passages)])
