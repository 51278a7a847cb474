"""Questions about an article itself: who wrote it, when it was published, by whom, under what title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class HeaderFact(StrEnum):
    """A fact of the header that a question can ask for."""

    AUTHOR = "author"
    PUBLISHED = "published"
    CLOCK = "clock"
    OUTLET = "outlet"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class AboutArticle:
    """A question about an article: the fact, and how the article is pointed to.

    ``title`` are words in quotation marks; ``reference`` is the rest of the question, which may name
    the outlet or what the article is about.
    """

    fact: HeaderFact
    title: str | None
    reference: str


_PIECE = r"(?:article|report|story|piece|brief|item|dispatch|column|text|news\s+item|write-?up)s?"
_OUT = r"(?:published|posted|printed|released|issued|put\s+out|dated|come\s+out|came\s+out|appear(?:ed)?|go\s+online|went\s+online|written)"
_PUBLISH = r"(?:publish|post|print|run|ran|release|put\s+out|carry|carried)"
_PATTERNS: tuple[tuple[HeaderFact, re.Pattern[str]], ...] = tuple(
    (fact, re.compile(pattern, re.IGNORECASE))
    for fact, pattern in (
        (HeaderFact.CLOCK, rf"\b(?:what|which)\s+(?:time|hour)\b.*\b(?:{_OUT}|{_PUBLISH})\b"),
        (HeaderFact.CLOCK, rf"\bat\s+what\s+(?:time|hour)\b.*\b{_PIECE}\b"),
        (HeaderFact.PUBLISHED, rf"^(?:when|on\s+(?:what|which)\s+(?:day|date)|(?:what|which)\s+(?:day|date|year|month))\b.*\b{_PIECE}\b.*\b{_OUT}\b"),
        (HeaderFact.PUBLISHED, rf"^(?:when|on\s+(?:what|which)\s+(?:day|date))\s+(?:did|was|were)\b.*\b{_PUBLISH}\b.*\b{_PIECE}\b"),
        (HeaderFact.PUBLISHED, rf"\b(?:publication\s+date|date\s+of\s+publication)\b|\bwhat\s+is\s+the\s+date\s+of\b.*\b{_PIECE}\b"),
        (HeaderFact.AUTHOR, rf"\bwho\s+(?:wrote|authored|penned|filed|(?:is|was|are|were)\s+the\s+(?:authors?|writers?|reporters?|journalists?))\b.*\b{_PIECE}\b"),
        (HeaderFact.AUTHOR, rf"\b(?:byline|bylined)\b|\bwhose\s+byline\b|\bwho\s+(?:is|are)\s+(?:the\s+)?(?:authors?|writers?)\b.*\b{_PIECE}\b"),
        (HeaderFact.OUTLET, rf"\b(?:which|what)\s+(?:outlet|newspaper|paper|publication|site|website|news\s+\w+|publisher|magazine)\s+(?:{_PUBLISH}|published|posted|printed|released)\b.*\b{_PIECE}\b"),
        (HeaderFact.OUTLET, rf"^who\s+(?:published|posted|printed|released|put\s+out)\b.*\b{_PIECE}\b"),
        (HeaderFact.TITLE, rf"\b(?:what\s+(?:is|was)\s+the\s+(?:headline|title)|how\s+is\b.*\b(?:headlined|titled))\b.*\b{_PIECE}\b"),
    )
)  # fmt: skip
_TITLE = re.compile(r"[\"“'‘]([^\"“”]{6,}?)[\"”'’](?=\s|[?.,!]|$)")
_FRAME = re.compile(
    rf"\b(?:when|what|which|who|whose|where|how|did|was|were|is|are|the|that|this|its|their|his|her|on|at|of|about|time|hour|day|date|year|"
    rf"wrote|authored|penned|filed|author|writer|byline|headline|headlined|titled|title|entitled|{_PIECE}|{_OUT}|{_PUBLISH})\b|[?!.,:;]",
    re.IGNORECASE,
)


def about_article(question: str) -> AboutArticle | None:
    """What a question asks of an article's header; None where it asks about the world."""
    for fact, pattern in _PATTERNS:
        if pattern.search(question):
            quoted = _TITLE.search(question)
            rest = question.replace(quoted[0], " ") if quoted else question
            return AboutArticle(fact, quoted[1] if quoted else None, " ".join(_FRAME.sub(" ", rest).split()))
    return None
