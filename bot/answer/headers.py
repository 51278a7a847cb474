"""Questions about an article itself, answered from its header: who wrote it, when and by whom it was published."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from bot.answer.citing import Citer, outlet_of, show_stamp, show_zone
from bot.answer.silence import silence
from bot.models import Answer, Article, Ask, Block, Fact, Found, Precision
from bot.retrieve.about import AboutArticle, HeaderFact
from bot.retrieve.evidence import EvidenceFinder
from bot.retrieve.outlets import OutletNames
from bot.retrieve.query import Query
from bot.store.articles import Articles
from bot.store.search import Search
from bot.text.tokens import fold, stems

TITLE_LIKE = 80  # rapidfuzz ratio from which words in quotation marks are an article's title
ENOUGH, ENOUGH_OF_OUTLET = 0.5, 0.3  # of the reference's weight; where the outlet is named as well
HEAD = 700  # characters of a body that tell what an article is about


class Headers:
    """Answers out of articles' headers."""

    def __init__(self, search: Search, articles: Articles, finder: EvidenceFinder, outlets: OutletNames) -> None:
        self._search = search
        self._articles = articles
        self._finder = finder
        self._outlets = outlets

    async def answer(self, ask: Ask, about: AboutArticle) -> Answer:
        """The fact asked for, or that the article does not tell it, or that there is no such article."""
        found = await self._articles_meant(ask, about)
        if not found:
            return silence(ask.kind, "No article that I have fits that description.", confidence=0.6)
        citer = Citer()
        told = [(article, *fact) for article in found if (fact := _fact(about.fact, article))]
        if not told:
            outlet = outlet_of(found[0].record.header)
            title = found[0].record.header.title
            named = f"“{title.value}” ({outlet})" if title else f"The article of {outlet}"
            return silence(ask.kind, f"{named} does not say {_MISSING[about.fact]}.", confidence=0.8)
        blocks = tuple(
            Block(
                words=line,
                lead=_lead(article),
                after=after,
                citations=(citer.cite_header(article, line),),
            )
            for article, _, line, after in told
        )
        values = list(dict.fromkeys(value for _, value, _, _ in told))
        return Answer(
            kind=ask.kind,
            answered=True,
            headline="; ".join(values),
            confidence=0.9 if len(values) == 1 else 0.7,
            blocks=blocks,
            citations=citer.citations,
        )

    async def _articles_meant(self, ask: Ask, about: AboutArticle) -> list[Article]:
        """The articles that the question points to: by title, by outlet, by what they are about."""
        if about.title:
            return await self._by_title(ask, about.title)
        corpus = await self._search.bounds(ask.scopes)
        outlets = self._outlets.named(about.reference, [name for name, _ in corpus.outlets if name])
        reference = self._outlets.without(about.reference, outlets)
        query = await self._finder.query(reference, ask.now, ask.scopes)
        if not query.terms:
            return await self._of_outlets(ask, outlets)
        ranked = await self._by_reference(ask, query, outlets)
        return ranked[:1]

    async def _by_title(self, ask: Ask, title: str) -> list[Article]:
        words = title.split()
        hits = await self._search.windows(words, (), ask.scopes, 40, phrases=[title])
        articles = await self._articles.get({hit.article_id for hit in hits}, details=False)
        likeness = {number: _title_likeness(title, article) for number, article in articles.items()}
        best = max(likeness.values(), default=0.0)
        return [articles[number] for number in sorted(articles) if likeness[number] == best and best >= TITLE_LIKE]

    async def _by_reference(self, ask: Ask, query: Query, outlets: Sequence[str]) -> list[Article]:
        """The articles whose title and head hold what the reference says, best first."""
        evidence, articles = await self._finder.find(query, ask.scopes)
        order = list(dict.fromkeys(each.article_id for each in evidence))
        weighed = []
        for place, number in enumerate(order):
            article = articles[number]
            header = article.record.header
            if outlets and (header.outlet is None or header.outlet.value not in outlets):
                continue
            held = frozenset(stems((header.title.value if header.title else "") + " " + article.record.body[:HEAD]))
            share = sum(t.weight for t in query.terms if held & t.forms.keys()) / (query.weight or 1.0)
            if share >= (ENOUGH_OF_OUTLET if outlets else ENOUGH):
                weighed.append((-share, place, article))
        return [article for _, _, article in sorted(weighed, key=lambda item: item[:2])]

    async def _of_outlets(self, ask: Ask, outlets: Sequence[str]) -> list[Article]:
        if not outlets:
            return []
        listed = await self._articles.list(ask.scopes, limit=200)
        ids = [each.id for each in listed if each.outlet in outlets]
        found = await self._articles.get(ids[:3], details=False)
        return [found[number] for number in sorted(found)]


def _title_likeness(title: str, article: Article) -> float:
    told = article.record.header.title
    return fuzz.partial_ratio(fold(title), fold(told.value)) if told else 0.0


_MISSING = {
    HeaderFact.AUTHOR: "who wrote it",
    HeaderFact.PUBLISHED: "when it was published: it is undated",
    HeaderFact.CLOCK: "at what time it was published",
    HeaderFact.OUTLET: "who published it",
    HeaderFact.TITLE: "what its title is",
}


def _fact(wanted: HeaderFact, article: Article) -> tuple[str, str, str] | None:
    """The value, the line that tells it, and how it is known where that isn't plain."""
    header = article.record.header
    stamp = header.published
    if wanted in (HeaderFact.PUBLISHED, HeaderFact.CLOCK):
        if stamp is None or header.published_line is None:
            return None
        if wanted is HeaderFact.PUBLISHED:
            return show_stamp(stamp), header.published_line, ""
        if stamp.clock is None or stamp.precision is not Precision.MINUTE:
            return None
        clock = f"{stamp.clock:%H:%M} {show_zone(stamp)}".rstrip()
        return f"{clock}, {show_stamp(stamp, clock=False)}", header.published_line, ""
    fact: Fact | None = {
        HeaderFact.AUTHOR: header.author,
        HeaderFact.OUTLET: header.outlet,
        HeaderFact.TITLE: header.title,
    }[wanted]
    if fact is None:
        return None
    return fact.value, fact.line, "" if fact.found is Found.STATED else f"({fact.found.value})"


def _lead(article: Article) -> str:
    header = article.record.header
    title = f"“{header.title.value}”, " if header.title else ""
    return f"{title}{outlet_of(header)}"
