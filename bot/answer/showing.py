"""How words that were found in an article are shown: their sentence, marked, led by who speaks."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.citing import Citer
from bot.answer.laying import Laid
from bot.answer.stretches import Sentences
from bot.models import Block, Change, Difference, Kind, Quotation, Span, StoredQuotation
from bot.text.compare import is_cut

_LONGEST = 560  # characters of an article in a block
_SAME = 5  # words of a stretch that is the same, on either side, before it is shortened
_PRONOUNS = frozenset({"he", "i", "it", "she", "they", "we", "who", "you"})
QUESTIONER = "a questioner (“Q”)"
SOMEBODY = "a speaker whom the article does not name"


def shown(laid: Laid, citer: Citer, difference: tuple[Difference, ...] = ()) -> Block:
    """The sentences in which the words lie, those words marked, and cited."""
    article = laid.stretch.article
    number = citer.cite(article, laid.span)
    window = fitting(laid, Sentences(article).around(laid.span))
    spoken = laid.stretch.spoken
    return Block(
        words=window.of(article.record.body),
        marks=marks(laid, window),
        lead=lead_of(spoken) if spoken else "",
        citations=(number,),
        difference=difference,
    )


def fitting(laid: Laid, whole: Span) -> Span:
    """``whole``, or as much of it around the words as fits, cut between words."""
    if whole.end - whole.start <= _LONGEST:
        return whole
    body, span = laid.stretch.article.record.body, laid.span
    spare = max(0, _LONGEST - (span.end - span.start)) // 2
    start = max(whole.start, span.start - spare)
    end = min(whole.end, start + _LONGEST)
    while whole.start < start < span.start and not body[start - 1].isspace():
        start += 1
    while start < end < whole.end and not body[end].isspace():
        end -= 1
    return Span(start, end)


def marks(laid: Laid, window: Span) -> tuple[Span, ...]:
    """Where the words lie inside ``window``, counted from its start; neighbours are one mark."""
    body = laid.stretch.article.record.body
    made: list[Span] = []
    held = {at for run in laid.alignment.runs for at in range(run.right, run.right_end)}
    for run in laid.alignment.runs:
        for at in range(run.right, run.right_end):
            word = laid.source[at]
            if (is_cut(laid.source, at) and at - 1 not in held) or (is_cut(laid.source, at + 1) and at + 1 not in held):
                continue  # "will" alone of "won't"
            start, end = word.start - window.start, word.end - window.start
            if start < 0 or word.end > window.end:
                continue
            if made and not any(c.isalnum() for c in body[window.start + made[-1].end : word.start]):
                made[-1] = Span(made[-1].start, max(end, made[-1].end))
            else:
                made.append(Span(start, end))
    return tuple(made)


def list_spoken(laid: Laid, citer: Citer, reported: StoredQuotation | None = None) -> None:
    """List the quotations in which the words lie: the parts that are touched, a group each."""
    quoted = laid.stretch.quotations if laid.stretch.kind is Kind.DIRECT else (reported,) if reported else ()
    for stored in quoted:
        quotation = stored.quotation
        parts = tuple(part for part in quotation.parts if part.overlaps(laid.span))
        if parts:
            citer.list_parts(laid.stretch.article, parts, quotation.speaker, quotation.kind, stored.id)


def name_of(laid: Laid, reported: StoredQuotation | None = None) -> str:
    """Who speaks, or words that say that the article does not tell."""
    spoken = laid.stretch.spoken or (reported.quotation if reported else None)
    return speaker_of(spoken) if spoken else SOMEBODY


def speaker_of(quotation: Quotation) -> str:
    """The speaker's name or role; a pronoun that nobody could resolve names nobody, and a transcript's "Q" whoever asked."""
    name = quotation.speaker
    if name == "Q":
        return QUESTIONER
    return SOMEBODY if name is None or name.casefold() in _PRONOUNS else name


def lead_of(quotation: Quotation) -> str:
    """The speaker with the office that the article prints."""
    name = speaker_of(quotation)
    through = f", via {quotation.through}" if quotation.through else ""
    office = f", {quotation.office}" if quotation.office and quotation.office.casefold() not in name.casefold() else ""
    return f"{name}{office}{through}"


def compact(difference: Sequence[Difference]) -> tuple[Difference, ...]:
    """The difference with long stretches of the same words shortened to those beside a change."""
    if all(step.change is Change.SAME for step in difference):
        return ()
    last = len(difference) - 1
    return tuple(
        _shortened(step, first=at == 0, last=at == last) if step.change is Change.SAME else step
        for at, step in enumerate(difference)
    )


def _shortened(step: Difference, *, first: bool, last: bool) -> Difference:
    words = step.words.split()
    head, tail = words[: 0 if first else _SAME], words[len(words) if last else -_SAME :]
    if len(head) + len(tail) + 1 >= len(words):
        return step
    return Difference(step.change, " ".join([*head, "…", *tail]))
