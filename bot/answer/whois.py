"""Who somebody is: the office or description that an article prints with their name."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.answer.citing import Citer
from bot.answer.silence import silence
from bot.models import Answer, Article, Ask, Block, EntityKind, NameMention, Span
from bot.retrieve.speaker_names import FEW, alike
from bot.store.articles import Articles
from bot.store.names import KnownName, Names
from bot.text.people import Roster
from bot.text.tokens import fold

BEARERS = 25  # names that hold what was asked for
CHOICES = 6
LOOKED_AT = 12  # articles that name the person and are read
_NAME_WORD = r"[A-Z][\w.'’-]*+"  # possessive: no run of capitals or stops is read twice
_WHO_IS = re.compile(rf"^\W*who\s+(?:is|was)\s+({_NAME_WORD}(?:\s+{_NAME_WORD}){{0,3}})\s*[?.!]*$")
_WHO = re.compile(r"^\W*who", re.IGNORECASE)
_BESIDE = re.compile(r"\s*,\s((?:the\s|an?\s)?[a-z][^,.;:()\n]{2,90})")  # "Kirby, the spokesman for …"
_HANGS = re.compile(r"\s(?:of|for|at|in|on|to|from|with|and|who|that)\s")
_BEFORE = re.compile(
    r"((?:[A-Z][\w.&’'-]*[ \t]+){0,4}(?:[a-z]+[ \t]+){0,2}([a-z]+)),?[ \t]+$"
)  # "the airline's spokesman Kirby", "the spokesman, Kirby, said"


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
        people = await self._people(asked[1].strip(), ask)
        if len(people) > 1:
            doubt = f"“{asked[1].strip()}” may be more than one person."
            return silence(ask.kind, doubt, choices=tuple(people.values())[:CHOICES])
        keys = list(people)
        ids = (await self._names.articles_naming(keys, ask.scopes, limit=LOOKED_AT)) if keys else ()
        articles = await self._articles.get(ids)
        met = [one for article in articles.values() for one in self._introductions(article, set(keys))]
        return _told(ask, max(met, key=lambda one: one.worth)) if met else None

    async def _people(self, name: str, ask: Ask) -> dict[str, str]:
        """Whom the name means, key to name: one of the lexicon, else all who bear it, each as most articles print it."""
        resolved = self._roster.resolve(name)
        if resolved.only and not resolved.corrected:
            return {resolved.only.id: resolved.only.name}
        known = await self._names.starting(name, ask.scopes, limit=BEARERS)
        people = _apart(fold(name).split(), [one for one in known if one.kind is EntityKind.PERSON])
        often = [one for one in people if one.articles > FEW] or people
        return {one.key: one.name for one in often}

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
        if beside and self._tells_what(beside[1]):
            return beside[1].strip()
        before = _BEFORE.search(body, max(0, mention.span.start - 90), mention.span.start)
        return before[1].removeprefix("The ") if before and before[2] in self._roles else None

    def _tells_what(self, words: str) -> bool:
        """Whether an apposition says what somebody is: "a …", or a role before anything hangs on it."""
        head = _HANGS.split(words, maxsplit=1)[0].split()
        return words.startswith(("a ", "an ")) or (head != [] and head[-1].casefold() in self._roles)


def _apart(words: Sequence[str], known: Sequence[KnownName]) -> list[KnownName]:
    """One name for each person whose name holds the words: others for a surname alone, where they can't be the same."""
    people: list[KnownName] = []
    for one in known:
        own = fold(one.name).split()
        surname = len(words) == 1 < len(own) and own[-1] == words[0]
        other = surname and not any(_may_be_one(own, fold(each.name).split()) for each in people)
        if set(words) <= set(own) and (other or not people):
            people.append(one)
    return people


def _may_be_one(name: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names may be forms of one: the surname alone is a form of any."""
    return min(len(name), len(other)) == 1 or alike(name, other)


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
