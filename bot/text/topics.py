"""Topics: the words and phrases that stand for each other, so that a question finds what an article says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from bot.text.tokens import stem, stems, tokens

SAME, KIN = 1.0, 0.6


@dataclass(frozen=True, slots=True)
class Form:
    """A word or phrase that stands for what was asked; ``weight`` 1.0 for the same, 0.6 for kin."""

    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Expansion:
    """A word or phrase of a question with what stands for it; the first form is the one asked."""

    asked: str
    forms: tuple[Form, ...]


class Topics:
    """Finds groups by their stems, the longest phrase first."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        """``table`` is topics.toml as read."""
        self.groups: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = tuple(
            (tuple(group["same"].split("|")), tuple(filter(None, group.get("kin", "").split("|")))) for group in table["groups"]
        )  # fmt: skip
        self._groups: dict[tuple[str, ...], list[int]] = {}
        for number, (same, _) in enumerate(self.groups):
            for phrase in same:
                numbers = self._groups.setdefault(_stems(phrase), [])
                if number not in numbers:
                    numbers.append(number)
        self._spelling: dict[tuple[str, ...], tuple[str, ...]] = {}
        for line in table["spelling"]:
            for word in line.split("|"):
                others = tuple(other for other in line.split("|") if other != word)
                self._spelling[_stems(word)] = (*self._spelling.get(_stems(word), ()), *others)
        self._american_word = {
            s[0]: _stems(line.split("|")[1])[0]
            for line in table["spelling"]
            for s in [_stems(line.split("|")[0])]
            if len(s) == 1
        }
        self._longest = max(map(len, [*self._groups, *self._spelling]), default=1)

    @classmethod
    def from_tables(cls, read: Callable[[str], dict[str, Any]]) -> Topics:
        """The topics from data/lexicon/, read by ``read`` (`bot.lexicon.read_table`)."""
        return cls(read("topics"))

    def expand(self, words: Sequence[str]) -> tuple[Expansion, ...]:
        """Each word, or longest run of words that a group knows, with its forms, in order."""
        keys = [_stems(word) for word in words]
        found, at = [], 0
        while at < len(words):
            runs = range(min(self._longest, len(words) - at), 0, -1)
            size = next((n for n in runs if self._knows(tuple(chain(*keys[at : at + n])))), 1)
            found.append(self._expansion(" ".join(words[at : at + size])))
            at += size
        return tuple(found)

    def expand_text(self, text: str) -> tuple[Expansion, ...]:
        """The expansion of a text's words."""
        return self.expand([token.text for token in tokens(text)])

    def _knows(self, key: tuple[str, ...]) -> bool:
        return key in self._spelling or self._american(key) in self._groups

    def _american(self, key: tuple[str, ...]) -> tuple[str, ...]:
        """British spellings in a phrase turned American, as the groups have them."""
        return tuple(self._american_word.get(part, part) for part in key)

    def _expansion(self, phrase: str) -> Expansion:
        forms, own = {phrase: SAME}, _stems(phrase)
        for word, weight in self._others(phrase):
            if _stems(word) != own:
                forms.setdefault(word, weight)
        return Expansion(phrase, tuple(Form(word, weight) for word, weight in forms.items()))

    def _others(self, phrase: str) -> Iterator[tuple[str, float]]:
        key = _stems(phrase)
        for word in self._spelling.get(key, ()):
            yield word, SAME
        numbers = self._groups.get(key) or self._groups.get(self._american(key), [])
        for weight, part in ((SAME, 0), (KIN, 1)):
            for number in numbers:
                for word in self.groups[number][part]:
                    yield word, weight


def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(stems(phrase)) or (stem(phrase),)
