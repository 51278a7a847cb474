"""A first glance at remembered words: the quotations that hold the rarest of them, compared letter by letter.

Most memories are of one quotation and near enough to its words. For those, fifty texts under a budget of
postings and rapidfuzz's ``partial_ratio`` find it at a tenth of the cost of reading all that may be meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz import fuzz

from bot.answer.stretch_finder import REMARK, LookedUp, by_key, touching
from bot.answer.stretches import Stretch, spoken_stretches
from bot.models import Kind, StoredQuotation
from bot.store.articles import Articles
from bot.store.quotations import Glimpse, Quotations
from bot.text.tokens import tokens
from bot.text.wording import Wording

_SEEN = 50
_NEAR = 70  # of 100, for the texts to be read
_BESIDE = 8  # points below the nearest, for another to be read as well
_READ = 3


class Glance:
    """Finds the quotations that remembered words are clearly taken from. Constructed with the store's readers."""

    def __init__(self, articles: Articles, quotations: Quotations, wording: Wording) -> None:
        self._articles = articles
        self._quotations = quotations
        self._wording = wording

    async def look(self, words: str, scopes: Sequence[str]) -> LookedUp:
        """The direct quotations nearest to ``words``, at most three; none where no text is near."""
        printed = list(dict.fromkeys(token.text for token in tokens(words)))
        seen, counts, size = await self._quotations.glimpse(printed, scopes, _SEEN)
        found = await self._stretches(_nearest(words, seen))
        return LookedUp(found, by_key(words, counts, self._wording), size)

    async def _stretches(self, near: Sequence[Glimpse]) -> list[Stretch]:
        if not near:
            return []
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


def _nearest(words: str, seen: Sequence[Glimpse]) -> list[Glimpse]:
    """The texts that look most like the words, letter by letter."""
    low = words.lower()
    scored = [(fuzz.partial_ratio(low, one.text.lower(), score_cutoff=_NEAR), one) for one in seen]
    scored.sort(key=lambda pair: (-pair[0], pair[1].id))
    least = max(_NEAR, scored[0][0] - _BESIDE) if scored else _NEAR
    return [one for score, one in scored[:_READ] if score >= least]
