"""Looks up where words may stand: quotations and windows that share their rare words, under a budget."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answer.likeness import Kin
from bot.answer.stretches import Stretch, spoken_stretches, written_stretch
from bot.models import Span, StoredQuotation
from bot.store.articles import Articles
from bot.store.quotations import Quotations
from bot.store.search import Search
from bot.text.tokens import stem, tokens
from bot.text.wording import Wording

_RARE = 5_000  # windows: a word in more of them does not decide what is looked at
_MOST_RARE = 10
_MOST_WORDS = 40
_QUOTATIONS = 50
_HALF = 14  # words from which on each half is looked up by itself
_WINDOWS = 12
_PHRASES = 8
_KIN = 4


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The stretches found; ``counts`` tells in how many of about so many ``windows`` each word (by key) stands."""

    stretches: list[Stretch]
    counts: Mapping[str, int]
    windows: int


class StretchFinder:
    """Finds the stretches that words may come from. Constructed with the store's readers."""

    def __init__(self, search: Search, articles: Articles, quotations: Quotations, wording: Wording) -> None:
        self._search = search
        self._articles = articles
        self._quotations = quotations
        self._wording = wording

    async def look_up(self, words: str, scopes: Sequence[str], kin: Kin | None = None) -> LookedUp:
        """Direct quotations and stretches of text that share rare words with ``words``; with ``kin``, their kin too."""
        printed = [token.text for token in tokens(words)]
        near = [form for word in printed for form in _nearest_kin(kin, word)] if kin else []
        listed = list(dict.fromkeys(printed + near))
        counts = await self._search.document_frequency(listed)
        if not any(counts.values()):
            return LookedUp([], {}, 0)
        keyed = {word.key: 0 for word in self._wording.words(words)}
        for word, count in counts.items():
            for one in self._wording.words(word):
                keyed[one.key] = max(keyed.get(one.key, 0), count)
        bounds = await self._search.bounds(scopes)
        return LookedUp(await self._find(words, listed, self._rare(listed, counts), scopes), keyed, 4 * bounds.articles)

    async def _find(self, words: str, listed: list[str], rare: list[str], scopes: Sequence[str]) -> list[Stretch]:
        hits: dict[int, StoredQuotation] = {}
        for some in self._halves(listed):
            few = [word for word in rare if word in some][:_MOST_RARE]
            for stored in await self._quotations.matching(some[:_MOST_WORDS], few, scopes, _QUOTATIONS):
                hits[stored.id] = stored
        windows = await self._search.windows(
            listed[:_MOST_WORDS], rare[:_MOST_RARE], scopes, _WINDOWS, phrases=_phrases(words, rare)
        )
        wanted: dict[int, list[Span]] = defaultdict(list)
        for stored in hits.values():
            wanted[stored.article_id].append(stored.quotation.span)
        stretches: dict[int, list[Span]] = defaultdict(list)
        for window in windows:
            stretches[window.article_id].append(window.span)
            wanted[window.article_id].append(window.span)
        return await self._read(wanted, stretches)

    async def _read(self, wanted: dict[int, list[Span]], windows: dict[int, list[Span]]) -> list[Stretch]:
        articles = await self._articles.get(wanted, details=False)
        quotations: dict[int, list[StoredQuotation]] = defaultdict(list)
        for stored in await self._quotations.in_articles(articles):
            quotations[stored.article_id].append(stored)
        found: list[Stretch] = []
        for number, article in articles.items():
            stored_here = quotations[number]
            found += spoken_stretches(article, stored_here, self._wording, wanted[number])
            spans = windows.get(number) or []
            reported = [one.quotation.span for one in stored_here if one.quotation.span in wanted[number]]
            spans = _merged([*spans, *(_around(span, len(article.record.body)) for span in reported)])
            found += [written_stretch(article, span, stored_here, self._wording) for span in spans]
        return found

    def _rare(self, listed: Sequence[str], counts: Mapping[str, int]) -> list[str]:
        """The words that decide what is looked at, rarest first; words that the corpus lacks are none."""
        known = [word for word in listed if counts.get(word, 0) > 0]
        content = [word for word in known if not self._wording.is_function(word.lower())] or known
        rare = sorted(content, key=lambda word: (counts[word], word))
        few = [word for word in rare if counts[word] <= _RARE]
        return few or rare[:2]

    def _halves(self, listed: list[str]) -> list[list[str]]:
        if len(listed) < _HALF:
            return [listed]
        middle = len(listed) // 2
        return [listed, listed[:middle], listed[middle:]]


def _nearest_kin(kin: Kin, word: str) -> list[str]:
    """The words of one word that stand for it best."""
    forms = kin(stem(word))
    return [form for form in sorted(forms, key=lambda one: (-forms[one], one)) if forms[form] >= 0.6][:_KIN]


def _phrases(words: str, rare: Sequence[str]) -> list[str]:
    """Runs of three words as printed, those with the rarest words first."""
    listed = [token.text for token in tokens(words)]
    rank = {word: place for place, word in enumerate(rare)}
    runs = [
        (min(rank.get(word, len(rank)) for word in listed[at : at + 3]), at) for at in range(max(0, len(listed) - 2))
    ]
    return [" ".join(listed[at : at + 3]) for _, at in sorted(runs)[:_PHRASES]]


def _around(span: Span, size: int) -> Span:
    return Span(max(0, span.start - 300), min(size, span.end + 300))


def _merged(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, those that touch joined."""
    made: list[Span] = []
    for span in sorted(spans):
        if made and span.start <= made[-1].end + 2:
            made[-1] = Span(made[-1].start, max(made[-1].end, span.end))
        else:
            made.append(span)
    return made
