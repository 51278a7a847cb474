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
_WHEN = r"(?:when|on\s+(?:what|which)\s+(?:day|date))"
_WRITERS = r"(?:authors?|writers?|reporters?|journalists?)"
_PAPER = r"(?:outlet|newspaper|paper|publication|site|website|news\s+\w+|publisher|magazine)"


def _in_turn(*parts: str, first: str = "") -> re.Pattern[str]:
    """Finds ``parts`` one after another, ``first`` at the beginning. Each is taken where it first stands: linear time."""
    then = "".join(rf"(?>.*?\b(?:{part})\b)" for part in parts)
    return re.compile(rf"\A(?:{first}){then}", re.IGNORECASE | re.DOTALL)


_PATTERNS: tuple[tuple[HeaderFact, re.Pattern[str]], ...] = (
    (HeaderFact.CLOCK, _in_turn(r"(?:what|which)\s+(?:time|hour)", rf"{_OUT}|{_PUBLISH}")),
    (HeaderFact.CLOCK, _in_turn(r"at\s+what\s+(?:time|hour)", _PIECE)),
    (HeaderFact.PUBLISHED, _in_turn(_PIECE, _OUT, first=rf"{_WHEN}\b|(?:what|which)\s+(?:day|date|year|month)\b")),
    (HeaderFact.PUBLISHED, _in_turn(_PUBLISH, _PIECE, first=rf"{_WHEN}\s+(?:did|was|were)\b")),
    (HeaderFact.PUBLISHED, _in_turn(r"publication\s+date|date\s+of\s+publication")),
    (HeaderFact.PUBLISHED, _in_turn(r"what\s+is\s+the\s+date\s+of", _PIECE)),
    (
        HeaderFact.AUTHOR,
        _in_turn(rf"who\s+(?:wrote|authored|penned|filed|(?:is|was|are|were)\s+the\s+{_WRITERS})", _PIECE),
    ),
    (HeaderFact.AUTHOR, _in_turn(r"byline|bylined")),
    (HeaderFact.AUTHOR, _in_turn(r"who\s+(?:is|are)\s+(?:the\s+)?(?:authors?|writers?)", _PIECE)),
    (
        HeaderFact.OUTLET,
        _in_turn(rf"(?:which|what)\s+{_PAPER}\s+(?:{_PUBLISH}|published|posted|printed|released)", _PIECE),
    ),
    (HeaderFact.OUTLET, _in_turn(_PIECE, first=r"who\s+(?:published|posted|printed|released|put\s+out)\b")),
    (HeaderFact.TITLE, _in_turn(r"what\s+(?:is|was)\s+the\s+(?:headline|title)", _PIECE)),
    (HeaderFact.TITLE, _in_turn(r"how\s+is", r"headlined|titled", _PIECE)),
)
_TITLE = re.compile(r"[\"“'‘]([^\"“”]{6,300}?)[\"”'’](?=\s|[?.,!]|$)")
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
