"""Makes a corpus larger: copies of its articles in which the words are other ones, as common as before.

Words that one article in five has stay as they are. Those that one in fifty has change places with
words of like frequency, ending and capitals, otherwise in each copy. Rarer ones, which most names are,
get a syllable of the copy's own (Garvey, Gabarvey, Gadarvey), so that rare words stay rare, names stay
distinct and begin as before, and no copy looks like its original.
"""

from __future__ import annotations

import random
import re
from calendar import day_abbr, day_name, month_abbr, month_name
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import product
from math import log2
from pathlib import Path

WORD = re.compile(r"[^\W\d_]+")
COMMON, RARE = 0.2, 0.02  # shares of the articles
SYLLABLES = ["".join(pair) for pair in product("bdfgklmnprstvz", "aeiou")]
SUFFIXES = {".txt", ".md"}
_ONSET = re.compile(r"[^aeiouy]*[aeiouy]+", re.IGNORECASE)
_ENDING = re.compile(r"(?:ed|ing|ly|er|es|s|al|ion)$")
_SHORT = 3  # letters; a shorter word is left alone, unless it is a name
_DAYS = {name.lower() for names in (day_name, day_abbr, month_name, month_abbr) for name in names}


class Disguise:
    """What the words of a corpus are called in each of its copies."""

    def __init__(self, texts: Iterable[str]) -> None:
        """``texts`` are the articles, front matter included: its keys are common words."""
        holders: Counter[str] = Counter()
        capital: Counter[str] = Counter()
        count = 0
        for count, text in enumerate(texts, 1):  # noqa: B007 the last number is how many there are
            words = set(WORD.findall(text))
            holders.update({word.lower() for word in words})
            capital.update({word.lower() for word in words if word[0].isupper()})
        rare = max(2, RARE * count)
        self._kept = {word for word, n in holders.items() if n >= max(2, COMMON * count)} | _DAYS
        self._alike: dict[tuple[int, bool, str], list[str]] = defaultdict(list)
        for word in sorted(holders.keys() - self._kept):
            if holders[word] >= rare:
                ending = _ENDING.search(word)
                kind = int(2 * log2(holders[word])), 2 * capital[word] > holders[word], ending[0] if ending else ""
                self._alike[kind].append(word)
        self._places = cache(self._of_copy)

    def text(self, text: str, copy: int) -> str:
        """``text`` as it stands in a copy; in copy 0 as it is."""
        if copy == 0:
            return text
        places, syllable = self._places(copy)
        return WORD.sub(lambda word: self._word(word[0], places, syllable), text)

    def _of_copy(self, copy: int) -> tuple[dict[str, str], str]:
        """Which word stands in another's place in a copy, and the copy's syllable."""
        places: dict[str, str] = {}
        for kind, words in self._alike.items():
            others = words[:]
            random.Random(f"{copy} {kind}").shuffle(others)
            places.update(zip(words, others, strict=True))
        turn, first = divmod(copy, len(SYLLABLES))
        return places, SYLLABLES[first] + (SYLLABLES[turn] if turn else "")

    def _word(self, word: str, places: dict[str, str], syllable: str) -> str:
        low = word.lower()
        if low in self._kept or (len(word) < _SHORT and not word[0].isupper()):
            return word
        other = places.get(low)
        if other is None:
            onset = _ONSET.match(low)
            at = onset.end() if onset else len(low)
            other = low[:at] + syllable + low[at:]
        return other.upper() if word.isupper() and len(word) > 1 else other.title() if word[0].isupper() else other


def articles(folder: Path) -> list[Path]:
    """The articles of ``folder``, in order."""
    return sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES)


def enlarge(folder: Path, target: Path, times: int) -> None:
    """Write ``times`` copies of the articles of ``folder`` into folders of ``target``; the first is as it was."""
    texts = {path.relative_to(folder): path.read_text("utf-8") for path in articles(folder)}
    disguise = Disguise(texts.values())
    for copy in range(times):
        for name, text in texts.items():
            path = target / f"{copy:03}" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(disguise.text(text, copy), "utf-8")
