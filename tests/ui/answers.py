"""Answers made by hand, as the answering services make them."""

from __future__ import annotations

from datetime import date

from bot.models import Answer, Ask, Block, Citation, Kind, QuestionKind, QuotedPart, Span, Verdict

DAY = date(2024, 2, 1)
WORDS = "the strait must stay open to every ship"


def citation(number: int = 1, article: int = 1, **changes: object) -> Citation:
    passage = f"“{WORDS},” the secretary told reporters."
    given = {
        "number": number,
        "article_id": article,
        "source": f"file{article}.txt",
        "span": Span(0, len(passage)),
        "passage": passage,
        "title": "Ministers meet",
        "outlet": "The Harbour Post",
        "published": "13 January 2024",
        "url": "https://harbour.example/ministers",
        "based_on": None,
    }
    return Citation(**(given | changes))  # type: ignore[arg-type]


def answer(**changes: object) -> Answer:
    block = Block(WORDS, (Span(4, 10),), Kind.DIRECT, "Ann Secretary, Secretary of State, 12 January 2024", "", (1,))
    given = {
        "kind": QuestionKind.ASK,
        "answered": True,
        "headline": "Ann Secretary spoke about the strait.",
        "confidence": 0.9,
        "blocks": (block,),
        "citations": (citation(),),
    }
    return Answer(**(given | changes))  # type: ignore[arg-type]


def long_answer(count: int = 14) -> Answer:
    """One that needs several pages."""
    blocks = tuple(
        Block(f"{WORDS} number {n} " * 6, (), Kind.DIRECT, f"Speaker {n}", "", (n,)) for n in range(1, count + 1)
    )
    return answer(blocks=blocks, citations=tuple(citation(n, n) for n in range(1, count + 1)))


SILENCE = answer(
    answered=False, headline="The articles do not say.", blocks=(), citations=(), hints=("Ann speaks on: Okinawa 2.",)
)
VERIFIED = answer(kind=QuestionKind.VERIFY, verdict=Verdict.ALTERED, headline="One word differs.")

__all__ = ["Ask", "QuotedPart"]
