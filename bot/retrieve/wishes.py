"""The many ways of asking what somebody said: "How did … respond to …?", "Remarks by … on …", "Compare what … said"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import OSA

ABOUT = r"(?:about|on|regarding|concerning|of|over|as\s+to|with\s+regard\s+to|when\s+it\s+comes\s+to)"
_TO = rf"(?:{ABOUT}|to|towards?|for|at|in\s+response\s+to)"
_OPENING = re.compile(
    r"^(?:(?:please|pls|hey|hi|hello|ok|okay|so|well|um|and|but|bot|there|kindly|"
    r"(?:can|could|would|will)\s+you(?:\s+please)?|(?:i(?:['’]d|\s+would)\s+like|i\s+want|i\s+need)\s+to\s+know|do\s+you\s+know|"
    r"(?:tell|remind)\s+(?:me|us)|let\s+me\s+know|any\s+idea|i(?:['’]m|\s+am)\s+wondering|i\s+wonder)\b[\s,:!]*)+(?=\S)",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"^\s*(?:when|after|on\s+being)\s+(?:(?:he|she|they|it|reporters?)\s+(?:(?:was|were)\s+)?)?asked\s+"
    r"(?:(?:him|her|them|by\s+\w+)\s+)?(?:if|whether|about|on|why|how|what)\s+(?:(?:he|she|they|it)\s+(?:would|will|was|had|is)\s+)?(?P<topic>.+)$",
    re.IGNORECASE,
)
_NOUNS = (
    r"(?:view|position|stance|opinion|comment|reaction|response|reply|answer|take|thought|attitude|message|word|assessment|"
    r"stand|statement|remark|quote|quotation|argument|explanation|criticism|warning|concern|worry|worrie)s?"
)
_SPEAKER = r"(?P<speaker>\S.{1,78}?)"
_TOPIC = r"(?P<topic>\S.*)$"
_STRICT = (
    rf"^what(?:['’]s|\s+(?:is|was|are|were))\s+{_SPEAKER}['’]s?\s+{_NOUNS}\s+{_TO}\s+{_TOPIC}",
    rf"^where\s+(?:do|does|did)\s+{_SPEAKER}\s+stand\s+on\s+{_TOPIC}",
    rf"^what\s+(?:was|were|has\s+been)\s+(?:said|stated)\s+by\s+{_SPEAKER}\s+{ABOUT}\s+{_TOPIC}",
    rf"^(?:(?:find|show|give|list|get)\s+(?:me\s+)?)?(?:the\s+|any\s+|all\s+)?{_NOUNS}\s+(?:by|from|of|made\s+by)\s+{_SPEAKER}\s+{ABOUT}\s+{_TOPIC}",
)
_LOOSE = (
    rf"^how\s+(?:did|does|do|has|have|had)\s+{_SPEAKER}\s+(?:respond|react|repl(?:y|i)|answer)(?:ed)?\s+(?:to\s+)?{_TOPIC}",
    rf"^how\s+(?:did|does|do|has|have|had)\s+{_SPEAKER}\s+(?:describe|characteri[sz]e|see|view|explain|justify|defend|assess|comment\s+on|feel\s+about)d?\s+{_TOPIC}",
    rf"^what\s+(?:\w+\s+)?{_NOUNS}\s+(?:did|has|have|does|do)\s+{_SPEAKER}\s+(?:express|voice|raise|make|made|give|given|offer|issue|have)(?:d|ed)?\s+{_TO}\s+{_TOPIC}",
    rf"^(?P<speaker>[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]+){{0,3}})\s+(?:on|about)\s+{_TOPIC}",
)
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Wish:
    """Whose words on what are asked for. ``sure``: the words ask for nothing else."""

    speaker: str
    topic: str
    sure: bool


class WishReader:
    """Reads questions that ask for somebody's words. ``said`` is an expression for the verbs of saying."""

    def __init__(self, said: str) -> None:
        told = (
            rf"^(?:compare|contrast)\s+(?:what|how|the\s+\w+\s+that)\s+{_SPEAKER}\s+(?:has\s+|have\s+|had\s+|each\s+|both\s+)*{said}\s+{ABOUT}\s+{_TOPIC}",
            rf"^what\s+(?!did\b|has\b|have\b|does\b|do\b|had\b|is\b|was\b|are\b|were\b){_SPEAKER}\s+(?:has\s+|have\s+|had\s+)?{said}\s+{ABOUT}\s+{_TOPIC}",
        )
        self._strict = _compiled((*told, *_STRICT))
        self._loose = _compiled(_LOOSE)

    def read(self, text: str) -> Wish | None:
        """The speaker and topic; None where the words put another question."""
        for sure, patterns in ((True, self._strict), (False, self._loose)):
            for pattern in patterns:
                if found := pattern.match(text):
                    return Wish(found["speaker"], found["topic"], sure)
        return None


def without_opening(text: str) -> str:
    """A question without the words that only address somebody: "Hey, can you tell me …"."""
    return _OPENING.sub("", text)


def asked_topic(rest: str) -> str | None:
    """What somebody was asked: "Taiwan" in "… say when he was asked about Taiwan"."""
    found = _ASKED.match(rest)
    return found["topic"] if found else None


class Framing:
    """Spells the little words right that frame a question. ``table`` is questions.toml's ``framing``."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._words = tuple(str(table["words"]).split())
        self._others = frozenset(str(table["others"]).split())

    def corrected(self, text: str) -> str:
        """A question so spelled: "wat did X sey abuot Y". What is a word by itself stays: "aid" is no "said"."""
        return _WORD.sub(lambda found: self._meant(found[0]), text)

    def _meant(self, word: str) -> str:
        if word in self._words or word in self._others or not word.islower():
            return word
        return next((known for known in self._words if OSA.distance(known, word, score_cutoff=1) <= 1), word)


def _compiled(patterns: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.IGNORECASE if "[A-Z]" not in p else 0) for p in patterns)
