"""Figures in other writing: "8 million dollars" for "$8 million", "15 percent" for "15%"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.retrieve.question import Term

WORTH = 0.9  # what a figure is worth in other writing
SIGNS = {"dollar": "$", "yen": "¥", "euro": "€", "pound": "£"}  # by the stem of the word
SHARE = "%"
SHARES = ("percent", "percentag", "cent")


def other_writing(terms: Sequence[Term]) -> Mapping[str, Mapping[str, float]]:
    """For the stem of each figure the stems that it has with another sign, or with none; for that of a unit those with its sign."""
    numbers = [number for term in terms if (number := _number(term.stem))]
    out = {term.stem: dict.fromkeys(_forms(term.stem), WORTH) for term in terms if _number(term.stem)}
    for term in terms:
        if sign := SIGNS.get(term.stem):
            out[term.stem] = {sign + number: WORTH for number in numbers}
        elif term.stem in SHARES:
            out[term.stem] = {number + SHARE: WORTH for number in numbers}
    return out


def _number(stem: str) -> str:
    """The bare number of a figure's stem; empty for another word's."""
    number = stem.strip("".join((*SIGNS.values(), SHARE)))
    return number if number.replace(".", "", 1).isdigit() else ""


def _forms(stem: str) -> list[str]:
    number = _number(stem)
    every = [number, *(sign + number for sign in SIGNS.values()), number + SHARE]
    return [form for form in every if form != stem]
