"""One block of an answer as Discord markdown: the words of an article, the answer in them in bold."""

from __future__ import annotations

import re

from bot.models import Block, Change, Difference, Kind, Span
from bot.ui.escape import fit, guard, inert, one_line
from bot.ui.limits import ELLIPSIS, length
from bot.ui.phrases import Say
from bot.ui.unmarked import without

# Lengths as rendered; what is cut from the words is behind "In context".
WORDS, WORDS_BESIDE_DIFFERENCE, DIFFERENCE = 1300, 700, 700
LEAD, AFTER, CHANGED = 180, 220, 120
MARKS = 12
_NAME = re.compile(r"[^,(\s](?:[^,(]{0,150}[^,(\s])?(?=,| \(|$)")
SMALL = "-# "


def block_text(block: Block, say: Say) -> str:
    """The block: who, the words as a quotation of Discord's, numbers of the citations, what else is to say."""
    numbers = "".join(f" [{number}]" for number in block.citations[:8])
    lines = []
    if block.lead.strip():
        lines.append(lead_text(say.lead(block.lead)) if block.kind else fit(_told(block.lead, say), LEAD))
    if block.words.strip():
        lines.append(f"> {words_text(block)}{numbers}")
        numbers = ""
    if block.difference:
        lines += [SMALL + _in_words(block.difference, say), difference_text(block.difference)]
    if block.after.strip():
        lines.append(SMALL + fit(say.lead(block.after), AFTER))
    if lines and numbers:
        lines[-1] += numbers
    return "\n".join(lines)


def _told(lead: str, say: Say) -> str:
    """A lead that is a sentence, or tells who speaks."""
    said = say.reword(lead)
    return said if said != lead else say.lead(lead)


def lead_text(lead: str) -> str:
    """A lead with the name, up to the first comma or bracket, in bold."""
    line = one_line(lead)
    match = _NAME.match(line)
    if match is None:
        return fit(line, LEAD)
    shown = fit(match[0], LEAD - 20)
    rest = line[match.end() :]
    gap = " " if rest.startswith(" ") else ""
    return f"**{shown}**{gap}{fit(rest, LEAD - 6 - length(shown))}"


def words_text(block: Block) -> str:
    """The block's words, inert, marked in bold; a speaker's own between quotation marks. Cut around the marks."""
    limit = WORDS_BESIDE_DIFFERENCE if block.difference else WORDS
    room = limit - 2
    words, marks = without(block.words, block.marks[:MARKS])
    while length(text := _marked(*cut(words, marks, room))) > limit - 2:
        room = max(50, min(room - 1, room * limit // length(text)))
    return f"“{text}”" if block.kind is Kind.DIRECT else text


def _marked(words: str, marks: tuple[Span, ...]) -> str:
    pieces, at = [], 0
    for mark in marks:
        pieces += [_inert(words[at : mark.start]), _bold(words[mark.start : mark.end])]
        at = mark.end
    pieces.append(_inert(words[at:]))
    return guard("".join(pieces).strip())


def cut(words: str, marks: tuple[Span, ...], limit: int) -> tuple[str, tuple[Span, ...]]:
    """At most ``limit`` characters of ``words`` around the first mark, with an ellipsis wherever some are left out."""
    inside = tuple(mark for mark in sorted(marks) if 0 <= mark.start < mark.end <= len(words))
    inside = tuple(
        mark for before, mark in zip((None, *inside), inside, strict=False) if not before or before.end <= mark.start
    )
    if len(words) <= limit:
        return words, inside
    start = max(0, min(inside[0].start - limit // 4, len(words) - limit)) if inside else 0
    if start:
        start = words.find(" ", start, start + 40) + 1 or start
    end = start + limit
    if end < len(words):
        end = max(words.rfind(" ", end - 40, end), start + limit - 40)
    lead = ELLIPSIS if start else ""
    tail = ELLIPSIS if end < len(words) else ""
    shift = len(lead) - start
    kept = tuple(
        Span(max(mark.start, start) + shift, min(mark.end, end) + shift)
        for mark in inside
        if mark.overlaps(Span(start, end))
    )
    return lead + words[start:end] + tail, kept


def _inert(piece: str) -> str:
    """A piece of a line: white space as single blanks, also at its ends."""
    if not piece.strip():
        return " " if piece else ""
    before = " " if piece[0].isspace() else ""
    after = " " if piece[-1].isspace() else ""
    return f"{before}{inert(one_line(piece))}{after}"


def _bold(piece: str) -> str:
    core = piece.strip()
    if not one_line(core):
        return _inert(piece)
    before, after = piece.split(core, 1)
    return f"{' ' if before else ''}**{inert(one_line(core))}**{' ' if after else ''}"


def _in_words(difference: tuple[Difference, ...], say: Say) -> str:
    """What differs, also for those who hear it read."""

    def told(change: Change) -> str:
        found = ", ".join(f"“{one.words}”" for one in difference if one.change is change and one.words.strip())
        return fit(found, CHANGED) or "—"

    article, asked = told(Change.DROPPED), told(Change.ADDED)
    return say(
        "Bold, in the article alone: {article}. Struck out, in your words alone: {asked}.", article=article, asked=asked
    )


def difference_text(difference: tuple[Difference, ...]) -> str:
    """A difference word by word, as one quoted line."""
    shown: list[str] = []
    room = DIFFERENCE
    for step in difference:
        frame = {Change.SAME: "", Change.DROPPED: "**", Change.ADDED: "~~"}[step.change]
        words = inert(one_line(step.words))
        room -= length(words) + 2 * len(frame) + 1
        if room < 0:
            shown.append(ELLIPSIS)
            break
        if words:
            shown.append(f"{frame}{words}{frame}")
    return "> " + guard(" ".join(shown))
