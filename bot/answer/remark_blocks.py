"""How a remark is shown: led by who speaks, its words or those of them that bear on the topic, and how they came."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.citing import Citer, outlet_of, show_stamp
from bot.answer.excerpts import LONGEST, bears_more, excerpt, joined, sentence_of
from bot.models import Article, Block, EntityKind, Kind, Quotation, Span
from bot.retrieve.query import Weighed
from bot.retrieve.remarks import Remark, question_before


def remark_block(remark: Remark, citer: Citer) -> Block:
    """One remark as shown: who and in what office, when; the words, of a long remark the first; through whom."""
    return spoken_block(remark, citer, excerpt(remark.stored.quotation, remark.article, ()))


def spoken_block(
    remark: Remark, citer: Citer, spans: tuple[Span, ...], topic: Sequence[Weighed] = (), room: int = LONGEST
) -> Block:
    """A remark shown by ``spans`` of its words; what is reported in its sentence, where that has room and tells more."""
    quotation, article = remark.stored.quotation, remark.article
    body = article.record.body
    numbers = citer.cite_parts(article, spans)
    citer.list_parts(article, spans, quotation.speaker, quotation.kind, remark.stored.id)
    whole = sentence_of(spans, article) if quotation.kind is Kind.REPORTED else None
    fits = whole is not None and whole.end - whole.start <= room and bears_more(whole, spans, body, topic)
    return Block(
        words=whole.of(body) if whole and fits else joined(spans, body),
        marks=tuple(Span(s.start - whole.start, s.end - whole.start) for s in spans) if whole and fits else (),
        kind=quotation.kind,
        lead=lead_of_remark(quotation, article),
        after=_after(quotation, body),
        citations=numbers,
    )


def lead_of_remark(quotation: Quotation, article: Article) -> str:
    """Who speaks and in what office, how it came, in which outlet and when."""
    who = quotation.speaker or "Somebody the article does not name"
    named = f"{who}, {quotation.office}" if quotation.office and quotation.office not in who else who
    told = "" if quotation.kind is Kind.DIRECT else ", as reported"
    joint = ", jointly" if len(quotation.joint) > 1 or quotation.speaker_kind is EntityKind.GROUP else ""
    day = show_stamp(article.record.header.published, clock=False)
    return f"{named}{joint}{told} ({outlet_of(article.record.header)}, {day})"


def _after(quotation: Quotation, body: str) -> str:
    parts = ["answering a question"] if question_before(quotation, body) else []
    if quotation.through:
        parts.append(f"through {quotation.through}")
    if quotation.translated:
        parts.append("translated")
    return ", ".join(parts)
