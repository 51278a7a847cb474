"""Whether the words around a time speak of what was or of what is to come."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto
from typing import Any

from bot.text.dates.words import cased, either

BEFORE, AFTER = 160, 110  # characters that are looked at on either side
SENTENCE_END = re.compile(r"[a-z0-9)%][.!?][\"”’']{0,2}\s+(?=[\"“‘']?[A-Z])|\n")


class Tense(Enum):
    """What the sentence says of the time in it."""

    PAST = auto()
    FUTURE = auto()
    OPEN = auto()


class TenseReader:
    """Reads the tense that governs a time from the nearest verb group before it, else after it."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        """``table`` is the section ``tense`` of calendar.toml."""
        future, past = either(cased(table["future"])), either(table["past"])
        # "will be held", "is due to be signed": the participle belongs to the future group.
        group = rf"(?<!\w){future}(?!\w)(?:\s(?:not|also|then|likely|probably|officially|reportedly))?(?:\sto)?(?:\s(?:be|have been))?(?:\s\w{{2,20}}(?:ed|en|ld|et|de)\b)?"
        self._marks = re.compile(rf"(?P<future>{group})|(?P<past>(?<!\w)(?:{past}(?!\w)|[A-Za-z]{{2,20}}ed\b))")
        self._after = re.compile(
            rf"(?P<future>(?<!\w){future}(?!\w))|(?P<past>(?<!\w)(?:{past}(?!\w)|[A-Za-z]{{2,20}}ed\b))"
        )

    def at(self, body: str, start: int, end: int) -> Tense:
        """The tense that governs ``body[start:end]``."""
        before = self._sentence_before(body, start)
        last: str | None = None
        for mark in self._marks.finditer(before):
            last = mark.lastgroup
        if last is None:
            after = body[end : end + AFTER]
            stop = SENTENCE_END.search(after)
            first = self._after.search(after[: stop.start() + 1] if stop else after)
            last = first.lastgroup if first else None
        return {"future": Tense.FUTURE, "past": Tense.PAST}.get(last or "", Tense.OPEN)

    @staticmethod
    def _sentence_before(body: str, start: int) -> str:
        window = body[max(0, start - BEFORE) : start]
        ends = [stop.end() for stop in SENTENCE_END.finditer(window)]
        return window[ends[-1] :] if ends else window
