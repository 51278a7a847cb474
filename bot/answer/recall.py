"""Where remembered words may come from: the sentences of stretches, by how like the words they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from bot.answer.laying import Laid, reported_at
from bot.answer.likeness import Likeness, Remembered, likeness
from bot.answer.stretches import Sentences, Stretch
from bot.models import Kind, Quotation, Span, StoredQuotation
from bot.text.tokens import stem
from bot.text.wording import Word

_TRIED = 18  # stretches whose sentences are compared
_UNITS = 24  # sentences that are compared word by word
_APART, _FAR = 6, 60  # words of a remark for each that is remembered of it, and beside them
_BEGUN = 4  # letters
ENOUGH = 0.53  # score from which the words are taken to be remembered of it
_SPOKEN = 0.04  # what a speaker's own words are worth beside an article's
_AROUND = 0.1  # how much nearer the sentence around a speaker's own words may be
_EXACT = 0.05  # what the very words are worth
CLOSE = 0.04  # another remark as near as this is shown as well, unless the words are the very ones


@dataclass(frozen=True, slots=True)
class Found:
    """Remembered words, laid on a sentence or more of a stretch."""

    laid: Laid
    likeness: Likeness
    score: float

    @property
    def reported(self) -> StoredQuotation | None:
        """The reported speech that the words lie in, where they are the article's."""
        return reported_at(self.laid)

    @property
    def quotation(self) -> Quotation | None:
        """The quotation that the words lie in, direct or reported."""
        reported = self.reported
        return self.laid.stretch.spoken or (reported.quotation if reported else None)


def rank(remembered: Remembered, words: str, stretches: Iterable[Stretch]) -> list[Found]:
    """Where the words may come from, nearest first."""
    likely = [
        (_begun(remembered, unit), stretch, unit)
        for stretch in _nearest(remembered, words, list(stretches))
        for unit in units(stretch, _APART * len(remembered.words) + _FAR)
    ]
    likely.sort(key=lambda one: -one[0])
    placed: list[Found] = []
    best = 0.0
    for _, stretch, unit in likely[:_UNITS]:
        found = _weigh(remembered, stretch, unit, best - CLOSE - _EXACT - _SPOKEN)
        if found is not None:
            placed.append(found)
            best = max(best, found.score)
    placed.sort(key=lambda one: (-one.score, one.laid.stretch.article.record.source, one.laid.span))
    return _spoken_first(placed)


def _spoken_first(ranked: list[Found]) -> list[Found]:
    """Where an article's sentence is nearest by words around a speaker's own, those words before it."""
    best = ranked[0] if ranked else None
    if best is None or best.laid.stretch.kind is Kind.DIRECT:
        return ranked
    least = max(ENOUGH, best.score - _AROUND)
    own = [one for one in ranked if one.laid.stretch.kind is Kind.DIRECT and one.score >= least]
    inside = next((one for one in own if same_place(one, best)), None)
    return [inside, *(one for one in ranked if one is not inside)] if inside else ranked


def _nearest(remembered: Remembered, words: str, stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches that share most stems, or look most alike letter by letter."""
    if len(stretches) <= _TRIED:
        return list(stretches)
    weights = dict(zip(remembered.stems, remembered.weights, strict=True))
    low = words.lower()

    def key(numbered: tuple[int, Stretch]) -> tuple[float, int]:
        number, stretch = numbered
        shared = sum(weights.get(one, 0.0) for one in {stem(word) for word in stretch.keys})
        alike = fuzz.partial_ratio(low, " ".join(stretch.keys)) / 100
        return -(shared / max(sum(weights.values()), 0.1) + alike), number

    return [stretch for _, stretch in sorted(enumerate(stretches), key=key)[:_TRIED]]


def _weigh(remembered: Remembered, stretch: Stretch, unit: Sequence[Word], least: float) -> Found | None:
    like = likeness(remembered, unit, least)
    if like.alignment is None:
        return None
    whole = len(unit) == len(stretch.words) and stretch.kind is Kind.DIRECT
    share = like.alignment.share if whole and len(unit) > 3 * len(remembered.words) else like.score
    score = min(share, like.score) + _EXACT * like.exact + (_SPOKEN if stretch.kind is Kind.DIRECT else 0)
    return Found(Laid(stretch, remembered.words, like.source, like.alignment), like, score)


def units(stretch: Stretch, longest: int) -> list[tuple[Word, ...]]:
    """The sentences of a stretch, each with the one behind it as well, and the whole of what one speaker says.

    The whole only where it has no more than ``longest`` words: in a long speech any words stand somewhere in order.

    Of an article's text, only those sentences that are not a speaker's own words altogether.
    """
    sentences = Sentences(stretch.article)
    groups: dict[int | None, list[Word]] = {}
    for word in stretch.words:
        groups.setdefault(sentences.index(word.start), []).append(word)
    listed = [tuple(group) for group in groups.values()]
    if stretch.kind is Kind.DIRECT:
        pairs = [one + other for one, other in pairwise(listed)]
        return (
            listed
            + (pairs if len(listed) > 2 else [])
            + ([stretch.words] if len(listed) > 1 and len(stretch.words) <= longest else [])
        )
    spoken = [part for one in stretch.quotations if one.quotation.kind is Kind.DIRECT for part in one.quotation.parts]
    return [group for group in listed if not _is_spoken(group, spoken)]


def _begun(remembered: Remembered, unit: Sequence[Word]) -> float:
    """The weight of the remembered words that a unit has by their first letters."""
    begun = {word.key[:_BEGUN] for word in unit}
    pairs = zip(remembered.words, remembered.weights, strict=True)
    return sum(weight for word, weight in pairs if word.key[:_BEGUN] in begun)


def _is_spoken(words: Sequence[Word], spoken: Sequence[Span]) -> bool:
    inside = sum(any(part.start <= word.start < part.end for part in spoken) for word in words)
    return inside >= 0.8 * len(words)


def same_place(one: Found, other: Found) -> bool:
    """Whether two lie in the same words of an article."""
    return one.laid.stretch.article.id == other.laid.stretch.article.id and one.laid.span.overlaps(other.laid.span)
