"""Looks up where words may stand: quotations and windows that share their rare words, under a budget."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answer.likeness import Kin
from bot.answer.stretches import Stretch, spoken_stretches, written_stretch
from bot.models import Kind, Span, StoredQuotation
from bot.store.articles import Articles
from bot.store.glimpses import Glimpses
from bot.store.quotations import Quotations
from bot.store.search import Search, WindowHit
from bot.store.vocabulary import Vocabulary
from bot.text.tokens import fold, stem, tokens
from bot.text.wording import Wording

_RARE = 5_000  # windows: a word in more of them does not decide what is looked at
_MOST_RARE = 10
_MOST_WORDS = 40
_QUOTATIONS = 40  # that are looked at
_FIRST = 8  # of them are read as they rank
_KEPT = 4  # of the others, by how many of the words they have
_WINDOWS = 5
_WORTH = 0.3  # of the words, for a quotation's article to be read
_BESIDE = 0.4  # … beside the one that holds most
_MOST = 7  # such quotations
REMARK = 1_200  # characters of a remark that goes on, on either side of a quotation in it
_BEGUN = 5  # letters by which a word is looked for
_PHRASES = 8
_KIN = 4
_NAMES = 40
_BETWEEN = re.compile(r"[\s-]+")  # the names in a key: "jake-sullivan"


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The stretches found; ``counts`` tells in how many of about so many ``windows`` each word (by key) stands."""

    stretches: list[Stretch]
    counts: Mapping[str, int]
    windows: int

    def rarity(self, key: str) -> float:
        """How rare a word is: 1 where it stands in hardly a window, 0 where in all."""
        return max(0.0, 1 - math.log1p(self.counts.get(key, 0)) / math.log1p(max(self.windows, 2)))

    def with_stretches(self, others: Sequence[Stretch]) -> LookedUp:
        """The same with other stretches as well."""
        return LookedUp([*others, *self.stretches], self.counts, self.windows)


class StretchFinder:
    """Finds the stretches that words may come from. Constructed with the store's readers."""

    def __init__(
        self,
        search: Search,
        articles: Articles,
        quotations: Quotations,
        glimpses: Glimpses,
        wording: Wording,
        vocabulary: Vocabulary | None = None,
    ) -> None:
        self._search = search
        self._vocabulary = vocabulary
        self._articles = articles
        self._quotations = quotations
        self._glimpses = glimpses
        self._wording = wording

    async def look_up(
        self, words: str, scopes: Sequence[str], *, least: float, kin: Kin | None = None, speaker: str | None = None
    ) -> LookedUp:
        """Direct quotations and stretches of text that share rare words with ``words``.

        With ``kin`` their kin are looked for too, and words that are spelt much like those that the index lacks.
        ``least`` is the share of the words that a text has to have to be read. With ``speaker``, only quotations
        of those that the name may mean are looked at.
        """
        speakers = await self._keys_of(speaker, scopes) if speaker else ()
        if speaker and not speakers:
            return LookedUp([], {}, 0)
        printed = [token.text for token in tokens(words)]
        near = await self._kindred(kin, printed) if kin else []
        listed = list(dict.fromkeys(printed + near))
        counts = await self._search.document_frequency(listed)
        if not any(counts.values()):
            return LookedUp([], {}, 0)
        keyed = by_key(words, counts, self._wording)
        bounds = await self._search.bounds(scopes)
        rare = self._rare(listed, counts)
        phrases = _phrases(printed, set(rare))
        likely = _Likely([word for word in printed if counts[word] and not self._wording.is_function(word.lower())])
        hits = (
            await self._hits_of([*listed[:_MOST_WORDS], *phrases], [*rare, *phrases], scopes, speakers)
            if speakers
            else await self._hits(rare, printed, likely, scopes)
        )
        if kin is None:
            hits = _worthy(hits, likely)
        windows: Sequence[WindowHit] = ()
        if not speakers:
            windows = await self._search.windows(listed[:_MOST_WORDS], rare, scopes, _WINDOWS, phrases=phrases)
        return LookedUp(await self._read(hits, windows, likely, least), keyed, 4 * bounds.articles)

    async def _keys_of(self, speaker: str, scopes: Sequence[str]) -> tuple[str, ...]:
        """The keys of those quoted whose name has the last word of this one, or no word that this one lacks."""
        named = [fold(token.text) for token in tokens(speaker)]
        if not named:
            return ()
        found = await self._quotations.speakers(scopes, holding=named)
        parts = {one.key: set(_BETWEEN.split(one.key)) for one in found}
        return tuple(key for key, names in parts.items() if named[-1] in names or names <= set(named))[:_NAMES]

    async def _kindred(self, kin: Kin, printed: Sequence[str]) -> list[str]:
        """Words that stand for those printed; for words that the index lacks, those that are spelt much like them."""
        near = [form for word in printed for form in _nearest_kin(kin, word)]
        if self._vocabulary is None:
            return near
        counts = await self._search.document_frequency(list(dict.fromkeys(printed)))
        spelt = await self._vocabulary.near([word for word, count in counts.items() if not count])
        return [*(form for forms in spelt.values() for form in forms), *near]

    async def _hits(
        self, words: Sequence[str], printed: Sequence[str], likely: _Likely, scopes: Sequence[str]
    ) -> dict[int, StoredQuotation]:
        """The quotations that hold most of the rare words, and of the next those that hold most of all the words."""
        seen = await self._glimpses.fullest(words, printed, scopes, _QUOTATIONS)
        best = sorted(seen[_FIRST:], key=lambda one: -likely.share(one.text.lower()))
        found = await self._quotations.get([one.id for one in (*seen[:_FIRST], *best[:_KEPT])], scopes)
        return dict(found)

    async def _hits_of(
        self, terms: Sequence[str], rare: Sequence[str], scopes: Sequence[str], speakers: Sequence[str]
    ) -> dict[int, StoredQuotation]:
        """The same of some speakers alone, as they rank."""
        found = await self._quotations.matching(terms, rare, scopes, _FIRST + _KEPT, speakers=speakers)
        return {stored.id: stored for stored in found}

    async def _read(
        self, hits: Mapping[int, StoredQuotation], windows: Sequence[WindowHit], likely: _Likely, least: float
    ) -> list[Stretch]:
        numbers = {stored.article_id for stored in hits.values()} | {window.article_id for window in windows}
        articles = await self._articles.get(sorted(numbers), details=False)
        lows = {number: article.record.body.lower() for number, article in articles.items()}
        windows = [window for window in windows if likely.share(lows.get(window.article_id, ""), window.span) >= least]
        wanted_in = {stored.article_id for stored in hits.values()} | {window.article_id for window in windows}
        found: list[Stretch] = []
        for number, article in articles.items():
            here = await self._quotations.in_articles([number]) if number in wanted_in else ()
            low = lows[number]
            spans = [window.span for window in windows if window.article_id == number]
            heard = [stored for stored in hits.values() if stored.article_id == number]
            placed = [(stored.quotation.span, stored) for stored in here]
            wanted = [stored.quotation.span for stored in heard]
            beside = [one for one, _ in placed if any(span.overlaps(one) for span in spans)]
            wanted += [span for span in beside if likely.share(low, span) >= least]
            found += spoken_stretches(article, touching(placed, wanted, REMARK), self._wording, wanted)
            told = [stored.quotation.span for stored in heard if stored.quotation.kind is Kind.REPORTED]
            texts = _merged([*spans, *(_around(span, len(low)) for span in told)])
            found += [
                written_stretch(article, span, touching(placed, [span]), self._wording)
                for span in texts
                if likely.share(low, span) >= least
            ]
        return found

    def _rare(self, listed: Sequence[str], counts: Mapping[str, int]) -> list[str]:
        """The words that decide what is looked at, rarest first; words that the corpus lacks are none."""
        known = [word for word in listed if counts.get(word, 0) > 0]
        content = [word for word in known if not self._wording.is_function(word.lower())] or known
        rare = sorted(content, key=lambda word: (counts[word], word))
        few = [word for word in rare if counts[word] <= _RARE]
        return few[:_MOST_RARE] or rare[:2]


