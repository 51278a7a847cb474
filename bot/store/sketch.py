"""Near copies: a few hashes that copies share, to find them by, and a likeness to judge them by."""

from __future__ import annotations

from heapq import nsmallest
from zlib import crc32

from rapidfuzz.distance import Indel

_RUN = 5  # words
_KEYS = 24
_COMPARED = 20_000  # words; the time to compare grows with the square
_SHIFTS = (0x1, 0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F)
_MASK = 0xFFFFFFFF


def sketch(body: str) -> tuple[int, ...]:
    """The smallest hashes of the runs of five words, at most 24: of a copy's, a share as large as the copied share."""
    words = [crc32(word.encode("utf-8", "surrogatepass")) for word in body.casefold().split()]
    if len(words) < _RUN:
        return (sum(words) & _MASK,) if words else ()
    a, b, c, d, e = _SHIFTS
    runs = {
        (v * a + w * b + x * c + y * d + z * e) & _MASK
        for v, w, x, y, z in zip(words, words[1:], words[2:], words[3:], words[4:], strict=False)
    }
    return tuple(nsmallest(_KEYS, runs))


def likeness(one: str, other: str) -> float:
    """How alike two texts are, word by word, from 0 to 100 (long ones by their first 20,000 words)."""
    first, second = (text.casefold().split(maxsplit=_COMPARED)[:_COMPARED] for text in (one, other))
    return round(100 * Indel.normalized_similarity(first, second), 1)
