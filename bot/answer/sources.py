"""Who is to tell it: an outlet that a question names ("according to Kyodo"), and what its articles hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from bot.answer.citing import outlet_of
from bot.answer.corpus import CorpusFacts
from bot.models import Article, Ask
from bot.retrieve.outlets import OutletNames
from bot.retrieve.ranking import Evidence
from bot.text.mastheads import MastheadReader


class Sources:
    """Reads out of questions which outlet is to tell it."""

    def __init__(
        self, outlets: OutletNames, corpus: CorpusFacts, mastheads: MastheadReader, known: Collection[str]
    ) -> None:
        """``known`` are names of outlets, folded, without "the"; others are known by the word that they end in."""
        self._outlets = outlets
        self._corpus = corpus
        self._mastheads = mastheads
        self._known = frozenset(known)

    async def asked(self, ask: Ask) -> Ask:
        """The question without the outlet of the corpus that is to tell it, which ``outlets`` has then."""
        for name, rest in self._outlets.sources(ask.question):
            corpus = await self._corpus.bounds(ask.scopes)
            if outlets := self._outlets.exactly(name, [outlet for outlet, _ in corpus.outlets if outlet]):
                return replace(ask, question=rest, outlets=tuple(outlets))
        return ask

    def strange(self, ask: Ask) -> str | None:
        """The name of an outlet that is to tell it, where none of the corpus is known by that."""
        names = [name for name, _ in self._outlets.sources(ask.question)] if not ask.outlets else []
        return next((name for name in names if self._is_outlet(name)), None)

    def _is_outlet(self, name: str) -> bool:
        return name.casefold() in self._known or self._mastheads.is_agency(name)


def told_by(outlets: Sequence[str], ranked: Sequence[Evidence], articles: Mapping[int, Article]) -> list[Evidence]:
    """What those outlets tell; where they tell nothing, what others tell who name them."""
    own = [each for each in ranked if outlet_of(articles[each.article_id].record.header) in outlets]
    return own or [
        each for each in ranked if any(outlet in articles[each.article_id].record.body for outlet in outlets)
    ]
