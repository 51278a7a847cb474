"""Who somebody is: the office or description that an article prints with their name."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from bot.answer.citing import Citer
from bot.models import Answer, Article, Ask, Block, EntityKind, NameMention, Span
from bot.store.articles import Articles
from bot.store.names import Names
from bot.text.people import Roster
from bot.text.tokens import fold

LOOKED_AT = 12  # articles that name the person and are read
_NAME_WORD = r"[A-Z][\w.'’-]*+"  # possessive: no run of capitals or stops is read twice
_WHO_IS = re.compile(rf"^\W*who\s+(?:is|was)\s+({_NAME_WORD}(?:\s+{_NAME_WORD}){{0,3}})\s*[?.!]*$")
_WHO = re.compile(r"^\W*who", re.IGNORECASE)
_BESIDE = re.compile(r"\s*,\s((?:the\s|an?\s)?[a-z][^,.;:()\n]{2,90})")  # "Kirby, the spokesman for …"
_BEFORE = re.compile(
    r"((?:[A-Z][\w.&’'-]*[ \t]+){0,4}(?:[a-z]+[ \t]+){0,2}([a-z]+))[ \t]+$"
)  # "the airline's spokesman Kirby"


@dataclass(frozen=True, slots=True)
class Introduced:
    """A person as an article introduces them."""

    article: Article
    mention: NameMention
    told: str | None  # the description that stands with the name
    worth: tuple[int, int]  # a title before a description before neither; the newest article first


class WhoIs:
    """Answers "Who is Takeo Akiba?" out of what articles print with the name."""

    def __init__(self, roster: Roster, names: Names, articles: Articles, roles: Collection[str]) -> None:
        """``roles`` are the nouns that tell what somebody is: "spokesman"."""
        self._roles = frozenset(roles)
        self._roster = roster
        self._names = names
        self._articles = articles

    async def answer(self, ask: Ask) -> Answer | None:
        """The introduction that tells most; None where the question is another, or no article names the person."""
        asked = _WHO_IS.match(_WHO.sub("who", ask.question))
        if not asked or self._roster.office_words(asked[1]):
            return None
        keys = await self._keys(asked[1].strip(), ask)
        ids = (await self._names.articles_naming(keys, ask.scopes, limit=LOOKED_AT)) if keys else ()
        articles = await self._articles.get(ids)
        met = [one for article in articles.values() for one in self._introductions(article, set(keys))]
        return _told(ask, max(met, key=lambda one: one.worth)) if met else None

    async def _keys(self, name: str, ask: Ask) -> list[str]:
        resolved = self._roster.resolve(name)
        if resolved.only and not resolved.corrected:
            return [resolved.only.id]
        known = await self._names.starting(name, ask.scopes, limit=5)
        words = set(fold(name).split())
        return [one.key for one in known if one.kind is EntityKind.PERSON and words <= set(fold(one.name).split())][:1]

    def _introductions(self, article: Article, keys: set[str]) -> list[Introduced]:
        published = article.record.header.published
        day = published.day.toordinal() if published else 0
        out = []
        for mention in article.record.names:
            if mention.key in keys and mention.kind is EntityKind.PERSON:
                told = self._described(article.record.body, mention)
                out.append(Introduced(article, mention, told, (2 if mention.title else int(told is not None), day)))
        return out

    def _described(self, body: str, mention: NameMention) -> str | None:
        """The words beside a name that tell what somebody is."""
        beside = _BESIDE.match(body, mention.span.end)
        if beside:
            return beside[1].strip()
        before = _BEFORE.search(body, max(0, mention.span.start - 90), mention.span.start)
        return before[1] if before and before[2] in self._roles else None


def _told(ask: Ask, met: Introduced) -> Answer:
    citer = Citer()
    mention = met.mention
    number = citer.cite(met.article, mention.span)
    passage = citer.citations[number - 1].span or mention.span
    mark = Span(mention.span.start - passage.start, mention.span.end - passage.start)
    titled = mention.title and mention.title.casefold() not in mention.name.casefold()
    what = mention.title if titled else met.told
    return Answer(
        kind=ask.kind,
        answered=True,
        headline=f"{mention.name}, {what}" if what else f"{mention.name}: how the article tells of them",
        confidence=(0.5, 0.65, 0.8)[met.worth[0]],
        blocks=(Block(words=passage.of(met.article.record.body), marks=(mark,), citations=(number,)),),
        citations=citer.citations,
        sure=met.worth[0] > 0,
    )
