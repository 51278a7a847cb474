"""Quoted regions: the stretches between quotation marks, whichever marks the article uses.

A region never crosses a paragraph. One that is opened and not closed runs to the paragraph's end; if
the next paragraph opens with a mark too, it goes on there (the way the press quotes several paragraphs).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Each pattern begins with a class of its own, and so runs past other letters at once; a row of marks quotes nothing.
_ANY = r"[“”„‟«»\"＂`‘’'‚‛]"
_RULED = rf"(?P<ruled>{_ANY}{{7,}}+(?:\s{_ANY}++)*\s?|\s?(?:{_ANY}\s?){{7,}})"
_DOUBLE = re.compile(rf"{_ANY}(?:{_RULED}|(?<=[“”„‟«»\"＂])|(?<=`)`|(?<=')'|(?<=‘)‘|(?<=’)’)")
_SINGLE = re.compile(rf"{_ANY}(?:{_RULED}|(?<=[‘’'‚‛]))")
_OPENERS = frozenset({"“", "„", "«", "``", "‘‘", "‟"})
_CLOSERS = frozenset({"”", "»", "’’"})
_BEFORE_OPENING = frozenset(" \t\xa0\n([{—–-/…:;,“‘>")
_AFTER_CLOSING = frozenset(" \t\xa0\n)]}—–-/….,;:?!”’<")
_PARAGRAPH = re.compile(r"[^\n]+")
_LONGEST_SINGLE = 3_000
_MOST_INNER = 12  # marks
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Region:
    """What stands between two marks: ``start`` to ``end`` without them, ``outer`` with them."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool
    continues: bool = False  # opened anew: the quotation of the paragraph before goes on
    single: bool = False


def quoted_regions(body: str, breaks: list[tuple[int, int]]) -> list[Region]:
    """The regions in order, never overlapping; ``breaks`` are the spans of the paragraphs."""
    double = _double_regions(body, breaks)
    if len(double) > 1 and "‘" not in body:
        return double
    single = _single_regions(body, breaks)
    return single if _outside(single, double) > _outside(double, single) else double


def _outside(regions: list[Region], others: list[Region]) -> int:
    """How many of the regions do not lie inside one of the others."""
    starts = [other.outer_start for other in others]
    holders = (others[max(0, bisect_left(starts, region.start) - 1) :][:1] for region in regions)
    return sum(
        not holder or holder[0].outer_end <= region.start or holder[0].start > region.start
        for region, holder in zip(regions, holders, strict=True)
    )


def _double_regions(body: str, breaks: list[tuple[int, int]]) -> list[Region]:
    """Regions between double marks, some of which go on from paragraph to paragraph."""
    regions: list[Region] = []
    double = _marks(_DOUBLE, body, 0, len(body))
    offsets = [mark.start() for mark in double]
    open_before = False
    for start, end in breaks:
        own = double[bisect_left(offsets, start) : bisect_left(offsets, end)]
        found = list(_in_paragraph(body, start, end, own))
        if found and open_before and body[start : found[0].outer_start].strip() == "":
            first = found[0]
            found[0] = Region(first.start, first.end, first.outer_start, first.outer_end, first.closed, continues=True)
        regions += [region for region in found if region.end > region.start]
        open_before = bool(found) and not found[-1].closed
    return regions


def _marks(pattern: re.Pattern[str], body: str, start: int, end: int) -> list[re.Match[str]]:
    """The marks of a stretch, without rows of them."""
    return [mark for mark in pattern.finditer(body, start, end) if mark.lastgroup is None]


def _in_paragraph(body: str, start: int, end: int, marks: list[re.Match[str]]) -> Iterator[Region]:
    opened: tuple[int, int] | None = None
    inner = 0  # quotations within the open one
    for index, mark in enumerate(marks):
        opens = _opens(body, mark, start, end, is_open=opened is not None)
        if opens is None:
            continue
        if opens and opened is None:
            opened = (mark.end(), mark.start())
        elif opens and opened is not None:
            if _is_inner(body, marks[index + 1 : index + _MOST_INNER], end):
                inner += 1
                continue
            yield _trimmed(body, opened[0], mark.start(), opened[1], mark.start(), closed=False)
            opened = (mark.end(), mark.start())
        elif inner:
            inner -= 1
        elif opened is not None:
            yield _trimmed(body, opened[0], mark.start(), opened[1], mark.end(), closed=True)
            opened = None
    if opened is not None:
        yield _trimmed(body, opened[0], end, opened[1], end, closed=False)


