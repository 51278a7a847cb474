"""A text written with one character for each word: as short as it can be kept, and searched at a character's cost.

Two words of a million share a character; what is ranked by it stands a little too high, and nothing is quoted by it.
"""

from __future__ import annotations

import zlib

from bot.text.tokens import AROUND, fresh_stem, fresh_stems

_FIRST, _MASK = 0x10000, 0xFFFFF  # beyond the basic plane there are 2^20 characters, none of them a surrogate
_REMEMBERED = 12_000  # pieces
_LONGEST = 40  # characters of a piece that is remembered


def glyph_of(stem: str) -> str:
    """The character that stands for a stem, the same on every machine."""
    return chr(_FIRST + (zlib.crc32(stem.encode("utf-8", "surrogatepass")) & _MASK))


class _Pieces(dict[str, str]):
    """The glyphs of what stands between two blanks.

    Of the pieces of the news a sixth are new, so that a new one costs as much as all that are remembered: the marks
    around a word are no part of what is remembered, and no other memory is filled on the way.
    """

    def __missing__(self, piece: str) -> str:
        bare = piece.strip(AROUND)
        if not (bare.isalpha() and bare.isascii()):
            return self._remembered(piece, "".join(map(glyph_of, fresh_stems(piece))))
        if bare == piece:
            return self._remembered(piece, glyph_of(fresh_stem(bare)))
        return self._remembered(piece, self[bare])

    def _remembered(self, piece: str, written: str) -> str:
        if len(piece) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[piece] = written
        return written


_PIECES = _Pieces()


def glyphs(text: str) -> str:
    """The words of ``text``, in order, a character each."""
    return "".join(map(_PIECES.__getitem__, text.split()))
