"""A first glance at remembered words: the quotations that hold the rarest of them, compared letter by letter.

Most memories are of one quotation and near enough to its words. For those, fifty texts under a budget of
postings and rapidfuzz's ``partial_ratio`` find it at a tenth of the cost of reading all that may be meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.answer.stretch_finder import REMARK, LookedUp, by_key, touching
from bot.answer.stretches import Stretch, spoken_stretches
from bot.models import Kind, StoredQuotation
from bot.store.articles import Articles
from bot.store.glimpses import Glimpse, Glimpses
from bot.store.quotations import Quotations
from bot.text.tokens import tokens
from bot.text.wording import Wording

_SEEN = 50
_NEAR = 70  # of 100, for the texts to be read
_BESIDE = 8  # points below the nearest, for another to be read as well
_TOLD = 20  # points below the nearest, from which on it doesn't matter how far below
_READ = 3


@dataclass(frozen=True, slots=True)
class Glanced:
    """The stretches of the texts that look nearest; they are ``lead`` points (of 100) nearer than any that isn't read."""

    looked_up: LookedUp
    lead: float


class Glance:
    """Finds the quotations that remembered words are clearly taken from. Constructed with the store's readers."""

    def __init__(self, articles: Articles, quotations: Quotations, glimpses: Glimpses, wording: Wording) -> None:
        self._articles = articles
        self._quotations = quotations
        self._glimpses = glimpses
        self._wording = wording

    async def looks(self, words: str, scopes: Sequence[str]) -> AsyncIterator[Glanced]:
        """The direct quotations nearest to ``words``, at most three; again among more, as long as those won't do.

        Nothing comes where no text is near.
        """
        printed = [token.text for token in tokens(words)]
        first = await self._glimpses.rare(list(dict.fromkeys(printed)), scopes, _SEEN)
        keyed = by_key(words, first.counts, self._wording)
        seen = {one.id: one for one in first.seen}
        read: list[Glimpse] = []
        for further in (None, self._glimpses.beside, self._glimpses.paired):
            if further is not None:
                seen |= {one.id: one for one in await further(printed, first.counts, scopes, _SEEN)}
            near, lead = _nearest(words, seen.values())
            if near and near != read:
                yield Glanced(LookedUp(await self._stretches(near), keyed, first.size), lead)
                read = near

    async def _stretches(self, near: Sequence[Glimpse]) -> list[Stretch]:
        numbers = {one.id for one in near}
        here: dict[int, list[StoredQuotation]] = defaultdict(list)
        for stored in await self._quotations.in_articles({one.article_id for one in near}):
            here[stored.article_id].append(stored)
        direct = [one for each in here.values() for one in each if one.id in numbers and _is_direct(one)]
        articles = await self._articles.get(sorted({one.article_id for one in direct}), details=False)
        found: list[Stretch] = []
        for number, article in articles.items():
            wanted = [one.quotation.span for one in direct if one.article_id == number]
            placed = [(one.quotation.span, one) for one in here[number]]
            found += spoken_stretches(article, touching(placed, wanted, REMARK), self._wording, wanted)
        return found


def _is_direct(stored: StoredQuotation) -> bool:
    return stored.quotation.kind is Kind.DIRECT


def _nearest(words: str, seen: Iterable[Glimpse]) -> tuple[list[Glimpse], float]:
    """The texts that look most like the words, letter by letter, and by how much they are nearer than the next."""
    low, least = words.lower(), float(_NEAR - _TOLD)
    scored = []
    for one in seen:
        score = _likeness(low, one.text.lower(), least)
        if score:
            least = max(least, score - _TOLD)
            scored.append((score, one))
    scored.sort(key=lambda pair: (-pair[0], pair[1].id))
    best = scored[0][0] if scored else 0.0
    near = [one for score, one in scored[:_READ] if score >= max(_NEAR, best - _BESIDE)]
    return near, best - (scored[len(near)][0] if len(near) < len(scored) else least)


def _likeness(low: str, text: str, least: float) -> float:
    """How much of the words a text has somewhere, of 100; 0 below ``least``. A text that is short has little of them."""
    if len(text) >= len(low):
        return fuzz.partial_ratio(low, text, score_cutoff=least)
    had = fuzz.ratio(low, text) * (len(low) + len(text)) / 2 / len(low)
    return had if had >= least else 0.0
