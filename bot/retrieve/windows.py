"""How much of a question stands in a window.

The index ranks windows by the question's rare words alone (BM25). What they hold of its common words is added here
from the words kept beside the window, by the same formula. To the index a common word would cost the more the larger
the corpus is, because it looks through every window that has it.
Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.retrieve.query import Query
from bot.store.search import Candidate
from bot.store.window_words import LINE
from bot.text.glyphs import glyph_of

K1, B = 1.2, 0.75  # as the index has them
USUAL = 260  # words of a window
LEAST = 0.9  # how well a form has to stand for a word: its inflections do


def beyond(query: Query, looked_up: frozenset[str]) -> Mapping[str, float]:
    """The glyphs of the words that the index was not asked for, each with its rarity."""
    return {
        glyph_of(form): worth * term.rarity
        for term in query.terms
        if term.text not in looked_up
        for form, worth in term.forms.items()
        if worth >= LEAST and form not in looked_up
    }


def score(found: Candidate, words: Mapping[str, float]) -> float:
    """The window's score with the words that the index was not asked for; one in the title counts once more."""
    total, there = found.score, found.words
    length = K1 * (1 - B + B * len(there) / USUAL)
    for glyph, rarity in words.items():
        if glyph in there:
            times = there.count(glyph) + (glyph in there.partition(LINE)[0])
            total += rarity * times * (K1 + 1) / (times + length)
    return total
