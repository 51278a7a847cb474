"""Who does what a question asks about: a sum that Korea pledged is no answer to what Japan pledged."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from bot.answer.premises import without_dateline
from bot.answer.typed import MEASURED
from bot.retrieve.query import Query, Weighed
from bot.retrieve.question import Wants
from bot.retrieve.ranking import Evidence
from bot.retrieve.sides import Sides
from bot.text.places import Places
from bot.text.tokens import stem, stems

_DOER = re.compile(r"\b(?:did|does|do|has|have|had|will|would)\s+(?:the\s+)?((?:[A-Z][\w.'’-]*(?:\s+|(?=[?,]))){1,5})")
_HEAD = r"[“\"'(]?{opening}(?:[Tt]he\s+)?(?P<name>[A-Z][\w.'’&-]*(?:\s+[A-Z][\w.'’&-]*){{0,4}})\s+(?P<verb>[a-z]+)\b"
_JUDGED = MEASURED | {Wants.MEASURE, Wants.REASON, Wants.PASSAGE}


class Doers:
    """Tells whether a passage is about what somebody else did.

    ``sides`` knows what stands for a country: Tokyo for Japan, the Defense Department for the Pentagon. ``verbs``
    stand behind who does something, besides those in -ed: helping ones, and others in the past. ``openings`` begin
    what stands before who does it: "In the weeks since, Mrs. Clinton has held …".
    """

    def __init__(self, places: Places, sides: Sides, verbs: Collection[str], openings: Collection[str]) -> None:
        self._places = places
        self._sides = sides
        self._verbs = frozenset(verbs)
        words = "|".join(word.capitalize() for word in openings)
        self._heads = (
            re.compile(_HEAD.format(opening="")),
            re.compile(_HEAD.format(opening=rf"(?:{words})\b[^“”\";:]{{2,120}}?,\s+")),
        )

    def of_another(self, query: Query, evidence: Evidence, body: str) -> bool:
        """Whether the question names who did it, and a passage of an article tells of another.

        So it is where the article, ``body``, does not name them at all; and where a figure, day or place is asked for,
        the passages near it do not, and another who did something is its subject.
        """
        doer = _DOER.search(query.question)
        named = [term for term in query.terms if doer and term.text in doer[1].split()]
        if doer is None or not named or any(term.text not in evidence.reach.apart for term in named):
            return False
        who = doer[1].strip()
        if all(term.text in evidence.reach.missing for term in named) and self._lacks(body, named, who):
            return True
        if query.focus.wants not in _JUDGED:
            return False
        text = without_dateline(evidence.text).lstrip()
        heads = (pattern.match(text) for pattern in self._heads)
        head = next((found for found in heads if found and self._does(found["verb"])), None)
        return head is not None and self._is_another(query, head["name"], who)

    def _does(self, verb: str) -> bool:
        return verb in self._verbs or verb.endswith("ed")

    def _is_another(self, query: Query, name: str, who: str) -> bool:
        """Whether a name that begins a sentence is one, and none of the question's, nor of the country that this asks about."""
        country = self._sides.country_of(who)
        if any(stem(word) in query.lookup for word in name.split()) or country == self._sides.country_of(name) != "":
            return False
        return " " in name or (name.isupper() and len(name) > 1) or bool(self._places.find(name))

    def _lacks(self, body: str, named: Sequence[Weighed], who: str) -> bool:
        """Whether a body has none of the names, nor what stands for one."""
        there = set(stems(body))
        if any(form in there for term in named for form in term.forms):
            return False
        return not any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", body) for name in self._sides.names_of(who))
