"""Word-by-word comparison: where the words asked about lie in the words of an article.

The words asked about are laid on a source as a chain of runs: stretches of the same words in the
same order, near each other. What the chain leaves out on either side is the difference.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.models import Change, Difference
from bot.text.wording import Word

Weigh = Callable[[str], float]

_LETTER = re.compile(r"[A-Za-zÀ-ɏ]|['’](?=[A-Za-z])")
_MOST_RUNS = 120  # the heaviest are kept: the chain is quadratic in them
_MOST_PLACES = 60  # a word that stands in a source more often begins no run
_FREE_JUMP = 3  # words that may lie between two runs at no price
_JUMP_PRICE = 0.04  # a word, up to the price of a whole jump
_WHOLE_JUMP = 1.2
_EDGE = 4  # words
_STRAY = 1.3  # the weight of a run at the end that a jump makes a stray
_HEAVY = 0.5  # the weight from which a single word begins a run
_LOOK = 12  # words of the source between two runs that are looked through


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` words that are the same from ``left`` in the words asked about and from ``right`` in the source."""

    left: int
    right: int
    length: int

    @property
    def left_end(self) -> int:
        """The first word behind the run, on the side asked about."""
        return self.left + self.length

    @property
    def right_end(self) -> int:
        """The first word behind the run, in the source."""
        return self.right + self.length


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of a comparison: words ``left`` asked about against words ``right`` of the source (half open)."""

    left: tuple[int, int]
    right: tuple[int, int]
    same: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """How the words asked about lie in a source. ``share`` is the part of their weight that is found there."""

    runs: tuple[Run, ...]
    share: float

    @property
    def first(self) -> int:
        """The first word of the source that is touched."""
        return self.runs[0].right

    @property
    def last(self) -> int:
        """The word behind the last word of the source that is touched."""
        return self.runs[-1].right_end

    def steps(self, size: int, source_size: int | None = None) -> list[Step]:
        """The comparison in order, for ``size`` words asked about.

        The source's words before and behind are no part of it; but where a few words at an edge were
        changed and ``source_size`` is told, as many of the source's stand against them.
        """
        steps: list[Step] = []
        left = 0
        right = self.first - (self.runs[0].left if source_size is not None and self.runs[0].left <= _EDGE else 0)
        right = max(0, right)
        for run in self.runs:
            if left < run.left or right < run.right:
                steps.append(Step((left, run.left), (right, run.right), same=False))
            steps.append(Step((run.left, run.left_end), (run.right, run.right_end), same=True))
            left, right = run.left_end, run.right_end
        if left < size:
            behind = size - left if source_size is not None and size - left <= _EDGE else 0
            steps.append(Step((left, size), (right, min(right + behind, source_size or right)), same=False))
        return steps

    def unmatched(self, size: int) -> list[tuple[int, int]]:
        """The stretches of the ``size`` words asked about that the source does not have here."""
        return [step.left for step in self.steps(size) if not step.same and step.left[0] < step.left[1]]


def runs(asked: Sequence[str], source: Sequence[str]) -> list[Run]:
    """Every longest run of the same words. A word that the source has very often begins none by itself."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(source):
        places[key].append(index)
    found: list[Run] = []
    open_runs: dict[int, int] = {}  # diagonal -> the first word behind the run that was found on it
    for left, key in enumerate(asked):
        here = places.get(key, ())
        for right in here if len(here) <= _MOST_PLACES else here[:_MOST_PLACES]:
            diagonal = right - left
            if open_runs.get(diagonal, -1) > left:
                continue
            length = _same_from(asked, source, left, right)
            open_runs[diagonal] = left + length
            found.append(Run(left, right, length))
    return found


def _same_from(asked: Sequence[str], source: Sequence[str], left: int, right: int) -> int:
    most = min(len(asked) - left, len(source) - right)
    length = 1
    while length < most and asked[left + length] == source[right + length]:
        length += 1
    return length


def align(asked: Sequence[str], source: Sequence[str], weigh: Weigh) -> Alignment | None:
    """The heaviest chain of runs, or None when not a word is the same. At most quadratic in 120 runs."""
    weights = [weigh(key) for key in asked]
    total = sum(weights)
    if not total:
        return None
    sums = [0.0]
    for weight in weights:
        sums.append(sums[-1] + weight)
    found = runs(asked, source)
    heavy = [run for run in found if run.length > 1 or weights[run.left] >= _HEAVY] or found
    if len(heavy) > _MOST_RUNS:
        heavy = sorted(heavy, key=lambda run: sums[run.left] - sums[run.left_end])[:_MOST_RUNS]
    chain = _chain(sorted(heavy, key=lambda run: (run.left, run.right)), sums)
    chain = _without_strays(_filled(chain, asked, source), sums)
    return Alignment(tuple(chain), sum(sums[run.left_end] - sums[run.left] for run in chain) / total) if chain else None


def _chain(found: Sequence[Run], sums: Sequence[float]) -> list[Run]:
    """The heaviest runs in the order of both sides; those that overlap are trimmed at the front."""
    best: list[float] = []
    before: list[tuple[int, int]] = []  # the run before, and how many words are trimmed because of it
    for index, run in enumerate(found):
        score, link = sums[run.left_end] - sums[run.left] + 0.01 * run.length, (-1, 0)
        for earlier in range(index):
            other = found[earlier]
            trim = max(0, other.left_end - run.left, other.right_end - run.right)
            if trim >= run.length or other.left >= run.left + trim or other.right >= run.right + trim:
                continue
            jump = run.right + trim - other.right_end
            gain = sums[run.left_end] - sums[run.left + trim] + 0.01 * (run.length - trim) - _price(jump)
            if best[earlier] + gain > score + 1e-9:
                score, link = best[earlier] + gain, (earlier, trim)
        best.append(score)
        before.append(link)
    if not best:
        return []
    index, chain = max(range(len(best)), key=lambda i: (best[i], -found[i].right)), []
    while index >= 0:
        run, (earlier, trim) = found[index], before[index]
        chain.append(Run(run.left + trim, run.right + trim, run.length - trim))
        index = earlier
    return chain[::-1]


