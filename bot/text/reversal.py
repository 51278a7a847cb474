"""What a cut through a sentence loses: a "not" or an "if" that what is left stood under.

The rules are of the surface: a negation reaches to the right until a new clause begins, a condition
reaches the clause before and behind it. Where they can't tell, they say that it is lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from bot.text.tokens import fold

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[;:,—–−]|\s-{1,2}\s|--")
_ANSWER = re.compile(r"(?<![^\W_])[Nn]o[.!]\s+(?=[^\W\d_])")  # "No. First of all, …"; not "No. 5"
_NEAR = 3  # words between a "not" and the name of a thing that it denies
_DASHES = frozenset("—–-−")
_NEW_START = ";"


class Reversal:
    """Tells whether a cut or a gap loses a negation or a condition. ``table`` is data/lexicon/wording.toml."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        negation, condition = table["negation"], table["condition"]
        self._negators = frozenset(negation["words"])
        self._conditions = frozenset(condition["words"])
        self._negating = _phrases(negation["phrases"])
        self._conditional = _phrases(condition["phrases"])
        self._harmless = _phrases(negation["harmless"] + condition["harmless"])
        self._closers = frozenset(negation["closers"])
        self._denials = frozenset(negation["denials"])
        self._holders = frozenset(negation["holders"])
        self._subjects = frozenset(negation["subjects"])
        self._both = frozenset(tuple(phrase.split()) for phrase in table["contrast"]["both"])
        self._contrast = frozenset(table["contrast"]["words"])
        self._asserting = frozenset(table["asserting"]["words"].split())
        self._openers = frozenset(table["asserting"]["openers"].split())

    def turns(self, words: str) -> str | None:
        """The first word of ``words`` that negates or conditions; None if there is none."""
        tokens = _tokens(words)
        kinds = self._kinds(tokens)
        return next((token for token, kind in zip(tokens, kinds, strict=True) if kind), None)

    def negates(self, words: str | None) -> bool:
        """Whether there is a negation in ``words``: "not", "won't"."""
        return words is not None and "negation" in self._kinds(_tokens(words))

    def skipped(self, words: str) -> str | None:
        """The word that makes it dishonest to leave ``words`` out of the middle of a sentence, or None."""
        tokens = _tokens(words)
        both = any(pair in self._both for pair in pairwise(tokens))  # "not only …, but": both halves stand
        contrast = self._contrast - {"but"} if both else self._contrast
        return self.turns(words) or next((token for token in tokens if token in contrast), None)

    def cut(self, before: str, kept: str, after: str) -> str | None:
        """The negation or condition that ``kept`` stands under in ``before`` + ``kept`` + ``after``; None if none is lost."""
        return self._before(_tokens(before), _tokens(kept)) or self._after(_tokens(after))

    def _before(self, tokens: Sequence[str], kept: Sequence[str]) -> str | None:
        kinds = self._kinds(tokens)
        index, words = len(tokens) - 1, 0
        follower = kept[0] if kept else ""
        begins_anew = bool(kept) and self._closes(kept[:1], 0, kept[1] if len(kept) > 1 else "")
        under_negation = not begins_anew or (bool(kinds) and kinds[-1] == "negation")
        while index >= 0:
            token = tokens[index]
            if token in _DASHES:
                opening = next((i for i in range(index - 1, -1, -1) if tokens[i] in _DASHES), None)
                if opening is None:
                    return None
                index = opening - 1
                continue
            if token == _NEW_START:
                return None
            if kinds[index] == "condition":
                return token
            if kinds[index] == "negation" and under_negation and (words <= _NEAR or self._asserts(kept)):
                return token
            if self._closes(tokens, index, follower):
                under_negation = False
            words += token.isalnum()
            follower = token
            index -= 1
        return None

    def _closes(self, tokens: Sequence[str], index: int, follower: str) -> bool:
        """Whether what follows ``tokens[index]`` is out of the reach of a "not" before it."""
        token = tokens[index]
        if token in self._closers:
            return True
        if token in {"and", "or"}:
            return follower in self._subjects
        return token in {",", ":"} and follower in self._subjects and not self._holders.intersection(tokens[:index])

    def _asserts(self, kept: Sequence[str]) -> bool:
        return not kept or kept[0] not in self._openers or any(token in self._asserting for token in kept)

    def _after(self, tokens: Sequence[str]) -> str | None:
        kinds = self._kinds(tokens)
        comma = False
        for index, token in enumerate(tokens):
            if token == _NEW_START or token in _DASHES:
                return None
            comma = comma or token.startswith(",")
            if kinds[index] == "negation" and index < 2 and not comma:
                return token
            if kinds[index] == "condition":
                return None if index and tokens[index - 1] in {"and", "because", "that"} else token
            if token in self._denials and index < 8 and not comma:
                return token
        return None

    def _kinds(self, tokens: Sequence[str]) -> list[str | None]:
        """For each token, whether it negates or conditions; words of a harmless phrase do neither."""
        kinds: list[str | None] = [
            "negation"
            if token in self._negators or token.endswith("n't")
            else "condition"
            if token in self._conditions
            else None
            for token in tokens
        ]
        for phrases, kind in ((self._negating, "negation"), (self._conditional, "condition"), (self._harmless, None)):
            for start, size in _places(tokens, phrases):
                kinds[start : start + size] = [kind] + [None] * (size - 1)
        return kinds


def _tokens(text: str) -> list[str]:
    found = (fold(token).strip() for token in _TOKEN.findall(_ANSWER.sub(f"{_NEW_START} ", text)))
    return ["—" if token in {"--", "-", "–", "−"} else token for token in found]


def _phrases(listed: Sequence[str]) -> dict[str, list[tuple[str, ...]]]:
    """Phrases by their first word."""
    made: dict[str, list[tuple[str, ...]]] = {}
    for phrase in listed:
        words = tuple(phrase.split())
        made.setdefault(words[0], []).append(words)
    return made


def _places(tokens: Sequence[str], phrases: Mapping[str, list[tuple[str, ...]]]) -> list[tuple[int, int]]:
    return [
        (index, len(phrase))
        for index, token in enumerate(tokens)
        for phrase in phrases.get(token, ())
        if tuple(tokens[index : index + len(phrase)]) == phrase
    ]