def _is_inner(body: str, following: Sequence[re.Match[str]], end: int) -> bool:
    """Whether a mark that opens within an open quotation opens one inside it: then both are closed behind it."""
    depth = 2
    for mark in following:
        depth += -1 if _closes(body, mark, end) else 1
        if depth in {0, _DEEPEST}:
            return depth == 0
    return False


def _closes(body: str, mark: re.Match[str], end: int) -> bool:
    """Whether a mark can do nothing but close."""
    if mark[0] in _OPENERS or mark[0] in _CLOSERS:
        return mark[0] in _CLOSERS
    after = body[mark.end()] if mark.end() < end else "\n"
    return (after in _AFTER_CLOSING or after == '"') and body[mark.start() - 1] not in " \t\xa0\n([{"


def _opens(body: str, mark: re.Match[str], start: int, end: int, *, is_open: bool) -> bool | None:
    """Whether a mark opens (True) or closes (False); None for what is no quotation mark here."""
    before = body[mark.start() - 1] if mark.start() > start else "\n"
    after = body[mark.end()] if mark.end() < end else "\n"
    fits_open = before in _BEFORE_OPENING and after not in " \t\xa0\n"
    fits_close = after in _AFTER_CLOSING and before not in " \t\xa0\n"
    if mark[0] in _OPENERS:
        return not (is_open and fits_close and not fits_open)
    if mark[0] in _CLOSERS:
        if is_open:
            return False
        return True if fits_open and not fits_close else None
    if is_open:
        return fits_open and not fits_close and before in " \t\xa0\n([—–" and _even_after(body, mark, end)
    if before.isdigit() and not fits_open:
        return None  # inches
    return True if after not in " \t\xa0\n" or mark.start() == start else None


def _even_after(body: str, mark: re.Match[str], end: int) -> bool:
    """Whether the straight marks behind this one pair up among themselves."""
    return body.count('"', mark.end(), min(end, mark.end() + _LONGEST_SINGLE)) % 2 == 0


def _trimmed(body: str, start: int, end: int, outer_start: int, outer_end: int, *, closed: bool) -> Region:
    while start < end and body[start].isspace():
        start += 1
    while end > start and body[end - 1].isspace():
        end -= 1
    return Region(start, end, outer_start, max(outer_end, end) if closed else end, closed)


def _single_regions(body: str, breaks: list[tuple[int, int]]) -> list[Region]:
    """Regions between single marks, of articles in British style."""
    return [region for start, end in breaks for region in _single_in_paragraph(body, start, end)]


def _single_in_paragraph(body: str, start: int, end: int) -> Iterator[Region]:
    opened = -1
    for mark in _marks(_SINGLE, body, start, end):
        before = body[mark.start() - 1] if mark.start() > start else "\n"
        after = body[mark.end()] if mark.end() < end else "\n"
        if opened < 0:
            if (
                before in _BEFORE_OPENING
                and (after.isalnum() or after in "[…")
                and not after.isspace()
                and mark[0] != "’"
            ):
                opened = mark.end()
        elif after in _AFTER_CLOSING and before not in " \t\xa0\n" and _is_closing(body, mark, opened, end):
            yield _trimmed_single(body, opened, mark.start())
            opened = -1


def _is_closing(body: str, mark: re.Match[str], opened: int, end: int) -> bool:
    """Not the apostrophe of a plural ("the ministers' talks"): one that a later mark would close better."""
    before = body[mark.start() - 1]
    if before in ",.?!…—" or mark.start() - opened > _LONGEST_SINGLE or before != "s":
        return True
    later = _SINGLE.search(body, mark.end(), end)
    while later and body[later.start() - 1].isalnum() and body[later.end() : later.end() + 1].isalnum():
        later = _SINGLE.search(body, later.end(), end)
    return later is None or body[later.start() - 1].isspace()


def _trimmed_single(body: str, start: int, end: int) -> Region:
    plain = _trimmed(body, start, end, start - 1, end + 1, closed=True)
    return Region(plain.start, plain.end, start - 1, end + 1, closed=True, single=True)