def _filled(chain: list[Run], asked: Sequence[str], source: Sequence[str]) -> list[Run]:
    """The chain with the single light words that are the same between two of its runs, or right beside its ends."""
    if not chain:
        return chain
    made: list[Run] = []
    edge = Run(max(0, chain[0].left - _EDGE), max(0, chain[0].right - _EDGE), 0)
    for run in chain:
        made += _between(asked, source, edge, run)
        made.append(run)
        edge = run
    last = Run(min(edge.left_end + _EDGE, len(asked)), min(edge.right_end + _EDGE, len(source)), 0)
    return _coalesced(made + _between(asked, source, edge, last))


def _coalesced(chain: Sequence[Run]) -> list[Run]:
    """The chain with runs that meet on both sides as one."""
    made: list[Run] = []
    for run in chain:
        if made and (made[-1].left_end, made[-1].right_end) == (run.left, run.right):
            made[-1] = Run(made[-1].left, made[-1].right, made[-1].length + run.length)
        else:
            made.append(run)
    return made


def _between(asked: Sequence[str], source: Sequence[str], one: Run, other: Run) -> list[Run]:
    """Words that stand between two runs on both sides, in order: the first of each that is the same."""
    made: list[Run] = []
    right = one.right_end
    for left in range(one.left_end, other.left):
        stop = min(other.right, right + _LOOK)
        place = next((at for at in range(right, stop) if source[at] == asked[left]), None)
        if place is not None:
            made.append(Run(left, place, 1))
            right = place + 1
    return made


def _price(jump: int) -> float:
    return min(_WHOLE_JUMP, _JUMP_PRICE * max(0, jump - _FREE_JUMP))


def _without_strays(chain: list[Run], sums: Sequence[float]) -> list[Run]:
    """The chain without light runs at its ends that a wide jump parts from the rest."""
    while len(chain) > 1 and _is_stray(chain[0], chain[1].right - chain[0].right_end, sums):
        chain = chain[1:]
    while len(chain) > 1 and _is_stray(chain[-1], chain[-1].right - chain[-2].right_end, sums):
        chain = chain[:-1]
    return chain


def _is_stray(run: Run, jump: int, sums: Sequence[float]) -> bool:
    return sums[run.left_end] - sums[run.left] < _STRAY and jump > 2 * run.length + 1


def differences(
    alignment: Alignment, asked: Sequence[Word], asked_text: str, source: Sequence[Word], body: str
) -> tuple[Difference, ...]:
    """The comparison in words as printed on either side."""
    made: list[Difference] = []
    for step in _between_words(alignment.steps(len(asked), len(source)), asked, source):
        if step.same:
            made.append(Difference(Change.SAME, printed(body, source[slice(*step.right)])))
            continue
        if step.right[0] < step.right[1]:
            made.append(Difference(Change.DROPPED, printed(body, source[slice(*step.right)])))
        if step.left[0] < step.left[1]:
            made.append(Difference(Change.ADDED, printed(asked_text, asked[slice(*step.left)])))
    return tuple(made)


def _between_words(steps: Sequence[Step], asked: Sequence[Word], source: Sequence[Word]) -> list[Step]:
    """The steps with no printed word cut in two: of "won't" against "will" all is changed, not the "t" alone."""
    made = list(steps)
    for at in range(len(made) - 1):
        one, other = made[at], made[at + 1]
        by = -1 if one.same else 1
        (left, right), kept = other.left[:1] + other.right[:1], one if one.same else other
        if kept.left[0] < kept.left[1] and (is_cut(asked, left) or is_cut(source, right)):
            made[at] = Step((one.left[0], left + by), (one.right[0], right + by), one.same)
            made[at + 1] = Step((left + by, other.left[1]), (right + by, other.right[1]), other.same)
    return [step for step in made if step.left[0] < step.left[1] or step.right[0] < step.right[1]]


def is_cut(words: Sequence[Word], at: int) -> bool:
    """Whether the words before and at ``at`` are printed as one."""
    if not 0 < at < len(words) or words[at - 1].end != words[at].start:
        return False
    return words[at].key.isascii()  # in Japanese each character is a word


def whole_words(text: str, words: Sequence[Word]) -> str:
    """Words as `printed`, and what is printed as one word with the first or the last: "won't" for its "not"."""
    if not words:
        return ""
    start, end = words[0].start, words[-1].end
    while start and _LETTER.match(text, start - 1) and _LETTER.match(text, start):
        start -= 1
    while end < len(text) and _LETTER.match(text, end - 1) and _LETTER.match(text, end):
        end += 1
    return text[start : words[0].start] + printed(text, words) + text[words[-1].end : end]


def printed(text: str, words: Sequence[Word]) -> str:
    """Words as they stand in ``text``; where others lie between two of them in the text, they are joined by a blank."""
    if not words:
        return ""
    pieces, start = [], words[0].start
    if words[0].editorial and text[start - 1 : start] == "[":
        start -= 1
    for one, other in pairwise(words):
        between = text[one.end : other.start]
        if any(c.isalnum() for c in between):
            pieces.append(text[start : one.end])
            start = other.start
    end = words[-1].end
    if words[-1].editorial and text[end : end + 1] == "]":
        end += 1
    pieces.append(text[start:end])
    return " ".join(" ".join(pieces).split())
