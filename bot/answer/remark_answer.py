"""Remarks as one answer: as many as a screen has room for, each with who speaks, its outlet and its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer.citing import Citer, show_stamp
from bot.answer.excerpts import LONGEST, excerpt, is_cut, joined
from bot.answer.remark_blocks import after_remark, lead_of_remark, spoken_block, whole_of
from bot.answer.render import SCREEN, block_text, plain
from bot.models import Answer, Ask, Block, Span
from bot.retrieve.query import Weighed
from bot.retrieve.remarks import Remark
from bot.retrieve.speakers import Whose

SHOWN = 4  # remarks of a speaker
IN_PAGES = 9_000  # characters of all remarks together, where they are leafed through
TOGETHER = 1_800  # … where several speakers are told in turn
TITLE = 60  # characters of a title by which a speaker is named
MANY = 0.25  # power of the share of remarks that are shown: of many, those may be others than were meant
MARKS = 20  # characters of numbers, quotation marks and blanks about a remark and its citation
SHORTEST = 120  # characters of room below which no further remark is begun


@dataclass(frozen=True, slots=True)
class Space:
    """How many remarks are shown, in how many characters."""

    remarks: int
    room: int


WHOLE = Space(SHOWN, SCREEN)


def shared(speakers: int) -> Space:
    """The space of each of so many speakers in one answer."""
    return Space(max(1, SHOWN // speakers), min(SCREEN, TOGETHER // speakers))


def answer_of(
    ask: Ask,
    whose: Whose,
    remarks: Sequence[Remark],
    headline: str,
    topic: Sequence[Weighed] = (),
    space: Space = WHOLE,
) -> Answer:
    """As many remarks as fit the space, the first in any case; all of them where pages are wanted."""
    if ask.pages:
        return _in(Space(len(remarks), IN_PAGES), ask, whose, remarks, headline, topic)
    answer = _in(space, ask, whose, remarks, headline, topic)
    for count in range(len(answer.blocks) - 1, 0, -1):
        if len(plain(answer)) <= space.room:
            break
        answer = _in(Space(count, space.room), ask, whose, remarks, headline, topic)
    return answer


def _in(
    space: Space, ask: Ask, whose: Whose, remarks: Sequence[Remark], headline: str, topic: Sequence[Weighed]
) -> Answer:
    """The answer with as many remarks as the space has place for."""
    citer, left = Citer(), space.room - len(headline) - len(whose.note)
    blocks: list[Block] = []
    for remark in remarks:
        room = left - _dress(remark)
        if len(blocks) >= space.remarks:
            break
        if blocks and room < min(SHORTEST, len(remark.stored.text)):
            continue
        told = [block.words for block in blocks]
        asked = remark.asked or topic
        spans = excerpt(remark.stored.quotation, remark.article, asked, max(SHORTEST, min(room, LONGEST)), told)
        whole = whole_of(remark.stored.quotation, spans, remark.article)
        if blocks and (
            (whole and whole.end - whole.start > room) or _unfit(remark, spans, room) or _told(blocks, spans, remark)
        ):
            continue
        block = _named(spoken_block(remark, citer, spans, max(room, 0)), whose, remark)
        left -= len(block_text(block)) - len(block.lead) + _dress(remark)
        blocks.append(block)
    best = remarks[0]
    return Answer(
        kind=ask.kind,
        answered=True,
        headline=headline,
        confidence=round((0.55 + 0.4 * best.bearing * best.head) * min(1.0, (SHOWN / len(remarks)) ** MANY), 3),
        blocks=tuple(blocks),
        citations=citer.citations,
        quotations=citer.quotations,
        hints=(whose.note,) if whose.note else (),
    )


def _unfit(remark: Remark, spans: Sequence[Span], room: int) -> bool:
    """Whether a further remark has no room, or only as a piece of a sentence."""
    too_long = sum(span.end - span.start for span in spans) > room
    return too_long or is_cut(spans, remark.stored.quotation, remark.article)


def _named(block: Block, whose: Whose, remark: Remark) -> Block:
    """The block; of one who is printed by office alone, with the title that tells who it is."""
    quotation, record = remark.stored.quotation, remark.article.record
    title = record.header.title
    label = quotation.speaker_span.of(record.body) if quotation.speaker_span else ""
    unnamed = remark.direct and quotation.speaker_span is None and quotation.speaker_key is not None
    by_office = unnamed or (label.isupper() and label.casefold() in whose.roles)
    if title is None or not (by_office or (quotation.speaker or "").casefold() in whose.roles):
        return block
    told = title.value if len(title.value) <= TITLE else title.value[:TITLE].rsplit(" ", 1)[0] + " …"
    return replace(block, after=", ".join(filter(None, (block.after, f"named by the title “{told}”"))))


def _told(blocks: Sequence[Block], spans: Sequence[Span], remark: Remark) -> bool:
    """Whether the words stand in a block already."""
    words = joined(spans, remark.article.record.body)
    return any(words in block.words for block in blocks)


def _dress(remark: Remark) -> int:
    """The characters that a remark takes beside its words: what leads and follows it, and the line of its citation."""
    record = remark.article.record
    outlet = record.header.outlet.value if record.header.outlet else record.source
    return (
        len(lead_of_remark(remark.stored.quotation, remark.article))
        + len(after_remark(remark.stored.quotation, record.body))
        + len(outlet)
        + len(show_stamp(record.header.published))
        + MARKS
    )
