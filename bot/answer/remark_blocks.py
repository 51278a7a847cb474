"""How a remark is shown: led by who speaks, its words or those of them that bear on the topic, and how they came."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.citing import Citer, outlet_of, show_stamp
from bot.answer.excerpts import LONGEST, excerpt, joined, sentence_of
from bot.answer.showing import speaker_of
from bot.models import Article, Block, EntityKind, Kind, Quotation, Span
from bot.retrieve.remarks import Remark, question_before, touched


def remark_block(remark: Remark, citer: Citer) -> Block:
    """One remark as shown: who and in what office, when; the words, of a long remark the first; through whom."""
    return spoken_block(remark, citer, excerpt(remark.stored.quotation, remark.article, ()))


def spoken_block(remark: Remark, citer: Citer, spans: tuple[Span, ...], room: int = LONGEST) -> Block:
    """A remark shown by ``spans`` of its words; what is a piece of the article's sentence in that, where it has room."""
    quotation, article = remark.stored.quotation, remark.article
    body = article.record.body
    numbers = citer.cite_parts(article, spans)
    citer.list_parts(article, spans, quotation.speaker, quotation.kind, remark.stored.id)
    whole = whole_of(quotation, spans, article)
    fits = whole is not None and whole.end - whole.start <= room
    own = quotation.kind is Kind.DIRECT
    return Block(
        words=whole.of(body) if whole and fits else joined(spans, body),
        marks=tuple(Span(s.start - whole.start, s.end - whole.start) for s in spans) if whole and fits else (),
        kind=None if own and whole and fits else quotation.kind,
        lead=lead_of_remark(quotation, article),
        after=after_remark(quotation, body),
        citations=numbers,
    )


def whole_of(quotation: Quotation, spans: Sequence[Span], article: Article) -> Span | None:
    """The sentences that words are a piece of, where those alone tell what is meant: "She denied that …".

    None for a speaker's own words that make sense by themselves, and for words of several paragraphs.
    """
    body = article.record.body
    if quotation.kind is Kind.DIRECT and not body[spans[0].start].islower():
        return None
    around = touched(article.record.passages, Span(spans[0].start, spans[-1].end))
    whole = Span(around[0].span.start, around[-1].span.end) if around else None
    return whole if whole and "\n" not in whole.of(body) else sentence_of(spans, article)


def lead_of_remark(quotation: Quotation, article: Article) -> str:
    """Who speaks and in what office, how it came, in which outlet and when."""
    who = speaker_of(quotation)
    who = who[0].upper() + who[1:]
    named = f"{who}, {quotation.office}" if quotation.office and quotation.office not in who else who
    told = "" if quotation.kind is Kind.DIRECT else ", as reported"
    joint = ", jointly" if len(quotation.joint) > 1 or quotation.speaker_kind is EntityKind.GROUP else ""
    day = show_stamp(article.record.header.published, clock=False)
    return f"{named}{joint}{told} ({outlet_of(article.record.header)}, {day})"


def after_remark(quotation: Quotation, body: str) -> str:
    """What follows a remark: that it answers a question, the outlet it came through, that it is translated."""
    parts = ["answering a question"] if question_before(quotation, body) else []
    if quotation.through:
        parts.append(f"through {quotation.through}")
    if quotation.translated:
        parts.append("translated")
    return ", ".join(parts)
