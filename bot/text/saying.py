"""When a remark was made, as far as its own sentence tells: "said on Friday", "told reporters Thursday in Tokyo"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from bot.models import DateMention, Passage, Quotation, Span

NEAR = 80  # characters between a time and the cue or speaker it belongs to
APART = re.compile(
    r",? (?:and|but|while|that) (?=he |she |it |they |the |[a-z]+ed )|, (?:and|but|while) |; "
)  # another clause
CONTINUING = frozenset(
    {"continued", "continues", "added", "adds", "went on", "went on to say", "concluded", "further said", "also said"}
)


def said_when(
    body: str, quotations: Sequence[Quotation], dates: Sequence[DateMention], passages: Sequence[Passage]
) -> tuple[Quotation, ...]:
    """The quotations with the day they were said, where the sentence of the cue prints one outside the words said.

    A remark that goes on ("he continued") was made when the one before it was. ``dates`` and ``passages`` in order.
    """
    days = [mention for mention in dates if _is_day(mention)]
    found: list[Quotation] = []
    last: Quotation | None = None
    for quotation in quotations:
        said = quotation.said or _printed(body, quotation, days, passages) or _continued(body, quotation, last)
        last = replace(quotation, said=said) if said else quotation
        found.append(last)
    return tuple(found)


def _is_day(mention: DateMention) -> bool:
    if mention.duration:
        return False
    return mention.day is not None or mention.weekday is not None or any(c.days.is_day for c in mention.candidates)


def _printed(
    body: str, quotation: Quotation, days: Sequence[DateMention], passages: Sequence[Passage]
) -> DateMention | None:
    """The day nearest to the cue, in the cue's own passage and outside the words that were said."""
    cue = quotation.cue
    at = bisect_right(passages, cue.start, key=lambda p: p.span.start) - 1 if cue else -1
    if cue is None or at < 0 or not passages[at].span.covers(cue):
        return None
    inside = passages[at].span
    first = bisect_left(days, inside.start, key=lambda m: m.span.start)
    near: list[tuple[int, DateMention]] = []
    for mention in days[first:]:
        if mention.span.start >= inside.end:
            break
        gap = min(_gap(mention.span, anchor) for anchor in (cue, quotation.speaker_span) if anchor)
        between = Span(min(mention.span.end, cue.end), max(mention.span.start, cue.start))
        words = any(part.overlaps(mention.span) or between.covers(part) for part in quotation.parts)
        if gap <= NEAR and not words and not APART.search(between.of(body)):
            near.append((gap, mention))
    return min(near, key=lambda pair: (pair[0], pair[1].span))[1] if near else None


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _continued(body: str, quotation: Quotation, last: Quotation | None) -> DateMention | None:
    if (
        last is None
        or quotation.cue is None
        or quotation.speaker_key is None
        or quotation.speaker_key != last.speaker_key
    ):
        return None
    return last.said if " ".join(quotation.cue.of(body).lower().split()) in CONTINUING else None
