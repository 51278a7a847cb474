"""What stands beside a name and is no part of it: "Mr.", "Admiral", "-san", 「長官」."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any


class BesideNames:
    """Takes titles, honorifics and particles away. ``table`` is ``beside_names`` of people.toml."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        titles, hyphened, spaced = (_any_of(table[key]) for key in ("titles", "hyphened", "spaced"))
        self._titles = re.compile(
            rf"(?<!\w)(?:{titles})(?!\w)\.?|(?<=\w)-(?:{hyphened})(?!\w)|(?<=\S)\s(?:{spaced})(?!\w)", re.IGNORECASE
        )
        self._japanese = re.compile(rf"{_any_of(table['japanese'])}|(?:{_any_of(table['particles'])})$")

    def without(self, text: str) -> str:
        """The text with a blank for each title."""
        return self._titles.sub(" ", text)

    def without_japanese(self, name: str) -> str:
        """A name in Japanese without titles, particles and blanks."""
        return self._japanese.sub("", name).replace(" ", "").replace("\u3000", "")


def _any_of(words: str) -> str:
    return "|".join(map(re.escape, words.split()))
