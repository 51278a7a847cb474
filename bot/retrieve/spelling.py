"""Words that a question spells otherwise than the corpus: "figthers", "agreemnt"."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from bot.store.vocabulary import Vocabulary
from bot.text.tokens import fold, stem

SHORTEST = 6  # letters; a shorter word is near too many others
LEAST = 5  # letters of a stem that is meant
LONG = 8  # letters, from which two may be wrong
LONG_STEM = 7  # and of the stem that is meant


class Spelling:
    """Finds the word of the corpus that a word which it lacks was meant for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    async def meant(self, words: Sequence[str]) -> dict[str, str]:
        """For each word that is nearly a word of the corpus, that word's stem; the others are left out."""
        asked = [word for word in words if len(word) >= SHORTEST and word.isalpha()]
        near = await self._vocabulary.near(asked) if asked else {}
        return {word: best for word, found in near.items() if (best := _nearest(word, found))}


def _nearest(word: str, found: Sequence[str]) -> str | None:
    """The one stem that is a letter away (two letters in a long word); none where several are."""
    typed = fold(word)
    apart = {other: _apart(typed, other) for other in found if len(other) >= LEAST and not _grown(typed, other)}
    near = {other: distance for other, distance in apart.items() if distance <= _allowed(word, other)}
    best = [other for other, distance in near.items() if distance == min(near.values())]
    return best[0] if len(best) == 1 else None


def _allowed(word: str, other: str) -> int:
    """How many letters may be wrong: two where the word and the stem are long, else one."""
    return 2 if len(word) >= LONG and len(other) >= LONG_STEM else 1


def _apart(typed: str, other: str) -> int:
    """By how many letters a word, with or without its ending, is another than a stem; the same letters jumbled are one slip."""
    if sorted(typed) == sorted(other):
        return 1
    return min(OSA.distance(stem(typed), other), OSA.distance(typed[: len(other)], other))


def _grown(typed: str, other: str) -> bool:
    """Whether one is the other with an ending: "Kishi" is not "Kishida"."""
    return typed.startswith(other) or other.startswith(typed)
