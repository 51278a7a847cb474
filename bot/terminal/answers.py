"""An answer on the terminal: the headline, the articles' words with the answer marked in them, the citations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.answer.render import block_text, by_article, full_citation
from bot.models import Answer, Block, Kind, Span
from bot.terminal.screen import Screen


def print_answer(answer: Answer, screen: Screen) -> None:
    """Write ``answer`` in words."""
    for number, paragraph in enumerate(_paragraphs(answer, screen)):
        if number:
            screen.line()
        screen.line(paragraph)


def _paragraphs(answer: Answer, screen: Screen) -> Iterator[str]:
    yield answer.headline
    for block in answer.blocks:
        yield block_text(replace(block, words=_marked(block, screen)))
    if answer.choices:
        yield f"Did you mean {' or '.join(answer.choices)}?"
    if answer.hints:
        yield "\n".join(answer.hints)
    if answer.citations:
        yield "\n".join(map(full_citation, by_article(answer.citations)))


def _marked(block: Block, screen: Screen) -> str:
    """The block's words with its marks made to stand out; a mark over all of them says nothing and is left out.

    Where there is no bold, nothing is put into a speaker's own words: they stand in quotation marks.
    """
    if block.kind is Kind.DIRECT and not screen.bold:
        return block.words
    marks = sorted(mark for mark in block.marks if mark != Span(0, len(block.words)))
    pieces, end = [], 0
    for mark in marks:
        if mark.start >= end:
            pieces += [block.words[end : mark.start], screen.marked(mark.of(block.words))]
            end = mark.end
    return "".join([*pieces, block.words[end:]])
