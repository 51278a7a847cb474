"""Which way a question goes: an office and who held it, an article's own header, words somebody said, or plain facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.retrieve.wishes import ABOUT, Framing, WishReader, asked_topic, without_opening

_TOPIC = re.compile(rf"(?:^|\s){ABOUT}\s+(?P<topic>.+)$", re.IGNORECASE)
_OCCASION = re.compile(
    r"\s(?P<occasion>(?:at|in|on|during|when|after|before|since|until|from|between|last|this)\s.+)$", re.IGNORECASE
)
_FIND = re.compile(
    r"^(?:find|look\s+up|show(?:\s+me)?)\s+(?:the\s+|a\s+)?(?:quote|quotation|words)\s*[:,]?\s*(?P<words>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_HEARER = re.compile(
    r"^\s*(?:(?:[A-Z]|the\b|his\b|her\b|their\b|reporters|journalists|lawmakers|him|them|us\b).{0,60})?$"
)
_NAMED_HEARER = re.compile(r"^\s*(?:to\s+)?(?P<hearer>[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,4})\s*$")
_TO = re.compile(r"^\s*to\s+", re.IGNORECASE)
_ANYTHING = re.compile(rf"(?:(?:anything|something|a\s+word)\s+)?{ABOUT}\s+(.+)$", re.IGNORECASE)
_LEADING = re.compile(
    r"(?P<time>(?:in|on|during|at)\s[^,?]{2,60}),\s+(?=(?:what|who|did|has|have|how)\b)", re.IGNORECASE
)
_QUOTED = re.compile(r"[\"“]([^\"“”]{8,})[\"”]")


@dataclass(frozen=True, slots=True)
class Said:
    """What a speaker said, on a topic or at all; ``occasion`` is when or where ("at the January meeting").

    ``hearer`` is the name of whom it was said to. Where the question may ask for more than words, it is not ``sure``.
    """

    speaker: str
    topic: str | None
    occasion: str | None = None
    hearer: str | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class WhoSaid:
    """Who said these words, or words of this sense."""

    words: str


@dataclass(frozen=True, slots=True)
class DidSay:
    """Whether a speaker said these words."""

    speaker: str
    words: str
    literal: bool  # the words stand in quotation marks


@dataclass(frozen=True, slots=True)
class Remembered:
    """Words remembered, to be found."""

    words: str


@dataclass(frozen=True, slots=True)
class Plain:
    """A question that the articles' facts answer."""


Route = Said | WhoSaid | DidSay | Remembered | Plain


class Router:
    """Tells which way a question goes. ``table`` is data/lexicon/questions.toml, which has the verbs of saying."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        said = rf"(?:{'|'.join(str(table['saying']).split())})"
        self._framing = Framing(table["framing"])
        self._wishes = WishReader(said)
        self._said = re.compile(
            rf"^what\s+(?:else\s+)?(?:did|has|have|does|do|had)\s+(?P<speaker>.{{2,80}}?)\s+(?:ever\s+|also\s+|recently\s+|have\s+to\s+|had\s+to\s+)*{said}\b"
            r"(?P<rest>.*)$",
            re.IGNORECASE,
        )
        self._who_said = re.compile(
            rf"^(?:who|which\s+\w+(?:\s+\w+)?)\s+(?:was\s+it\s+(?:who|that)\s+)?(?:(?:has|have|had)\s+)?{said}"
            r"(?:\s+(?!that\b)(?:the|reporters|a)\b[\w\s]{0,30}?)?\s*(?:that\b|:|,|(?=[\"“']))\s*(?P<words>.+)$"
            r"|^who\s+(?:said|says|stated|declared|claimed|argued|warned|announced)\s+(?!anything|something|about|on\b|so\b|that\b|what\b)"
            r"(?P<bare>\S+(?:\s+\S+){2,})$",
            re.IGNORECASE,
        )
        self._did_say = re.compile(
            rf"^(?:did|has|have|is\s+it\s+true\s+that)\s+(?P<speaker>.+?)\s+(?:really\s+|ever\s+|actually\s+)?{said}\b\s*(?:that\b|:|,)?\s*(?P<words>.{{6,}})$",
            re.IGNORECASE | re.DOTALL,
        )

    def route(self, question: str) -> Route:
        """The way a question goes, by how it is put."""
        text = _time_last(without_opening(" ".join(question.split()).rstrip(" ?!.")))
        found = self._read(text)
        if isinstance(found, Plain):
            corrected = self._told(self._framing.corrected(text))
            return corrected or found
        return found

    def _read(self, text: str) -> Route:
        for read in (_remembered, self._claimed, self._told, self._whose, self._wished):
            found = read(text)
            if found:
                return found
        return Plain()

    def _wished(self, text: str) -> Route | None:
        wish = self._wishes.read(text)
        return Said(wish.speaker, wish.topic, sure=wish.sure) if wish else None

    def _claimed(self, text: str) -> Route | None:
        found = self._did_say.match(text)
        if not found:
            return None
        quoted = _QUOTED.search(found["words"])
        if quoted:
            return DidSay(found["speaker"], quoted[1], literal=True)
        about = _ANYTHING.match(found["words"])
        if about:
            return Said(found["speaker"], about[1])
        return DidSay(found["speaker"], found["words"].strip(' "“”'), literal=False)

    def _told(self, text: str) -> Route | None:
        found = self._said.match(text)
        if not found:
            return None
        asked = asked_topic(found["rest"])
        if asked:
            return Said(found["speaker"], asked)
        about = _TOPIC.search(found["rest"])
        if about:
            return Said(found["speaker"], about["topic"])
        occasion = _OCCASION.search(found["rest"])
        hearer = found["rest"][: occasion.start()] if occasion else found["rest"]
        if not _HEARER.match(_TO.sub("", hearer)):
            return None
        named = _NAMED_HEARER.match(hearer)
        when = occasion["occasion"] if occasion else None
        return Said(found["speaker"], None, when, named["hearer"] if named else None)

    def _whose(self, text: str) -> Route | None:
        found = self._who_said.match(text)
        return WhoSaid((found["words"] or found["bare"]).strip(' "“”')) if found else None


def _time_last(text: str) -> str:
    """A question with the time that it opens with at its end: "In April 2024, what did Kirby say?"."""
    found = _LEADING.match(text)
    return f"{text[found.end() :]} {found['time'][0].lower()}{found['time'][1:]}" if found else text


def _remembered(text: str) -> Route | None:
    found = _FIND.match(text)
    return Remembered(found["words"].strip(' "“”')) if found else None
