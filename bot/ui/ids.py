"""The custom ids of buttons and forms: a verb and its arguments, so that they work after a restart."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from bot.models import Citation
from bot.ui.limits import CUSTOM_ID

CONTEXT, MORE, WRONG, SHOW, PICK = "context", "more", "wrong", "show", "pick"
PICK_SUBJECT = "subject"  # a name for a timeline
SHOWN_ARTICLES = 8


@dataclass(frozen=True, slots=True)
class Press:
    """What a custom id says: ``verb`` and its arguments."""

    verb: str
    arguments: tuple[str, ...] = ()


def make(verb: str, *arguments: object) -> str:
    """The custom id of a verb with its arguments. Raises `ValueError` where Discord would refuse it."""
    made = ":".join([verb, *map(str, arguments)])
    if len(made) > CUSTOM_ID:
        raise ValueError(f"a custom_id of {len(made)} characters")
    return made


def parse(custom_id: str) -> Press:
    """What a custom id says."""
    verb, *arguments = custom_id.split(":")
    return Press(verb, tuple(arguments))


def place(citation: Citation) -> str:
    """Where a citation stands, as one argument: article, span, and a check of the words found there."""
    assert citation.span is not None
    return f"{citation.article_id}.{citation.span.start}.{citation.span.end}.{check(citation.passage)}"


def check(words: str) -> str:
    """A short sum over words: tells whether the same ones still stand where a button points."""
    return f"{zlib.crc32(words.encode('utf-8', 'surrogatepass')):08x}"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an article as a button remembers it."""

    article: int
    start: int
    end: int
    check: str

    @classmethod
    def read(cls, argument: str) -> Place:
        """The place of `place`. Raises `ValueError` for anything else."""
        article, start, end, sum_ = argument.split(".")
        return cls(int(article), int(start), int(end), sum_)
