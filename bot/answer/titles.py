"""Which title the reports give a person, where one of them gives another than the rest, or than the person held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.citing import Citer, outlet_of
from bot.models import Answer, Article, Ask, Block, NameMention, Span
from bot.store.articles import Articles
from bot.store.names import Names
from bot.text.people import Roster

LOOKED_AT = 40  # articles that name the person and are read
SHOWN = 3
CONFIDENCE = 0.75


@dataclass(frozen=True, slots=True)
class Title:
    """A title that an article prints with a person's name; ``held``: the person has held that office."""

    words: str
    mention: NameMention
    article: Article
    held: bool


class Titles:
    """Compares the titles that articles print with a name. The lexicon tells which of them to look at, and is no evidence."""

    def __init__(self, roster: Roster, names: Names, articles: Articles) -> None:
        self._roster = roster
        self._names = names
        self._articles = articles

    async def answer(self, ask: Ask, person: str) -> Answer | None:
        """The title that stands apart, beside one of the others; None where the person is unknown or all agree."""
        resolved = self._roster.resolve(person)
        if resolved.only is None:
            return None
        key = resolved.only.id
        ids = await self._names.articles_naming([key], ask.scopes, limit=LOOKED_AT)
        articles = await self._articles.get(ids)
        printed = [title for number in sorted(articles) for title in self._printed(key, articles[number])]
        odd = [title for title in printed if not title.held]
        others = [title for title in printed if title.held]
        return self._told(ask, resolved.only.name, odd, others) if odd and others else None

    def _printed(self, key: str, article: Article) -> list[Title]:
        """The different titles of one article that name an office."""
        stamp = article.record.header.published
        held = {office.id for office in self._roster.offices(key, stamp.day if stamp else None)}
        found: dict[str, Title] = {}
        for mention in article.record.names:
            offices = self._roster.office_words(mention.title) if mention.key == key and mention.title else ()
            if mention.title and offices:
                words = mention.title
                found.setdefault(words.casefold(), Title(words, mention, article, not held.isdisjoint(offices)))
        return list(found.values())

    @staticmethod
    def _told(ask: Ask, name: str, odd: Sequence[Title], others: Sequence[Title]) -> Answer:
        citer = Citer()
        first, other = odd[0], others[0]
        blocks = tuple(_block(title, citer) for title in (*odd[:SHOWN], other))
        where = outlet_of(first.article.record.header)
        return Answer(
            kind=ask.kind,
            answered=True,
            headline=f"“{first.words}”, in {where}; elsewhere {name} is “{other.words}”.",
            confidence=CONFIDENCE,
            blocks=blocks,
            citations=citer.citations,
        )


def _block(title: Title, citer: Citer) -> Block:
    number = citer.cite(title.article, title.mention.span)
    passage = citer.citations[number - 1].span or title.mention.span
    mark = Span(title.mention.span.start - passage.start, title.mention.span.end - passage.start)
    lead = outlet_of(title.article.record.header)
    return Block(words=passage.of(title.article.record.body), marks=(mark,), lead=lead, citations=(number,))
