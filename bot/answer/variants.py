"""Variants: one remark as different outlets print it, as a family, with what differs word by word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.models import Article, Difference, Kind, Precision, StoredQuotation
from bot.store.articles import Articles
from bot.store.glimpses import Glimpse, Glimpses
from bot.store.quotations import Quotations
from bot.text.compare import align, differences
from bot.text.tokens import tokens
from bot.text.wording import Word, Wording, unify

_ALIKE = 0.7  # the share of the shorter wording that the longer has, in order
_COVERED = 0.45  # … and of the longer that the shorter has
_NEAR = timedelta(days=7)  # between two printings of one remark
_SHORTEST = 4  # words: shorter ones are alike by chance
_SAID = 60  # quotations of a speaker on near days that are looked through
_LOOKED_AT = 30
_LIKELY = 0.5  # of the words of the shorter wording, for an article to be read
_RARE = 12


@dataclass(frozen=True, slots=True)
class Printing:
    """One remark in one article."""

    stored: StoredQuotation
    article: Article


@dataclass(frozen=True, slots=True)
class Variant:
    """A wording, where it is printed (the earliest first), and how it differs from the family's first wording."""

    printings: tuple[Printing, ...]
    difference: tuple[Difference, ...] = ()

    @property
    def text(self) -> str:
        """The words, as first printed."""
        return self.printings[0].stored.text


@dataclass(frozen=True, slots=True)
class Family:
    """One remark: the wording asked about, and the others."""

    first: Variant
    others: tuple[Variant, ...] = ()

    @property
    def printed(self) -> int:
        """How many articles print it."""
        return len({one.article.id for variant in (self.first, *self.others) for one in variant.printings})


def family(first: Printing, others: Iterable[Printing], wording: Wording) -> Family:
    """The printings of ``first``'s remark among ``others``: same speaker, near days, much the same words."""
    own = wording.words(first.stored.text)
    same, groups = [first], dict[tuple[str, ...], list[Printing]]()
    for other in sorted(others, key=_order):
        words = wording.words(other.stored.text)
        if not _may_be_one(first, other) or not _alike(own, words, wording):
            continue
        keys = tuple(word.key for word in words if not word.editorial)
        if keys == tuple(word.key for word in own if not word.editorial):
            same.append(other)
        else:
            groups.setdefault(keys, []).append(other)
    variants = [
        Variant(tuple(printings), difference(first.stored.text, printings[0].stored.text, wording))
        for printings in groups.values()
    ]
    return Family(Variant(tuple(same)), tuple(variants))


def difference(first: str, other: str, wording: Wording) -> tuple[Difference, ...]:
    """What ``other`` adds to the words of ``first`` and drops of them."""
    mine, theirs = unify(wording.words(other), wording.words(first))
    alignment = align([word.key for word in mine], [word.key for word in theirs], wording.weight)
    return differences(alignment, mine, other, theirs, first) if alignment else ()


class VariantFinder:
    """Looks the other printings of a remark up."""

    def __init__(self, quotations: Quotations, glimpses: Glimpses, articles: Articles, wording: Wording) -> None:
        self._quotations = quotations
        self._glimpses = glimpses
        self._articles = articles
        self._wording = wording

    async def family(self, first: Printing, scopes: Sequence[str]) -> Family:
        """The family of a remark among the articles of ``scopes``; direct quotations only."""
        quotation = first.stored.quotation
        if quotation.kind is not Kind.DIRECT or quotation.speaker_key is None:
            return Family(Variant((first,)))
        likely = [
            one
            for one in await self._seen(first, scopes)
            if one.article_id != first.article.id and _may_be_like(one.text, first.stored.text)
        ]
        if not likely:
            return Family(Variant((first,)))
        elsewhere = await self._quotations.get([one.id for one in likely])
        articles = await self._articles.get({one.article_id for one in likely}, details=False)
        printings = [
            Printing(stored, articles[stored.article_id])
            for stored in elsewhere.values()
            if stored.article_id in articles
        ]
        return family(first, printings, self._wording)

    async def _seen(self, first: Printing, scopes: Sequence[str]) -> Sequence[Glimpse]:
        """What the speaker said on near days; of one who said very much, what holds the remark's rare words."""
        quotation, day = first.stored.quotation, _day(first)
        days = (day - _NEAR, day + _NEAR) if day else None
        keys = (quotation.speaker_key or "", *quotation.joint)
        said = await self._glimpses.by_speaker(keys, scopes, days, _SAID + 1)
        if len(said) <= _SAID:
            return said
        words = list(dict.fromkeys(token.text for token in tokens(first.stored.text)))
        telling = [word for word in words if not self._wording.is_function(word.lower())][:_RARE] or words
        found = await self._glimpses.rare(telling, scopes, _LOOKED_AT)
        return found.seen or await self._glimpses.paired(telling, found.counts, scopes, _LOOKED_AT)


def _may_be_like(one: str, other: str) -> bool:
    """Whether the shorter text shares a good part of its words, typography apart, with the longer."""
    mine, theirs = ({token.text.lower() for token in tokens(text)} for text in (one, other))
    return len(mine & theirs) >= _LIKELY * min(len(mine), len(theirs))


def _order(printing: Printing) -> tuple[bool, int, str, int]:
    """By day of publication, undated last; then by source and place, so that the order never varies."""
    published = printing.article.record.header.published
    day = published.day.toordinal() if published else 0
    return published is None, day, printing.article.record.source, printing.stored.quotation.span.start


def _may_be_one(one: Printing, other: Printing) -> bool:
    """Whether speaker, kind and days allow that both are one remark."""
    mine, theirs = one.stored.quotation, other.stored.quotation
    if other.article.id == one.article.id or theirs.kind is not mine.kind:
        return False
    if mine.speaker_key is None or mine.speaker_key not in {theirs.speaker_key, *theirs.joint}:
        return False
    day, other_day = _day(one), _day(other)
    return day is None or other_day is None or abs(day - other_day) <= _NEAR


def _day(printing: Printing) -> date | None:
    published = printing.article.record.header.published
    exact = published is not None and published.precision in {Precision.DAY, Precision.MINUTE}
    return published.day if published and exact else None


def _alike(one: Sequence[Word], other: Sequence[Word], wording: Wording) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST:
        return False
    mine, theirs = unify(short, long)
    alignment = align([word.key for word in mine], [word.key for word in theirs], wording.weight)
    if alignment is None or alignment.share < _ALIKE:
        return False
    matched = sum(wording.weight(mine[at].key) for run in alignment.runs for at in range(run.left, run.left_end))
    return matched >= _COVERED * sum(wording.weight(word.key) for word in theirs)
