"""Which title the reports give a person, where one of them gives another than the rest, or than the person held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.citing import Citer, label_of
from bot.models import Answer, Article, Ask, Block, NameMention, Span
from bot.store.articles import Articles
from bot.store.names import Names
from bot.text.folding import name_words
from bot.text.people import Roster
from bot.text.people.records import Office
from bot.text.places import Places

LOOKED_AT = 40  # articles that name the person and are read
CANDIDATES = 4  # bearers of the name
SHOWN = 3
CONFIDENCE, ALONE = 0.75, 0.6  # ALONE: no article gives another title
SMALL = frozenset({"of", "the", "and", "for"})


@dataclass(frozen=True, slots=True)
class Title:
    """A title that an article prints with a person's name; ``held``: the person has held that office."""

    words: str
    mention: NameMention
    article: Article
    held: bool


class Titles:
    """Compares the titles that articles print with a name. The lexicon tells which of them to look at, and is no evidence."""

    def __init__(self, roster: Roster, places: Places, names: Names, articles: Articles) -> None:
        self._roster = roster
        self._places = places
        self._names = names
        self._articles = articles
        known = {word for office in roster.all_offices for word in _words(office)} - SMALL
        self._known = frozenset(word for word in known if not places.find(word.capitalize()))

    async def answer(self, ask: Ask, person: str) -> Answer | None:
        """The title that stands apart, beside one of the others if there are any; None where the person is unknown or all agree."""
        for candidate in self._roster.resolve(person).candidates[:CANDIDATES]:
            ids = await self._names.articles_naming([candidate.id], ask.scopes, limit=LOOKED_AT)
            articles = await self._articles.get(ids)
            printed = [title for number in sorted(articles) for title in self._printed(candidate.id, articles[number])]
            odd = [title for title in printed if not title.held]
            others = [title for title in printed if title.held]
            if odd:
                return self._told(ask, candidate.name, odd, others)
        return None

    def _printed(self, key: str, article: Article) -> list[Title]:
        """The different titles of one article that name an office."""
        stamp = article.record.header.published
        held = [_words(office) for office in self._roster.offices(key, stamp.day if stamp else None)]
        found: dict[str, Title] = {}
        for mention in article.record.names:
            title = mention.title if mention.key == key else None
            words = self._known & set(name_words(title or ""))
            if not title or not words:
                continue
            known = bool(self._roster.office_words(title))
            if known or self._is_of_other_countries(title):
                fits = known and any(words <= each for each in held)
                found.setdefault(title.casefold(), Title(title, mention, article, fits))
        return list(found.values())

    def _is_of_other_countries(self, title: str) -> bool:
        """Whether a title names a country that has no such office, where others have: "Japanese President"."""
        for place in self._places.find(title):
            bare = title[: place.span.start] + title[place.span.end :]
            if self._roster.office_words(bare.strip()):
                return True
        return False

    @staticmethod
    def _told(ask: Ask, name: str, odd: Sequence[Title], others: Sequence[Title]) -> Answer:
        citer = Citer()
        first = odd[0]
        blocks = tuple(_block(title, citer) for title in (*odd[:SHOWN], *others[:1]))
        told = f"“{first.words}”, in {label_of(first.article)}."
        if others:
            told = f"“{first.words}”, in {label_of(first.article)}; elsewhere {name} is “{others[0].words}”."
        return Answer(
            kind=ask.kind,
            answered=True,
            headline=told,
            confidence=CONFIDENCE if others else ALONE,
            blocks=blocks,
            citations=citer.citations,
        )


def _words(office: Office) -> frozenset[str]:
    """The words that an office is called by."""
    return frozenset(word for name in (office.title, *office.only) for word in name_words(name))


def _block(title: Title, citer: Citer) -> Block:
    number = citer.cite(title.article, title.mention.span)
    passage = citer.citations[number - 1].span or title.mention.span
    mark = Span(title.mention.span.start - passage.start, title.mention.span.end - passage.start)
    lead = label_of(title.article)
    return Block(words=passage.of(title.article.record.body), marks=(mark,), lead=lead, citations=(number,))
