"""Questions typed in small letters: the names in them, as far as tables know them, get their capitals back.

Who is named and who is asked for is told by capitals: "who met lighthizer?" does not ask for Lighthizer.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.text.kin import Kin
from bot.text.people import Roster
from bot.text.places import Places
from bot.text.tokens import Token, tokens

_BEHIND_ONE = re.compile(r"\ban?\s$")  # "a new jersey"
SHORTEST = 3  # letters of a name: "us" may be "we" as well


class Capitals:
    """Knows which words are names, and which may be others too: "rice", "price", "park"."""

    def __init__(self, roster: Roster, places: Places, kin: Kin, never: Collection[str]) -> None:
        """``never`` are words that are no names in small letters."""
        self._roster = roster
        self._places = places
        self._kin = kin
        self._never = frozenset(never)

    def restored(self, question: str) -> str:
        """The question with capitals for its family names and places; as it is where it has capitals of its own."""
        if not question.isascii() or question[1:] != question[1:].lower():
            return question
        words = [token.span for token in tokens(question) if self._may_be_name(token)]
        names = [span for span in words if self._roster.bearers(span.of(question))]
        starts = {span.start for span in words}
        places = [mention for mention in self._places.find(question.title()) if not mention.place.doubtful]
        names += [each.span for each in places if each.span.start in starts or " " in each.text]
        names = [span for span in names if not _BEHIND_ONE.search(question, 0, span.start)]
        out = list(question)
        for span in names:
            for at in range(span.start, span.end):
                if at == span.start or question[at - 1] in " -":
                    out[at] = out[at].upper()
        return "".join(out)

    def _may_be_name(self, token: Token) -> bool:
        """Whether a word is none that is common besides."""
        return len(token.text) >= SHORTEST and token.text not in self._never and not self._kin.of(token.stem)
