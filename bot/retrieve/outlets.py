"""Outlets as questions name them: "the Herald" for The Harbour Herald, "BNN" for BNN Newsroom."""

from __future__ import annotations

from collections.abc import Sequence

from bot.text.tokens import fold

SHORTEST = 3  # letters of a word that can stand for an outlet


class OutletNames:
    """Knows which words of outlets' names tell one from another."""

    def __init__(self, common: str) -> None:
        """``common`` are the words that don't: ``outlets`` of data/lexicon/questions.toml."""
        self._common = frozenset(common.split())

    def named(self, text: str, outlets: Sequence[str]) -> list[str]:
        """The outlets of the corpus that ``text`` names: by the whole name, or by a word that tells them apart."""
        whole = [outlet for outlet in outlets if fold(outlet) in fold(text)]
        if whole:
            return whole
        words = {_bare(word) for word in text.split() if word[:1].isupper()}
        return [outlet for outlet in outlets if self._telling(outlet) & words]

    def without(self, text: str, outlets: Sequence[str]) -> str:
        """``text`` without the names of outlets."""
        drop = {word for outlet in outlets for word in (*fold(outlet).split(), *self._telling(outlet))}
        return " ".join(word for word in text.split() if _bare(word) not in drop)

    def _telling(self, outlet: str) -> set[str]:
        return {word for word in fold(outlet).split() if word not in self._common and len(word) >= SHORTEST}


def _bare(word: str) -> str:
    return fold(word).strip('.,?!:;"“”()').removesuffix("'s").strip("'")
