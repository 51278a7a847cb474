"""Articles on the same event as another: what an open day of one is compared with."""

from __future__ import annotations

from collections.abc import Sequence

from bot.models import Article, EntityKind
from bot.store.articles import Articles
from bot.store.search import Search
from bot.text.tokens import tokens

LOOKED_AT = 8  # neighbours of an article
LEAD = 120  # words at the head of an article that tell what it is about


class Neighbours:
    """Finds articles that tell of the same event."""

    def __init__(self, search: Search, articles: Articles) -> None:
        self._search = search
        self._articles = articles

    async def detailed(self, article: Article) -> Article:
        """The article with its dates, names and quotations."""
        found = await self._articles.get([article.id])
        return found.get(article.id, article)

    async def of(self, article: Article, scopes: Sequence[str]) -> tuple[Article, ...]:
        """The articles nearest to ``article`` by the names and rare words of its head, with details; not itself."""
        words = _head(article)
        counts = await self._search.document_frequency(words)
        ordered = sorted((word for word in words if counts[word] > 1), key=lambda word: (counts[word], word))
        hits = await self._search.windows(ordered[:24], ordered[:8], scopes, LOOKED_AT * 3)
        ids = list(dict.fromkeys(hit.article_id for hit in hits if hit.article_id != article.id))[:LOOKED_AT]
        found = await self._articles.get(ids)
        return tuple(found[number] for number in ids if number in found)


def _head(article: Article) -> list[str]:
    """The names of an article and the longer words of its head, each once."""
    named = [name.name for name in article.record.names if name.kind is EntityKind.PERSON]
    lead = [token.text for token in tokens(article.record.body[: LEAD * 8])[:LEAD] if len(token.text) > 4]
    return list(dict.fromkeys([word for name in named for word in name.split()] + lead))
