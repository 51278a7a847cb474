"""A body read into words, with the paragraph that each stands in: what names and quotations are found on.

Parallel lists instead of objects, since every article of a corpus passes through here.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from dataclasses import dataclass

_SPLIT = re.compile(
    r"(\s{0,3}+(?:(?<!\*)\*\*(?!\*)\s{0,3}+){0,2}+)(?!_)"  # a blank or bold print, with the word behind, so that none is tried there; none begins with "_"
    r"([A-Za-z][a-z]*+(?![\w'’.\-‐‑])"  # the plain word first, for speed
    r"|(?:[A-Za-z]\.){2,6}(?![A-Za-z])"  # U.S., p.m.
    r"|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Reps|Sens|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Pfc|Cmdr|Brig|Adm|Prof|Rev|Hon|St|Jr|Sr|No|Inc|Corp|Co|Ltd"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|vs|Mass|Calif|Conn|Fla|Ariz|Ill|Wis|Mich|Minn|Pa|Va|Tenn)\.(?!\w)"
    r"|[A-Z]\.(?=\s?[A-Z])"  # an initial
    r"|[@#]\w{1,80}"
    r"|\d[\d,.:/]{0,30}\d%?|\d%?"
    r"|[^\W\d_]+(?:[-‐‑][^\W_]{1,60}(?:\.\d{1,9})?|['’](?!s\b|S\b)[^\W\d_]{1,60}){0,6}"
    r"|['’][sS]\b"
    r"|[^\w\s]{8,}+(?:[^\S\n][^\w\s]++)*[^\S\n]?"  # no news has eight marks in a row: a ruled line, one mark for us
    r"|(?:[^\w\s][^\S\n]?){8,}"  # … with blanks between them
    r"|[^\w\s])"
)
_ENDS_STORY_LINE = re.compile(r"[.!?:;”\"’')\]…]$")
_LETTERS = re.compile(r"[^\W\d_]")
_WRAP = (38, 130)  # the lengths between which a line of a hard-wrapped text runs
_LINES = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Prose:
    """The words and marks of a body in order, each with its place and paragraph."""

    body: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    paragraph: list[int]
    paragraphs: list[tuple[int, int]]  # the span of each that has words

    def __len__(self) -> int:
        return len(self.words)

    def at(self, offset: int) -> int:
        """The index of the first word that starts at ``offset`` or after it."""
        return bisect_left(self.starts, offset)

    def text(self, first: int, last: int) -> str:
        """The body from word ``first`` up to, not including, word ``last``; white space is made plain."""
        if first >= last:
            return ""
        if last - first == 1 and self.words[first].isalnum():
            return self.words[first]
        return " ".join(self.body[self.starts[first] : self.ends[last - 1]].split())

    def joined(self, index: int) -> bool:
        """Whether word ``index`` follows the one before it in the same paragraph by white space alone."""
        return (
            index > 0
            and self.paragraph[index] == self.paragraph[index - 1]
            and 0 < self.starts[index] - self.ends[index - 1] <= 3
        )


def read_prose(body: str) -> Prose:
    """Read a body into words. A line break inside a hard-wrapped paragraph does not end the paragraph."""
    words, starts, ends = _places(body)
    numbers, spans = _paragraphs(starts, ends, _paragraph_breaks(body))
    return Prose(body, words, _lower(words), starts, ends, numbers, spans)


def _places(body: str) -> tuple[list[str], list[int], list[int]]:
    """The words, and where they start and end: split at the words, so that no loop of ours counts characters."""
    pieces: list[str] = _SPLIT.split(body)  # gap, blank, word, gap, blank, word, …, gap
    ends = list(itertools.accumulate(map(len, pieces)))
    return pieces[2::3], ends[1::3], ends[2::3]


def _lower(words: list[str]) -> list[str]:
    """The words in lower case, their apostrophes straight: all at once, as no word holds a line break."""
    return "\n".join(words).lower().replace("’", "'").split("\n") if words else []


def _paragraphs(starts: list[int], ends: list[int], breaks: list[int]) -> tuple[list[int], list[tuple[int, int]]]:
    """The number of the paragraph of each word, and the paragraphs' spans."""
    numbers: list[int] = []
    spans: list[tuple[int, int]] = []
    first = 0
    for offset in [*breaks, ends[-1] if ends else 0]:
        last = bisect_left(starts, offset, first)
        if last > first:
            numbers += [len(spans)] * (last - first)
            spans.append((starts[first], ends[last - 1]))
            first = last
    return numbers, spans


def _paragraph_breaks(body: str) -> list[int]:
    """Offsets of the line breaks that end a paragraph: blank lines, and breaks that no wrapping explains."""
    lines = [(found.start(), found.end()) for found in _LINES.finditer(body) if not found[0].isspace()]
    pairs = list(itertools.pairwise(lines))
    wrapped = _is_wrapped(body, pairs)
    return [
        before[1]
        for before, after in pairs
        if body.count("\n", before[1], after[0]) > 1 or not (wrapped and _runs_on(body, before, after))
    ]


def _is_wrapped(body: str, pairs: list[tuple[tuple[int, int], tuple[int, int]]]) -> bool:
    """Whether the text is broken at a width: a fair share of its single breaks fall before a small letter."""
    single = [(before, after) for before, after in pairs if body.count("\n", before[1], after[0]) == 1]
    small = sum(_first_letter(body, after).islower() for _, after in single)
    return small >= 2 and small >= 0.25 * len(single)


def _first_letter(body: str, line: tuple[int, int]) -> str:
    found = _LETTERS.search(body, line[0], min(line[0] + 20, line[1]))
    return found[0] if found else ""


def _runs_on(body: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether ``after`` goes on in the sentence that ``before`` left open."""
    if _first_letter(body, after).islower():
        return True
    text = body[max(before[0], before[1] - 200) : before[1]].rstrip()
    return _WRAP[0] <= before[1] - before[0] <= _WRAP[1] and not _ENDS_STORY_LINE.search(text)
