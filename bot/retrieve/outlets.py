"""Outlets as questions name them: "the Herald" for The Harbour Herald, "BNN" for BNN Newsroom."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.text.places import Places
from bot.text.tokens import fold

SHORTEST = 3  # letters of a word that can stand for an outlet
_NAME = r"(?P<the>the\s+)?(?P<name>[A-Z][\w.&’'-]*(?:\s+(?:(?:of|the|and|&)\s+)?[A-Z][\w.&’'-]*){0,5})"
_END = r"(?=\s*(?:[,.;:?!]|$))"


class OutletNames:
    """Knows which words of outlets' names tell one from another."""

    def __init__(self, common: str, pieces: str, tells: str, places: Places) -> None:
        """Out of data/lexicon/questions.toml: ``common`` are the words that don't (``outlets``).

        ``pieces`` is what a report is called and ``tells`` how it tells (``reports``); ``places`` are no outlets.
        """
        self._common = frozenset(common.split())
        self._places = places
        piece, tell = ("|".join(words.split()) for words in (pieces, tells))
        own = rf"(?:['’]s?)?(?:\s+(?:own\s+)?(?:{piece}))?"
        self._sources = tuple(
            re.compile(rf",?\s*\b{way}(?:\s*,)?")
            for way in (
                rf"[Aa]ccording\s+to\s+{_NAME}{own}{_END}",
                rf"[Aa]s\s+{_NAME}{own}\s+(?:{tell})(?:\s+it)?{_END}",
                rf"[Ii]n\s+{_NAME}(?:['’]s?)?\s+(?:{piece})\b",
            )
        )

    def named(self, text: str, outlets: Sequence[str]) -> list[str]:
        """The outlets of the corpus that ``text`` names: by the whole name, or by a word that tells them apart."""
        whole = [outlet for outlet in outlets if fold(outlet) in fold(text)]
        if whole:
            return whole
        words = {_bare(word) for word in text.split() if word[:1].isupper()}
        return [outlet for outlet in outlets if self._telling(outlet) & words]

    def sources(self, question: str) -> list[tuple[str, str]]:
        """Who the question wants it from ("according to Kyodo"), maybe an outlet, each with the question without that."""
        found = [each for pattern in self._sources for each in pattern.finditer(question)]
        return [(each["name"], _joined(question[: each.start()], question[each.end() :])) for each in found]

    def exactly(self, name: str, outlets: Sequence[str]) -> list[str]:
        """The outlets of the corpus whose name ``name`` is, or all that tells them apart from others: "the Herald".

        Fiona Hill is not The Hill, and Okinawa alone no Okinawa Post.
        """
        words = [_bare(word) for word in name.split() if _bare(word) != "the"]
        named = [outlet for outlet in self.named(name, outlets) if self._stands_for(words, outlet)]
        whole = [outlet for outlet in named if [w for w in fold(outlet).split() if w != "the"] == words]
        return whole or ([] if self._places.find(name) else named)

    def _stands_for(self, words: Sequence[str], outlet: str) -> bool:
        """Whether words are all of an outlet's name, the last of them, or those that tell it apart, and none beside."""
        own = fold(outlet).split()
        telling = self._telling(outlet)
        enough = telling <= set(words) or (own[-1] in telling and own[-1] in words)
        return enough and all(word in own or word in self._common for word in words)

    def without(self, text: str, outlets: Sequence[str]) -> str:
        """``text`` without the names of outlets."""
        drop = {word for outlet in outlets for word in (*fold(outlet).split(), *self._telling(outlet))}
        return " ".join(word for word in text.split() if _bare(word) not in drop)

    def _telling(self, outlet: str) -> set[str]:
        return {word for word in fold(outlet).split() if word not in self._common and len(word) >= SHORTEST}


def _joined(before: str, after: str) -> str:
    rest = " ".join(f"{before} {after}".split())
    return rest[:1].upper() + rest[1:]


def _bare(word: str) -> str:
    return fold(word).strip('.,?!:;"“”()').removesuffix("'s").strip("'")
