"""Near copies: a few hashes that copies share, to find them by, and a likeness to judge them by."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nsmallest
from zlib import crc32

from rapidfuzz.distance import Indel

_RUN = 5  # words
_KEYS = 16
_EVERY = 4  # of a long text only the runs that begin with one letter in four
_LONG = 400  # words
_UNSPACED = 30  # characters a word, beyond which a text is written without blanks
_HASHED = 100_000  # words
_COMPARED = 20_000  # words; the time to compare grows with the square


def sketch(body: str) -> tuple[int, ...]:
    """The smallest hashes of the runs of five words, at most 16: of a copy's, a share as large as the copied share."""
    words = body.casefold().encode("utf-8", "surrogatepass").split()
    if len(body) > _UNSPACED * len(words):
        words = [char.encode("utf-8", "surrogatepass") for char in _words(body)[:_HASHED]]
    words = words[:_HASHED]
    if len(words) < _RUN:
        return (crc32(b" ".join(words)),) if words else ()
    starts: Iterable[int] = range(len(words) - _RUN + 1)
    if len(words) > _LONG:
        chosen = [at for at, word in enumerate(words[: 1 - _RUN]) if word[0] % _EVERY == 0]
        starts = chosen if len(chosen) > _KEYS else starts
    return tuple(nsmallest(_KEYS, {crc32(b" ".join(words[at : at + _RUN])) for at in starts}))


def likeness(one: str, other: str) -> float:
    """How alike two texts are, word by word, from 0 to 100 (long ones by their first 20,000 words)."""
    first, second = (_words(text)[:_COMPARED] for text in (one, other))
    return round(100 * Indel.normalized_similarity(first, second), 1)


def _words(text: str) -> list[str]:
    """The words in one case; of a text without blanks, its characters."""
    words = text.casefold().split()
    return words if len(text) <= _UNSPACED * len(words) else list(text)
