"""A text written with one character for each word: as short as it can be kept, and searched at a character's cost.

Two words of a million share a character; what is ranked by it stands a little too high, and nothing is quoted by it.
"""

from __future__ import annotations

import zlib
from functools import lru_cache

from bot.text.tokens import stems

_FIRST, _MASK = 0x10000, 0xFFFFF  # beyond the basic plane there are 2^20 characters, none of them a surrogate


@lru_cache(maxsize=10_000)
def glyph_of(stem: str) -> str:
    """The character that stands for a stem, the same on every machine."""
    return chr(_FIRST + (zlib.crc32(stem.encode("utf-8", "surrogatepass")) & _MASK))


def glyphs(text: str) -> str:
    """The words of ``text``, in order, a character each."""
    return "".join(map(glyph_of, stems(text)))
