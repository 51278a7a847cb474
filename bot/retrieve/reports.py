"""Questions about reports themselves: which of them says so, how they differ, how they print a remark, who they misname."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class WhichReport:
    """Which report tells what ``claim`` says."""

    claim: str


@dataclass(frozen=True, slots=True)
class Relayed:
    """Through which outlet, or news ``agency``, a speaker's remarks came."""

    speaker: str
    agency: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """What several reports say of ``subject``, side by side."""

    subject: str


@dataclass(frozen=True, slots=True)
class Printed:
    """How outlets print a remark: its words, or its speaker and topic."""

    words: str | None
    speaker: str | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Titled:
    """Which title the reports give to ``person``, where one of them is wrong."""

    person: str


AboutReports = WhichReport | Relayed | Compared | Printed | Titled

_QUOTED = re.compile(r"[\"“]([^\"“”]{8,1500})[\"”]")
_ON = re.compile(r"\s(?:on|about|regarding|concerning)\s+(.+)$", re.IGNORECASE)
_WHOSE = re.compile(r"([A-Z][\w.’'-]{0,40}(?:\s+[A-Z][\w.’'-]{0,40}){0,4})")
_FRAME = re.compile(r"^(?:(?:how|where|what|in|do|does|did|are|is|the|of|on|about)\s+)+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")


class ReportReader:
    """Tells questions about reports apart. ``table`` is ``reports`` of data/lexicon/questions.toml."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        words = {name: "|".join(str(text).split()) for name, text in table.items()}
        both = f"{words['pieces']}|{words['printers']}"
        many = "|".join(word for word in both.split("|") if word.endswith("s") and word != "press") + "|press|media"
        of = rf"(?!do\b|does\b|did\b|has\b|have\b)(?:[\w’'-]+\s+){{0,2}}?(?:{both})"
        self._which = re.compile(
            rf"^(?:which|what)\s+{of}\s+(?:{words['tells']})\s+(?:that\s+)?(?P<claim>(?!to\s)\S+\s.+)$", re.IGNORECASE
        )
        self._relayed = re.compile(
            rf"^(?:through\s+|via\s+)?(?:which|what)\s+{of}\s+(?:\w+\s+)?(?:{words['relays']})\s+(?P<speaker>\S.{{0,80}}?)['’]s?\s+"
            rf"(?:{words['remarks']})\b",
            re.IGNORECASE,
        )
        self._wrong = re.compile(
            rf"\b(?:{words['wrong']})\s+(?:{words['titles']})\b|\b(?:{words['titles']})\s+(?:\w+\s+)?(?:{words['wrong']})\b",
            re.IGNORECASE,
        )
        self._many = re.compile(rf"\b(?:{many})\b", re.IGNORECASE)
        self._one = re.compile(rf"\b(?:{both})\b", re.IGNORECASE)
        self._differ = re.compile(
            rf"\b(?:{words['differ']})\b|\b(?:two|both|three|different|various|several)\s+(?:{many})\b", re.IGNORECASE
        )
        self._frame = re.compile(rf"\b(?:{words['frame']})\b", re.IGNORECASE)
        self._agency = re.compile(rf"\b(?:{words['agencies']})\b", re.IGNORECASE)
        self._told = re.compile(
            rf"^(?:what\s+(?:do|did|have)|do|did)\s+(?:[\w’'-]+\s+){{0,3}}?(?:{many})\s+(?:(?:{words['tells']})\s+(?:about|on|of)|agree\s+(?:on|about|that|how))\s+"
            r"(?P<subject>\S.*)$",
            re.IGNORECASE,
        )
        self._print = re.compile(
            rf"^how\s+(?:(?:did|do|does|have|has|is|was|are|were)\s+)?(?:[\w’'-]+\s+){{0,3}}?(?:{many})\s+(?:{words['relays']}|{words['tells']}|word|worded|render|rendered)\s+"
            r"(?P<what>\S.*)$",
            re.IGNORECASE,
        )
        self._remarks = re.compile(
            rf"(?P<speaker>\S.{{0,80}}?)['’]s?\s+(?:{words['remarks']})\b(?P<rest>.*)$", re.IGNORECASE
        )

    def read(self, question: str) -> AboutReports | None:
        """What a question asks of reports; None where it asks about the world."""
        text = " ".join(question.split()).rstrip(" ?!.")
        if not self._one.search(text):
            return None
        for way in (self._titled, self._printed, self._relay, self._compared, self._which_report):
            found = way(text)
            if found:
                return found
        return None

    def differing(self, question: str) -> str | None:
        """The subject on which something is asked to differ; None where nothing is."""
        text = " ".join(question.split()).rstrip(" ?!.")
        return self._subject(text) if self._differ.search(text) else None

    def _subject(self, text: str) -> str:
        """What the reports are about: the question without what asks after reports."""
        bare = self._frame.sub(" ", self._one.sub(" ", self._differ.sub(" ", text)))
        return _FRAME.sub("", " ".join(bare.split()))

    def _titled(self, text: str) -> AboutReports | None:
        if not self._wrong.search(text):
            return None
        named = _WHOSE.search(text, 1)
        return Titled(_POSSESSIVE.sub("", named[1])) if named else None

    def _printed(self, text: str) -> AboutReports | None:
        found = self._print.match(text)
        if not found:
            return None
        quoted = _QUOTED.search(found["what"])
        if quoted:
            return Printed(quoted[1])
        remarks = self._remarks.match(found["what"])
        whose, rest = (remarks["speaker"], remarks["rest"]) if remarks else (found["what"], found["what"])
        topic = _ON.search(rest)
        named = _WHOSE.match(whose)
        return Printed(None, named[1], topic[1] if topic else None) if named else None

    def _relay(self, text: str) -> AboutReports | None:
        found = self._relayed.match(text)
        return Relayed(found["speaker"], bool(self._agency.search(text[: found.start("speaker")]))) if found else None

    def _compared(self, text: str) -> AboutReports | None:
        told = self._told.match(text)
        if told:
            return Compared(told["subject"])
        if not self._many.search(text) or not self._differ.search(text):
            return None
        return Compared(self._subject(text))

    def _which_report(self, text: str) -> AboutReports | None:
        found = self._which.match(text)
        return WhichReport(found["claim"]) if found else None
