"""The facts stated beside a text: which key of front matter, JSON or a page means which field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.ingest.charset import storable

_NULLS = frozenset({"", "null", "none", "~"})
_SEPARATORS = re.compile(r"[\s_-]+")
_LONGEST = 2000  # characters of a fact


@dataclass(frozen=True, slots=True)
class Facts:
    """Fields by their canonical names, the line of each, the text, and the keys that no field is called by."""

    fields: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, str], ...]
    text: str | None
    ignored: tuple[str, ...]


class FieldNames:
    """Constructed with data/lexicon/fields.toml."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._meaning: dict[str, tuple[str, int]] = {}
        for canonical, names in table["fields"].items():
            for rank, name in enumerate(names):
                self._meaning.setdefault(_folded(name), (canonical, rank))

    def knows(self, key: str) -> bool:
        """Whether a field is called so."""
        return _folded(key) in self._meaning

    def sort_out(self, stated: Mapping[str, Any], line_of: Callable[[str, str], str]) -> Facts:
        """Sorts stated keys into fields. ``line_of`` gives for a key and its value the line as the file has it."""
        best: dict[str, tuple[int, str, str]] = {}
        ignored: list[str] = []
        for key, value in stated.items():
            meaning = self._meaning.get(_folded(key))
            if meaning is None:
                ignored.append(storable(key)[:200])
                continue
            canonical, rank = meaning
            words = storable("\n\n".join(_words(value)) if canonical == "text" else ", ".join(_words(value)))
            if words.strip().lower() not in _NULLS and (canonical not in best or rank < best[canonical][0]):
                best[canonical] = (rank, words, key)
        text = best.pop("text", None)
        facts = {name: (words.strip()[:_LONGEST], key) for name, (_, words, key) in best.items()}
        return Facts(
            fields=tuple((name, words) for name, (words, _) in facts.items()),
            lines=tuple((name, storable(line_of(key, words))[:_LONGEST]) for name, (words, key) in facts.items()),
            text=text[1] if text else None,
            ignored=tuple(ignored),
        )


def _folded(name: str) -> str:
    return _SEPARATORS.sub("", name).lower()


def _words(value: Any, depth: int = 0) -> Iterator[str]:
    """The words of a value: a string, a list of them, or the name of an object (`{"name": "Reuters"}`)."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth < 3:
        for item in value:
            yield from _words(item, depth + 1)
    elif isinstance(value, dict) and depth < 3:
        name = next((value[key] for key in ("name", "text", "title", "@value", "@id") if key in value), None)
        if name is not None:
            yield from _words(name, depth + 1)
