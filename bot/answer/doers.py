"""Who does what a question asks about: a sum that Korea pledged is no answer to what Japan pledged."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.answer.premises import without_dateline
from bot.answer.typed import MEASURED
from bot.retrieve.query import Query
from bot.retrieve.question import Wants
from bot.retrieve.ranking import Evidence
from bot.text.places import Places
from bot.text.tokens import stem

_DOER = re.compile(r"\b(?:did|does|do|has|have|had|will|would)\s+(?:the\s+)?((?:[A-Z][\w.'’-]*(?:\s+|(?=[?,]))){1,5})")
_HEAD = re.compile(r"[“\"'(]?(?:The\s+)?(?P<name>[A-Z][\w.'’&-]*(?:\s+[A-Z][\w.'’&-]*){0,4})\s+(?P<verb>[a-z]+)\b")
_HELPING = frozenset("has have had will would is was are were also alone".split())
_JUDGED = MEASURED | {Wants.MEASURE, Wants.REASON}


class Doers:
    """Tells whether a passage is about what somebody else did. ``pasts`` are verbs in the past that don't end in -ed."""

    def __init__(self, places: Places, pasts: Collection[str]) -> None:
        self._places = places
        self._verbs = _HELPING | frozenset(pasts)

    def of_another(self, query: Query, evidence: Evidence) -> bool:
        """Whether the question names who did it, the passage and those beside it do not, and it begins with another who did."""
        if query.focus.wants not in _JUDGED or not (doer := _DOER.search(query.question)):
            return False
        named = [term for term in query.terms if term.text in doer[1].split()]
        if not named or any(term.text not in evidence.reach.apart for term in named):
            return False
        head = _HEAD.match(without_dateline(evidence.text).lstrip())
        return head is not None and self._does(head["verb"]) and self._is_another(query, head["name"])

    def _does(self, verb: str) -> bool:
        return verb in self._verbs or verb.endswith("ed")

    def _is_another(self, query: Query, name: str) -> bool:
        """Whether a name that begins a sentence is one, and none of the question's."""
        if any(stem(word) in query.lookup for word in name.split()):
            return False
        return " " in name or (name.isupper() and len(name) > 1) or bool(self._places.find(name))
