"""How near words have to come to words of an article to be told as those, changed.

Whoever is asked about may have said something near; that somebody else said something near is no news,
so others' words have to be nearly the same. The shorter the words, the more of them has to be there:
of a few common words most stand together somewhere by chance.
"""

from __future__ import annotations

from enum import Enum, auto

from bot.answer.reading import Reading

_NEAR = 0.62  # the share of the words that has to be found in the speaker's own
_NEAR_TEXT = 0.72  # … in what an article tells of them
_SWAPPED = 0.5  # … where a single word was put in another's place
_SPREAD = 0.35  # what a word's weight counts that the words asked about leave out without saying so
_SHARE = 0.38  # of the weight may be missing,
_ALLOWANCE = 0.4  # less so much,
_ONE_WORD = 1.0  # and always one word,
_FEW = 5  # but not of fewer words than these
_LIGHT = 0.6  # the weight of two words that carry little
_SHORT = 8.0  # the weight up to which words are few: none that carries something may be missing in others'
_STRICT = 0.15  # the share that may be missing in others' words
_PASSED_OVER = 0.25  # the share that may be skipped there
_SCATTERED = 0.5  # … and in a few words of the speaker's own
_LACKING = 0.35  # … and how many of them may be lacking
_FRAGMENT = 4.0  # the weight up to which a cut that turns the meaning makes others' words no longer theirs


class Whose(Enum):
    """Whose words the words asked about are compared with."""

    ASKED = auto()  # those of the speaker who is asked about, or anybody's where none is
    TOLD = auto()  # the article's, for what that speaker said
    OTHERS = auto()  # somebody else's, or the article's for what nobody said


def share(reading: Reading) -> float:
    """The share of the words that is found, the less the more the words around are scattered."""
    spread = _SPREAD * min(reading.skipped, reading.total / 2)
    return reading.found / max(reading.found + reading.missing + spread, 0.1)


def near_enough(reading: Reading, count: int, whose: Whose) -> bool:
    """Whether ``count`` words, read so, are near enough to be told as those they were laid on."""
    if whose is Whose.OTHERS:
        return _is_nearly_exact(reading)
    if reading.exact:
        return True
    if count < _FEW or (whose is Whose.TOLD and reading.total <= _FRAGMENT):
        return reading.missing <= _LIGHT and reading.skipped <= _LIGHT and not reading.broken
    few = reading.total <= _SHORT
    if few and (reading.skipped > _SCATTERED * reading.total or reading.lacking > max(1, _LACKING * count)):
        return False
    if reading.missing > max(_ONE_WORD, _SHARE * reading.total - _ALLOWANCE):
        return False
    if reading.missing <= _ONE_WORD and not reading.skipped and not reading.broken:
        return share(reading) >= _SWAPPED
    return share(reading) >= (_NEAR_TEXT if whose is Whose.TOLD else _NEAR)


def _is_nearly_exact(reading: Reading) -> bool:
    if reading.exact:
        return reading.total > _FRAGMENT or not (reading.broken or reading.lost)
    if reading.total > _SHORT:
        return reading.missing <= _STRICT * reading.total and reading.skipped <= _PASSED_OVER * reading.total
    few = min(_LIGHT, _STRICT * reading.total)
    return reading.missing <= few and reading.skipped <= _LIGHT and not reading.turned and not reading.broken
