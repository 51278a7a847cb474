"""A short answer with the passage that bears it, and another that speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.models import Span
from bot.retrieve.query import Weighed
from bot.retrieve.ranking import Evidence
from bot.text.tokens import tokens

AS_GOOD, RIVAL = 0.85, 0.35  # how well a rival has to hold the question, and stand, beside the best


@dataclass(frozen=True, slots=True)
class Finding:
    """A short answer with the passage that bears it; ``text`` empty where only the passage answers.

    ``aside``: the text is of another kind than is asked for; the passage answers, if anything does.
    """

    evidence: Evidence
    text: str = ""
    marks: tuple[Span, ...] = ()  # in the body
    title: str | None = None
    worth: float = 0.0
    backing: int = 1  # passages that hold it
    rivals: tuple[Finding, ...] = ()
    measured: bool = False  # a figure
    aside: bool = False
    timely: bool = False  # of the time that the question names
    others: tuple[Evidence, ...] = ()  # further passages that bear on it, best first
    notes: tuple[str, ...] = ()  # how the question was read


def doubtful(headline: str) -> str:
    """A headline that may be wrong, and says so."""
    return f"This may be it{'. ' if headline.endswith((':', '.')) else ': '}{headline}"


def differing(found: Finding) -> Finding | None:
    """Another figure that another article gives in as good a place; nothing is decided between the two."""
    for rival in found.rivals:
        elsewhere = rival.evidence.article_id != found.evidence.article_id
        as_good = rival.evidence.reach.own >= AS_GOOD * found.evidence.reach.own and rival.worth >= RIVAL * found.worth
        if found.measured and elsewhere and as_good and rival.text.casefold() not in found.evidence.text.casefold():
            return rival
    return None


def spelling_notes(terms: Sequence[Weighed], texts: Iterable[str]) -> tuple[str, ...]:
    """Which words were taken for others that are spelt like them, as the ``texts`` print those."""
    meant = {term.spelt: term.text for term in terms if term.spelt}
    printed: dict[str, str] = {}
    for text in texts if meant else ():
        for token in tokens(text):
            if token.stem in meant:
                printed.setdefault(token.stem, token.text)
    return tuple(f"Read “{meant[stem]}” as {word}." for stem, word in printed.items())
