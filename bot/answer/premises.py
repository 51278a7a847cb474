"""A false premise: a question that puts an event in a place where the articles do not have it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.text.places import PlaceMention, Places

_IN = re.compile(r"\b(?:in|at)\s+(?:the\s+)?$", re.IGNORECASE)
_DATELINE = re.compile(r"[A-Z][A-Z.,’'/ ]{2,40}(?:[A-Z][a-z.]{1,20}\s?){0,3}(?:\([^()]{2,40}\)\s?)?(?:—|–|--?)\s")
_TOWN = re.compile(r"[A-Z][A-Z.’' ]+[A-Z]")
_KINDS = frozenset({"city", "building", "base", "island"})


def without_dateline(text: str) -> str:
    """A passage behind the place and agency where it was written: nothing happened there by that alone."""
    found = _DATELINE.match(text)
    return text[found.end() :] if found else text


def town_of_dateline(text: str) -> str:
    """The town, in capitals, that a passage's dateline begins with; "" where it has none."""
    town = _TOWN.match(text) if _DATELINE.match(text) else None
    return town[0] if town else ""


@dataclass(frozen=True, slots=True)
class Premise:
    """A place that a question takes for granted, and the question without it."""

    place: PlaceMention
    without: str


class Premises:
    """Finds the place that a question takes for granted, and what an article has in its stead."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def of(self, question: str) -> Premise | None:
        """The place behind "in" or "at", where the question names a town, building, base or island."""
        for mention in self._places.find(question):
            before = _IN.search(question, max(0, mention.span.start - 8), mention.span.start)
            if before and mention.place.kind in _KINDS and not mention.demonym:
                rest = question[: before.start()] + question[mention.span.end :]
                return Premise(mention, " ".join(rest.split()))
        return None

    def instead(self, premise: Premise, text: str) -> PlaceMention | None:
        """The place of the same kind where ``text`` puts the event; None where it has none, or the very one."""
        text = without_dateline(text)
        found = [m for m in self._places.find(text) if m.place.kind == premise.place.place.kind and not m.demonym]
        if any(mention.place.id == premise.place.place.id for mention in found):
            return None
        return next((m for m in found if _IN.search(text, max(0, m.span.start - 8), m.span.start)), None)
