"""Where in a place: "Where in Hawaii …?" is answered by what lies there, never by another place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answer.things import Candidate
from bot.models import Span
from bot.text.places import Places

_ASKED = re.compile(
    r"\b(?i:where\s+(?:exactly\s+)?(?:in|on|at|around)\s+(?:the\s+)?)([A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,3})"
)
_JOINT = r"(?:\s*[,(]\s*|\s+(?:in|on|of|at|near)\s+)(?:the\s+)?"
_OWNED = 3  # words between "Hawaii's" and what is there
_LONGEST = 60  # characters of what is there, told by more than a name
SITE = 0.8  # what it is worth


def asked_inside(question: str) -> str | None:
    """The place inside which the question asks for another: "Hawaii" in "Where in Hawaii did they land?"."""
    found = _ASKED.search(question)
    return found[1] if found else None


def inside(places: Places, outer: str, text: str, offset: int, found: Sequence[Candidate]) -> list[Candidate]:
    """Those of ``found`` in ``text`` (which begins at ``offset``) that are printed as lying in ``outer``, or do."""
    country = next((m.place.id for m in places.find(outer) if m.place.kind == "country"), None)
    joined = re.compile(_JOINT + re.escape(outer) + r"(?!\w)")
    owned = re.compile(re.escape(outer) + rf"(?:['’]s?|,)?\s+(?:[\w-]+\s+){{0,{_OWNED}}}$")

    def lies_there(each: Candidate) -> bool:
        start, end = each.span.start - offset, each.span.end - offset
        if joined.match(text, end) or owned.search(text, max(0, start - 80), start):
            return True
        return country is not None and any(m.place.country == country for m in places.find(each.text))

    return [each for each in found if lies_there(each)] or list(_sites(outer, text, offset))


def _sites(outer: str, text: str, offset: int) -> Iterator[Candidate]:
    """What is no name but is told as standing there: "at the old customs house in Naha"."""
    site = re.compile(
        rf"\b(?:in|on|at)\s+(?:the\s+|an?\s+)?([^,.;]{{3,{_LONGEST}}}?)\s+(?:in|on)\s+(?:the\s+)?{re.escape(outer)}(?!\w)"
    )
    for found in site.finditer(text):
        yield Candidate(found[1], Span(found.start(1) + offset, found.end(1) + offset), SITE, found[1].casefold())
