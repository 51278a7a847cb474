"""Reads the lines over a text that say outright what they tell: "Title: …", "Source: https://…"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_LONGEST = 400
_ADDRESS = re.compile(r"(?:https?://|www\.)\S{3,380}")


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a labelled line tells (``title``, ``outlet`` or ``url``), and its words after the label."""

    what: str
    value: str


class LabelReader:
    """Constructed with header.toml."""

    def __init__(self, header: Mapping[str, Any]) -> None:
        self._what = {label: what for what, labels in header["labels"].items() for label in labels}

    def read(self, line: str) -> Labelled | None:
        """What the line tells, or None; an address is told from a name whatever the label."""
        if len(line) > _LONGEST:
            return None
        label, colon, value = line.replace("：", ":", 1).partition(":")
        value = value.strip()
        what = self._what.get(label.strip().lower())
        if not colon or what is None or not value:
            return None
        if _ADDRESS.fullmatch(value):
            return Labelled("url", value)
        return None if what == "url" else Labelled(what, value)
