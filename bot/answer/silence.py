"""Silence: the articles do not say. It tells what was looked at, and the nearest thing, marked as no answer."""

from __future__ import annotations

from datetime import date

from bot.models import Answer, Block, Days, QuestionKind
from bot.text.dates import show_day

NEAREST = 220  # characters of the nearest passage that are shown


def silence(
    kind: QuestionKind,
    headline: str = "The articles do not say.",
    *,
    looked_at: str = "",
    nearest: str = "",
    hints: tuple[str, ...] = (),
    choices: tuple[str, ...] = (),
    confidence: float = 0.5,
) -> Answer:
    """A reply without sources: ``looked_at`` tells how far was looked, ``nearest`` a passage that is no answer."""
    blocks = [Block(lead=looked_at)] if looked_at else []
    if nearest:
        blocks.append(Block(lead="Nearest, but not an answer", words=shortened(nearest)))
    return Answer(
        kind=kind,
        answered=False,
        headline=headline,
        confidence=confidence,
        blocks=tuple(blocks),
        hints=hints,
        choices=choices,
    )


def looked_at(count: int, first: date | None, last: date | None) -> str:
    """How far was looked: "I looked through 5 articles, 12 January 2024 to 13 January 2024."."""
    articles = f"{count:,} article{'' if count == 1 else 's'}"
    if first is None or last is None:
        return f"I looked through {articles}."
    if first == last:
        return f"I looked through {articles}, dated {show_day(first)} where a day is given."
    return f"I looked through {articles}, from {show_day(first)} to {show_day(last)} where a day is given."


def out_of_time(asked: Days, first: date | None, last: date | None) -> str:
    """A sentence where the days asked for lie outside those of the articles, which are of ``first`` to ``last``."""
    if first and asked.last < first:
        return f"The time that you ask for is before the first article, of {show_day(first)}."
    if last and asked.first > last:
        return f"The time that you ask for is after the last article, of {show_day(last)}."
    return ""


def shortened(text: str) -> str:
    """The first `NEAREST` characters, cut between words."""
    text = " ".join(text.split())
    if len(text) <= NEAREST:
        return text
    return text[:NEAREST].rsplit(" ", 1)[0] + " …"
