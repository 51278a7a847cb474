"""The verdict on words that somebody is said to have said: which words of the articles they are, and what was done to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.answer.laying import (
    PIECE,
    Laid,
    is_part_of_sentence,
    joined,
    left_at_gap,
    missing_pieces,
    quotation_at,
    reported_at,
    touched,
)
from bot.answer.stretches import Sentences, Stretch, context
from bot.models import Article, Difference, Kind, Quotation, Span, StoredQuotation, Verdict
from bot.text.compare import Alignment, Run, Step, align, differences, printed, runs
from bot.text.reversal import Reversal
from bot.text.wording import Word, Wording, unify

SameSpeaker = Callable[[str, Quotation, Article], bool | None]

_NEAR = 0.62  # the share of the words asked about that have to be found for "altered"
_NEAR_TEXT = 0.72  # … in the article's own text
_TOGETHER = 0.75  # … in two quotations together
_TRIED = 14  # stretches of each sort that are compared word by word
_ALIKE = 0.4  # the share of the different words that a stretch has to have, in any order
_FRONT = 0.08  # by how much the article's text has to be nearer than a speaker's own words
_OWN = 0.1  # what the right speaker is worth
_NARRATED = 0.2  # the share of the words asked about that narration has to hold for "reported"
_GAIN = 1.6  # the weight of what it adds
_PLAIN_GAIN = 2.6  # … if that is fewer words
_SPREAD = 0.35  # what a word's weight counts that the words asked about leave out without saying so


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and what it stands on.

    ``best`` and ``other`` are where the words lie (``other`` where they are sewn from two places);
    ``again`` are further stretches with the same words by the same speaker; ``lost`` is the negation or
    condition that a cut or an ellipsis lost; ``left_out`` what an honest ellipsis skipped; ``exact``
    that no word differs; ``part`` that it is a part of a longer sentence; ``nearest`` how near the nearest came;
    ``lacking`` are the pieces that it lacks, which may stand in another.
    """

    verdict: Verdict
    best: Laid | None = None
    other: Laid | None = None
    again: tuple[Laid, ...] = ()
    lost: str | None = None
    left_out: tuple[str, ...] = ()
    exact: bool = False
    part: bool = False
    nearest: float = 0.0
    reported: StoredQuotation | None = None
    difference: tuple[Difference, ...] = ()
    lacking: tuple[str, ...] = ()


