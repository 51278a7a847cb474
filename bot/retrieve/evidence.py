"""From a question to ranked passages: words weighed by the corpus, windows found, sentences ranked inside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.models import Article, Days
from bot.retrieve.query import Query, Weighed, weigh
from bot.retrieve.question import Focus, QuestionReader, Term
from bot.retrieve.ranking import Evidence, Ranker, Window
from bot.store.articles import Articles
from bot.store.search import Search, WindowHit
from bot.text.kin import Kin
from bot.text.tokens import bigrams

RARE = 5_000  # windows; a word in more of them only ranks, and never decides which windows are looked at
LOOKED_AT = 30  # windows that are weighed with their article's day
KEPT = 10  # windows whose sentences are ranked
FORMS = 4  # forms of a word's kin that are looked up


class EvidenceFinder:
    """Finds the passages that bear on a question."""

    def __init__(self, search: Search, articles: Articles, reader: QuestionReader, kin: Kin, ranker: Ranker) -> None:
        self._search = search
        self._articles = articles
        self._reader = reader
        self._kin = kin
        self._ranker = ranker

    async def query(self, question: str, now: date, scopes: Sequence[str], *, days: Days | None = None) -> Query:
        """The question, read and weighed by how rare its words are in the corpus."""
        focus = self._reader.focus(question)
        terms = await self.terms(self._reader.terms(question, focus), scopes)
        pairs = frozenset(bigrams([term.stem for term in terms]))
        return Query(question, focus, terms, pairs, now, days)

    async def topic(self, words: str, scopes: Sequence[str]) -> tuple[Weighed, ...]:
        """The words of a topic, weighed."""
        return await self.terms(self._reader.terms(words, Focus.passage()), scopes)

    async def terms(self, terms: Sequence[Term], scopes: Sequence[str]) -> tuple[Weighed, ...]:
        """``terms`` weighed by how rare they and their kin are."""
        kin = {term.stem: _best(self._kin.of(term.stem)) for term in terms}
        words = {term.text for term in terms} | {form for forms in kin.values() for form in forms}
        counts = await self._search.document_frequency(sorted(words))
        corpus = await self._search.bounds(scopes)
        return weigh(terms, counts, max(10, corpus.articles * 4), kin)

    async def find(self, query: Query, scopes: Sequence[str]) -> tuple[list[Evidence], dict[int, Article]]:
        """The passages of the best windows, best first, and the articles (without details) that they stand in."""
        words = [term.text for term in query.terms if term.known]
        rare = [form for term in query.terms if term.known for form in _spellings(term)]
        hits = await self._search.windows(words, rare, scopes, LOOKED_AT)
        articles = await self._articles.get({hit.article_id for hit in hits}, details=False)
        windows = [_window(hit, articles[hit.article_id]) for hit in hits if hit.article_id in articles]
        best = self._ranker.best_windows(query, windows, KEPT)
        filled = [_with_passages(window, articles[window.article_id]) for window in best]
        return self._ranker.rank(query, filled), articles


def _best(forms: Mapping[str, float]) -> dict[str, float]:
    """The nearest kin of a word."""
    ordered = sorted(forms.items(), key=lambda item: (-item[1], item[0]))
    return dict(ordered[:12])


def _spellings(term: Weighed) -> list[str]:
    """The words that a term is looked up by: as printed, and its nearest kin."""
    near = [form for form, worth in term.forms.items() if worth >= 0.8 and form != term.stem]
    return [term.text, *near[:FORMS]]


def _window(hit: WindowHit, article: Article) -> Window:
    header, body = article.record.header, article.record.body
    title = header.title.value if header.title else None
    published = header.published.day if header.published else None
    return Window(hit.article_id, hit.span, hit.score, hit.span.of(body), (), title, published)


def _with_passages(window: Window, article: Article) -> Window:
    inside = tuple((p.span, p.kind) for p in article.record.passages if window.span.covers(p.span))
    return replace(window, passages=inside)
