"""How much of a question stands in a window, by the words kept beside it: BM25, and the most that one passage holds.

The index would look through every posting of every word for it, the common ones above all; here the words of a few
windows are looked through. In a large corpus many windows hold the words of a question; fewer hold them in one passage.
Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.retrieve.features import HELD_BY
from bot.retrieve.query import Query, Role
from bot.store.search import Candidate
from bot.store.window_words import LINE
from bot.store.wording import unspaced
from bot.text.glyphs import glyph_of
from bot.text.tokens import stem

K1, B = 1.2, 0.75  # as FTS5 has them
USUAL = 260  # words of a window
LEAST = 0.9  # how well a form has to stand for a word: its inflections do
KIN = 0.5  # what such a form counts beside the word itself
SLIGHT = 0.05  # worth of a word that is looked for
CLOSE = 1.0  # what the words of one passage count beside those of the window


def sought(query: Query, holders: Iterable[tuple[Role, Sequence[str]]]) -> Mapping[str, float]:
    """The glyphs of the question's words, each with its worth; ``holders`` are the surnames that stand for an office's."""
    out = {glyph_of(stem(word)): worth for word, worth in query.beside.items()}
    for term in query.terms:
        for form, worth in term.forms.items():
            if form == term.stem:
                _raise(out, form, term.telling)
            elif worth >= LEAST:
                _raise(out, form, KIN * worth * term.telling)
    for role, surnames in holders:
        for surname in surnames:
            _raise(out, surname, HELD_BY * max(query.terms[place].telling for place in role.terms))
    return {glyph: worth for glyph, worth in out.items() if worth > SLIGHT}


def is_unspaced(query: Query) -> bool:
    """Whether a word is of a script without blanks: it is in the index by pairs of characters, in no window's words."""
    return any(unspaced(term.text) for term in query.terms)


def score(found: Candidate, words: Mapping[str, float]) -> float:
    """How much of ``words`` stands in the window, one in the title once more, and how much of it in one passage."""
    there = found.words
    title, *passages = there.split(LINE)
    length = K1 * (1 - B + B * len(there) / USUAL)
    held = [(glyph, worth) for glyph, worth in words.items() if glyph in there]
    total = 0.0
    for glyph, worth in held:
        times = there.count(glyph) + (glyph in title)
        total += worth * times * (K1 + 1) / (times + length)
    return total + CLOSE * max([sum([worth for glyph, worth in held if glyph in each]) for each in passages], default=0)


def _raise(worths: dict[str, float], form: str, worth: float) -> None:
    """A form that stands for several words counts for the one that tells most."""
    glyph = glyph_of(form)
    worths[glyph] = max(worth, worths.get(glyph, 0.0))