class Judge:
    """Compares words with stretches. ``same_speaker`` tells whether a name means a quotation's speaker; None: can't tell."""

    def __init__(self, wording: Wording, reversal: Reversal, same_speaker: SameSpeaker) -> None:
        self._wording = wording
        self._reversal = reversal
        self._same_speaker = same_speaker

    def judge(self, words: str, speaker: str | None, stretches: Iterable[Stretch]) -> Judgement:
        """The verdict on ``words``, said to be ``speaker``'s (None: by whomever)."""
        asked = self._wording.words(words)
        known = list(stretches)
        laid = sorted(self._laid(asked, speaker, known), key=self._rank)
        if not laid:
            return Judgement(Verdict.INVENTED)
        best = laid[0]
        best, other = self._parted(best)
        other = other or self._sewn(best, known)
        near = self._nearness(best)
        if other is None and near < (_NEAR if best.stretch.kind else _NEAR_TEXT):
            return Judgement(Verdict.INVENTED, nearest=near, lacking=missing_pieces(best, words))
        return self._of_near(words, speaker, best, other, laid)

    def _of_near(
        self, words: str, speaker: str | None, best: Laid, other: Laid | None, laid: Sequence[Laid]
    ) -> Judgement:
        exact, left_out, lost = self._read(best, words)
        reported = reported_at(best)
        if other is not None:
            verdict = Verdict.STITCHED
        elif speaker and self._speaks(best, reported, speaker) is False:
            verdict = Verdict.WRONG_SPEAKER
        elif best.stretch.kind is None:
            verdict = Verdict.REPORTED_NOT_DIRECT
        else:
            verdict = Verdict.TRUE if exact and lost is None else Verdict.ALTERED
        body = best.stretch.article.record.body
        return Judgement(
            verdict,
            best,
            other,
            tuple(one for one in laid[1:] if _says_again(best, one)),
            lost,
            tuple(left_out),
            exact,
            is_part_of_sentence(best),
            best.alignment.share,
            reported,
            () if exact and not left_out else differences(best.alignment, best.asked, words, best.source, body),
            () if exact or other else missing_pieces(best, words),
        )

    def _laid(self, asked: tuple[Word, ...], speaker: str | None, stretches: Sequence[Stretch]) -> list[Laid]:
        """The stretches that share most with the words, those words laid on each."""
        bag = {word.key for word in asked}
        least = _ALIKE * sum(map(self._wording.weight, bag))
        by_sort: dict[bool, list[tuple[float, int, Stretch]]] = {True: [], False: []}
        for number, stretch in enumerate(stretches):
            shared = sum(self._wording.weight(key) for key in bag.intersection(stretch.keys))
            if shared >= least:
                by_sort[stretch.kind is None].append((-shared, number, stretch))
        laid = []
        for ranked in by_sort.values():
            for _, _, stretch in sorted(ranked, key=lambda one: one[:2])[:_TRIED]:
                one = self._lay(asked, stretch, speaker)
                if one is not None:
                    laid.append(one)
        return laid

    def _lay(self, asked: tuple[Word, ...], stretch: Stretch, speaker: str | None) -> Laid | None:
        mine, source = unify(asked, stretch.words)
        alignment = align([word.key for word in mine], [word.key for word in source], self._wording.weight)
        if alignment is None:
            return None
        laid = Laid(stretch, mine, source, alignment)
        if stretch.kind is None and self._narrated(laid) < _NARRATED:
            return None
        same = self._speaks(laid, None, speaker) if speaker else None
        return Laid(stretch, mine, source, alignment, same)

    def _nearness(self, laid: Laid) -> float:
        """The share of the words that is found, the less the more the words around are scattered."""
        total = self._sum(laid.asked)
        skipped = 0.0
        for one, other in pairwise(laid.alignment.runs):
            if not laid.asked[other.left].gap:
                between = self._sum(laid.source[one.right_end : other.right])
                skipped += max(0.0, between - self._sum(laid.asked[one.left_end : other.left]))
        return laid.alignment.share * total / (total + _SPREAD * min(skipped, total / 2))

    def _sum(self, words: Iterable[Word]) -> float:
        return sum(self._wording.weight(word.key) for word in words)

    def _narrated(self, laid: Laid) -> float:
        """The share of the words asked about that is found outside what speakers say themselves."""
        spoken = [
            part
            for stored in laid.stretch.quotations
            if stored.quotation.kind is Kind.DIRECT
            for part in stored.quotation.parts
        ]
        outside = sum(
            self._wording.weight(word.key)
            for run in laid.alignment.runs
            for word in laid.source[run.right : run.right_end]
            if not any(part.start <= word.start < part.end for part in spoken)
        )
        return outside / max(self._sum(laid.asked), 0.1)

    def _rank(self, laid: Laid) -> tuple[float, float, str, int]:
        """Nearest first; of equals the right speaker's, then what was said before what was written."""
        worth = laid.alignment.share - (_FRONT if laid.stretch.kind is None else 0) + (_OWN if laid.same_speaker else 0)
        spread = laid.alignment.last - laid.alignment.first
        return (-round(worth, 4), spread, laid.stretch.article.record.source, laid.span.start)

    def _speaks(self, laid: Laid, reported: StoredQuotation | None, speaker: str) -> bool | None:
        said = laid.stretch.spoken or (reported.quotation if reported else None)
        return self._same_speaker(speaker, said, laid.stretch.article) if said else None

    def _read(self, laid: Laid, words: str) -> tuple[bool, list[str], str | None]:
        """Whether no word differs, what an ellipsis skipped, and the negation or condition that was lost."""
        body = laid.stretch.article.record.body
        gaps: list[slice] = []
        exact = True
        for step in laid.steps:
            if step.same or self._is_editing(step, laid, words, body):
                continue
            gap = left_at_gap(laid, step)
            if gap is None:
                exact = False
            else:
                gaps.append(gap)
        skipped = [laid.source[gap] for gap in joined(gaps)]
        left_out = [printed(body, dropped) for dropped in skipped]
        lost = next(filter(None, (self._skipped(laid, dropped) for dropped in skipped)), None)
        if lost is None and exact:
            before, behind = context(laid.stretch, *touched(laid))
            lost = self._reversal.cut(before, words, behind)
        return exact, left_out, lost

    def _skipped(self, laid: Laid, dropped: Sequence[Word]) -> str | None:
        """What makes an ellipsis dishonest; whole sentences may be left out."""
        sentences = Sentences(laid.stretch.article)
        span = Span(dropped[0].span.start, dropped[-1].span.end)
        whole = sentences.around(span)
        text = span.of(laid.stretch.article.record.body)
        marks = sum(c.isalnum() for c in whole.of(laid.stretch.article.record.body)) - sum(c.isalnum() for c in text)
        return None if marks == 0 else self._reversal.skipped(text)

    def _is_editing(self, step: Step, laid: Laid, words: str, body: str) -> bool:
        """Whether a difference lies in editorial brackets alone, on either side, and turns nothing round."""
        mine, theirs = laid.asked[slice(*step.left)], laid.source[slice(*step.right)]
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

    def _parted(self, best: Laid) -> tuple[Laid, Laid | None]:
        """The two halves of words that were laid on two quotations of one speaker with words left out between."""
        if best.stretch.kind is None or self._nearness(best) < _NEAR:
            return best, None
        laid = best.alignment.runs
        for at in range(1, len(laid)):
            one, other = laid[at - 1], laid[at]
            same = quotation_at(best, one.right_end - 1) == quotation_at(best, other.right)
            heavy = all(self._weight_of(best, some) >= _GAIN for some in (laid[:at], laid[at:]))
            if not same and heavy and other.right > one.right_end:
                return best.only(laid[:at]), best.only(laid[at:])
        return best, None

    def _weight_of(self, laid: Laid, some: Sequence[Run]) -> float:
        return sum(self._sum(laid.asked[run.left : run.left_end]) for run in some)

    def _sewn(self, best: Laid, stretches: Sequence[Stretch]) -> Laid | None:
        """Where words that ``best`` lacks stand: in another quotation, or elsewhere in the same."""
        keys = [word.key for word in best.asked]
        weights = [self._wording.weight(key) for key in keys]
        held = {index for run in best.alignment.runs for index in range(run.left, run.left_end)}
        lacking = {index for index in range(len(keys)) if index not in held}
        if len(lacking) < 2 or sum(weights[index] for index in lacking) < _GAIN:
            return None
        missing = {keys[index] for index in lacking}
        for stretch in stretches:
            alike = stretch is best.stretch or (stretch.kind is None) == (best.stretch.kind is None)
            if not alike or 2 * len(missing.intersection(stretch.keys)) < len(missing):
                continue
            _, source = unify(best.asked, stretch.words)
            run = max(
                runs(keys, [word.key for word in source]),
                key=lambda run: sum(weights[index] for index in lacking if run.left <= index < run.left_end),
                default=None,
            )
            if run is not None and self._adds(run, lacking, weights):
                return Laid(stretch, best.asked, source, Alignment((run,), best.alignment.share))
        return None

    def _adds(self, run: Run, lacking: set[int], weights: Sequence[float]) -> bool:
        """Whether a run is a piece of another remark: enough of what was lacking, and little is lacking with it."""
        added = [index for index in sorted(lacking) if run.left <= index < run.left_end]
        gain = sum(weights[index] for index in added)
        rest = sum(weights[index] for index in lacking) - gain
        enough = gain >= _GAIN if len(added) >= PIECE else gain >= _PLAIN_GAIN
        return run.length >= PIECE and enough and rest <= (1 - _TOGETHER) * sum(weights)


def _says_again(best: Laid, one: Laid) -> bool:
    """Whether ``one`` is the same words by the same speaker elsewhere."""
    mine, theirs = best.stretch.spoken, one.stretch.spoken
    if mine is None or theirs is None or one.stretch is best.stretch:
        return False
    same = mine.speaker_key == theirs.speaker_key if mine.speaker_key else mine.speaker == theirs.speaker
    return same and abs(one.alignment.share - best.alignment.share) < 0.005
