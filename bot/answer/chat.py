"""Greetings, thanks, and questions about the bot: words for which no article is looked through."""

from __future__ import annotations

import re

_WORD = re.compile(r"[\w']+")


class Chat:
    """Tells what is said in passing. ``words`` are ``chat`` of data/lexicon/questions.toml."""

    def __init__(self, words: str) -> None:
        self._words = frozenset(words.split())

    def holds(self, text: str) -> bool:
        """Whether a text is made of such words alone."""
        words = _WORD.findall(text.lower().replace("’", "'"))
        return bool(words) and self._words.issuperset(words)
