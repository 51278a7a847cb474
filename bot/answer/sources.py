"""Who is to tell it: an outlet that a question names ("according to Kyodo"), and what its articles hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.answer.citing import outlet_of
from bot.answer.corpus import CorpusFacts
from bot.models import Article, Ask
from bot.retrieve.outlets import OutletNames
from bot.retrieve.ranking import Evidence


class Sources:
    """Reads out of questions which outlet is to tell it."""

    def __init__(self, outlets: OutletNames, corpus: CorpusFacts, known: Mapping[str, str]) -> None:
        """``known``: every name of an outlet, folded and without "the", with the name that it is shown by."""
        self._outlets = outlets
        self._corpus = corpus
        self._known = dict(known)

    async def asked(self, ask: Ask) -> Ask:
        """The question without the outlet of the corpus that is to tell it, which ``outlets`` has then."""
        for name, rest in self._outlets.sources(ask.question):
            corpus = await self._corpus.bounds(ask.scopes)
            if outlets := self._outlets.exactly(name, [outlet for outlet, _ in corpus.outlets if outlet]):
                return replace(ask, question=rest, outlets=tuple(outlets))
        return ask

    def strange(self, ask: Ask) -> tuple[str, str] | None:
        """The name of a known outlet that is to tell it, of which the corpus has nothing, and the question without it."""
        named = self._outlets.sources(ask.question) if not ask.outlets else []
        return next(((name, rest) for name, rest in named if name.casefold() in self._known), None)

    def is_named(self, outlet: str, article: Article) -> bool:
        """Whether an article names a known outlet, by any of its names."""
        shown, body = self._known[outlet.casefold()], article.record.body.casefold()
        return any(also in body for also, one in self._known.items() if one == shown)


def told_by(outlets: Sequence[str], ranked: Sequence[Evidence], articles: Mapping[int, Article]) -> list[Evidence]:
    """What those outlets tell; where they tell nothing, what others tell who name them."""
    own = [each for each in ranked if outlet_of(articles[each.article_id].record.header) in outlets]
    return own or [
        each for each in ranked if any(outlet in articles[each.article_id].record.body for outlet in outlets)
    ]