def by_key(words: str, counts: Mapping[str, int], wording: Wording) -> dict[str, int]:
    """The counts of words as printed, by the keys of their parts; 0 for a key of ``words`` that has none."""
    keyed = {word.key: 0 for word in wording.words(words)}
    for word, count in counts.items():
        for one in wording.words(word):
            keyed[one.key] = max(keyed.get(one.key, 0), count)
    return keyed


class _Likely:
    """A quick look, letter by letter, at how many of some words a text has."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self._begun = {word.lower()[:_BEGUN] for word in words}

    def share(self, low: str, span: Span | None = None) -> float:
        """The share of the words that are begun somewhere in a lower-case text, or in a span of it."""
        start, end = (span.start, span.end) if span else (0, len(low))
        if not self._begun:
            return 1.0
        return sum(low.find(word, start, end) >= 0 for word in self._begun) / len(self._begun)


def _worthy(hits: Mapping[int, StoredQuotation], likely: _Likely) -> dict[int, StoredQuotation]:
    """The quotations that hold enough of the words beside the one that holds most."""
    shares = {number: likely.share(stored.text.lower()) for number, stored in hits.items()}
    least = max(_WORTH, _BESIDE * max(shares.values(), default=0.0))
    best = sorted((number for number in hits if shares[number] >= least), key=lambda number: -shares[number])
    return {number: hits[number] for number in best[:_MOST]}


def _nearest_kin(kin: Kin, word: str) -> list[str]:
    """The words of one word that stand for it best."""
    forms = kin(stem(word))
    return [form for form in sorted(forms, key=lambda one: (-forms[one], one)) if forms[form] >= 0.6][:_KIN]


def _phrases(printed: Sequence[str], rare: set[str]) -> list[str]:
    """Runs of three words as printed, each with a rare word, from all over the words."""
    runs = [printed[at : at + 3] for at in range(len(printed) - 2)]
    told = [" ".join(run) for run in runs if rare.intersection(run)]
    return [told[at * len(told) // _PHRASES] for at in range(_PHRASES)] if len(told) > _PHRASES else told


def touching(
    placed: Sequence[tuple[Span, StoredQuotation]], wanted: Sequence[Span], reach: int = 0
) -> list[StoredQuotation]:
    """The quotations that touch one of the spans, or stand so many characters from it."""
    wider = [Span(max(0, span.start - reach), span.end + reach) for span in wanted]
    return [stored for place, stored in placed if any(place.overlaps(span) for span in wider)]


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
