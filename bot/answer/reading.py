"""What differs between words asked about and the stretch they are laid on, and what the difference does to the meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.answer.laying import Laid, joined, left_at_gap, touched
from bot.answer.stretches import Sentences, context
from bot.models import Span
from bot.text.compare import Step, printed, whole_words
from bot.text.reversal import Reversal
from bot.text.tokens import stem
from bot.text.wording import Word, Wording

Weigh = Callable[[str], float]

_INFLECTED = 0.3  # what a word is missed that stands there in another form
_CLAUSE = re.compile(r"[;:.!?—–−]|\s--?\s")
_SEVERAL = re.compile(r"[.!?…;][^\w\s]{0,9}\s|\.\.\.|…")


@dataclass(frozen=True, slots=True)
class Reading:
    """Words laid on a stretch, read.

    ``exact``: no word differs; ``left_out``: what ellipses skip; ``lost``: the negation or condition that
    a cut, an ellipsis or a change lost, ``put_in`` one that a change put in. By weight: ``total`` of the
    words asked about, ``found`` of those that stand there, by rarity, ``missing`` of the others, and
    ``skipped`` of the source's words passed over without saying so. ``broken``: they are of two clauses.
    """

    exact: bool
    left_out: tuple[str, ...]
    lost: str | None
    put_in: str | None
    total: float
    found: float
    missing: float
    skipped: float
    broken: bool
    lacking: int = 0  # words that do not stand there in any form

    @property
    def turned(self) -> str | None:
        """The word whose loss or gain turns the meaning round."""
        return self.lost or self.put_in


@dataclass(frozen=True, slots=True)
class _Change:
    """Words asked about against words of the source where the two differ; ``inside``: others that are the same stand on both sides."""

    step: Step
    mine: tuple[Word, ...]
    theirs: tuple[Word, ...]
    inside: bool


class DifferenceReader:
    """Reads differences."""

    def __init__(self, wording: Wording, reversal: Reversal) -> None:
        self._wording = wording
        self._reversal = reversal

    def read(self, laid: Laid, words: str, weigh: Weigh | None = None) -> Reading:
        """What differs. ``weigh`` tells what a word that is found counts; its weight where not given."""
        body = laid.stretch.article.record.body
        gaps: list[slice] = []
        changes: list[_Change] = []
        for change in self._changes(laid, words, body):
            gap = left_at_gap(laid, change.step)
            if gap is None:
                changes.append(change)
            else:
                gaps.append(gap)
        skipped = [laid.source[gap] for gap in joined(gaps)]
        lost = next(filter(None, (self._skipped(laid, dropped) for dropped in skipped)), None)
        if lost is None and not changes:
            before, behind = context(laid.stretch, *touched(laid))
            lost = self._reversal.cut(before, words, behind)
        dropped, put_in = self._turned(changes, words, body)
        same = [word for run in laid.alignment.runs for word in laid.asked[run.left : run.left_end]]
        return Reading(
            exact=not changes,
            left_out=tuple(printed(body, some) for some in skipped),
            lost=lost or dropped,
            put_in=put_in,
            total=self._sum(laid.asked),
            found=sum(map(weigh or self._wording.weight, (word.key for word in same))),
            missing=sum(map(self._missing, changes)),
            skipped=sum(max(0.0, self._sum(one.theirs) - self._sum(one.mine)) for one in changes if one.inside),
            broken=_is_broken(laid, words, changes),
            lacking=sum(map(_lacking, changes)),
        )

    def _changes(self, laid: Laid, words: str, body: str) -> Iterator[_Change]:
        steps = laid.steps
        for at, step in enumerate(steps):
            if not step.same:
                mine, theirs = laid.asked[slice(*step.left)], laid.source[slice(*step.right)]
                if not self._is_editing(mine, theirs, words, body):
                    yield _Change(step, mine, theirs, 0 < at < len(steps) - 1)

    def _turned(self, changes: Sequence[_Change], words: str, body: str) -> tuple[str | None, str | None]:
        """A negation or condition of the source that the words asked about lack, and one that they have beyond it."""
        lost = put_in = None
        for change in changes:
            mine = self._reversal.turns(whole_words(words, change.mine))
            theirs = self._reversal.turns(whole_words(body, change.theirs)) if change.inside else None
            if mine and not theirs:
                put_in = put_in or mine
            elif theirs and not mine:
                lost = lost or theirs
        return lost, put_in

    def _missing(self, change: _Change) -> float:
        forms = {stem(word.key) for word in change.theirs}
        return sum(
            self._wording.weight(word.key) * (_INFLECTED if stem(word.key) in forms else 1.0) for word in change.mine
        )

    def _sum(self, words: Iterable[Word]) -> float:
        return sum(self._wording.weight(word.key) for word in words)

    def _skipped(self, laid: Laid, dropped: Sequence[Word]) -> str | None:
        """What makes an ellipsis dishonest; whole sentences may be left out."""
        sentences = Sentences(laid.stretch.article)
        span = Span(dropped[0].span.start, dropped[-1].span.end)
        whole = sentences.around(span)
        text = span.of(laid.stretch.article.record.body)
        marks = sum(c.isalnum() for c in whole.of(laid.stretch.article.record.body)) - sum(c.isalnum() for c in text)
        return None if marks == 0 else self._reversal.skipped(text)

    def _is_editing(self, mine: Sequence[Word], theirs: Sequence[Word], words: str, body: str) -> bool:
        """Whether a difference lies in editorial brackets alone, on either side, and turns nothing round."""
        if not any(word.editorial for word in (*mine, *theirs)):
            return False
        if self._reversal.turns(printed(words, mine)) or self._reversal.turns(printed(body, theirs)):
            return False
        if not mine or not theirs:
            return all(word.editorial for word in (*mine, *theirs))
        for one, other in ((mine, theirs), (theirs, mine)):
            if all(word.editorial for word in one) and len(other) <= 2 and all(map(self._is_light, other)):
                return True
        return False

    def _is_light(self, word: Word) -> bool:
        return self._wording.is_function(word.key)


def _lacking(change: _Change) -> int:
    forms = {stem(word.key) for word in change.theirs}
    return sum(stem(word.key) not in forms for word in change.mine)


def _is_broken(laid: Laid, words: str, changes: Sequence[_Change]) -> bool:
    """Whether words asked about as one clause stand in two sentences of the source, or on two sides of a colon or dash."""
    body = laid.stretch.article.record.body
    for change in changes:
        start, end = change.step.right
        if change.inside and start < end and _CLAUSE.search(body[laid.source[start - 1].end : laid.source[end].start]):
            return True
    sentences, span = Sentences(laid.stretch.article), laid.span
    return sentences.index(span.start) != sentences.index(span.end - 1) and not _SEVERAL.search(words)
