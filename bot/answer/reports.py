"""Questions about reports: which of them tells it, and what several tell side by side with where they differ."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from bot.answer.citing import Citer, label_of, show_stamp
from bot.answer.render import SCREEN, plain
from bot.answer.timing import Timing, of_time
from bot.answer.weighing import with_time
from bot.models import Answer, Article, Ask, Block, Days, Span
from bot.retrieve.evidence import EvidenceFinder
from bot.retrieve.query import Query
from bot.retrieve.ranking import Evidence
from bot.store.articles import Articles
from bot.text.dates import WhenReader
from bot.text.numbers import Number, find_numbers
from bot.text.tokens import stems

LOOKED_AT = 16  # passages
EACH = 2  # passages of a report
MOST = 4  # reports
ENOUGH = 0.5  # share of the subject's weight near a report's best passage
BESIDE = 0.7  # … beside the best report's
NEAR_BEST = 0.6  # … that a further passage of a report has to have beside its best
SURE = 0.85  # confidence at most


@dataclass(frozen=True, slots=True)
class Account:
    """What one report tells of a subject: its passages, best first, and how much of the subject they hold."""

    article: Article
    passages: tuple[Evidence, ...]
    hold: float  # the share of the subject's weight near the best passage


class Reports:
    """Puts reports side by side."""

    def __init__(self, finder: EvidenceFinder, articles: Articles, timing: Timing, when: WhenReader) -> None:
        self._finder = finder
        self._articles = articles
        self._timing = timing
        self._when = when

    async def compared(self, ask: Ask, subject: str, outlets: Collection[str] = ()) -> Answer | None:
        """What the reports, of ``outlets`` alone if any are given, tell of ``subject``; None where fewer than two do."""
        accounts = await self._accounts(ask, subject, outlets)
        if len(accounts) < 2:
            return None
        differing = list(_differences(accounts))
        headline = f"{len(accounts)} reports tell of it:"
        if differing:
            headline = f"The reports differ: {'; '.join(words for words, _ in differing)}."
            accounts = [each for each in accounts if any(each in pair for _, pair in differing)]
        for each in (EACH, 1):
            answer = _laid_out(ask, accounts, headline, each)
            if len(plain(answer)) <= SCREEN:
                break
        return answer

    async def telling(self, ask: Ask, claim: str) -> Answer | None:
        """The report that tells what ``claim`` says, and its passage; None where none holds enough of it."""
        accounts = await self._accounts(ask, claim)
        if not accounts or accounts[0].hold < ENOUGH:
            return None
        best = accounts[0]
        header = best.article.record.header
        title = f": “{header.title.value}”" if header.title and header.outlet else ""
        headline = f"{label_of(best.article)}, {show_stamp(header.published, clock=False)}{title}"
        return _laid_out(ask, accounts[:1], headline, 1)

    async def _accounts(self, ask: Ask, subject: str, outlets: Collection[str] = ()) -> list[Account]:
        """The reports that hold most of the subject, best first, each with its best passages."""
        asked = self._when.parse(subject, ask.now)
        days, when = (asked.days, asked.span) if asked and asked.days and not asked.assumed else (None, None)
        query = replace(await self._finder.query(subject, ask.now, ask.scopes, days=days, when=when), wide=True)
        ranked, found = await self._finder.find(query, ask.scopes)
        if outlets:
            ranked = [each for each in ranked if label_of(found[each.article_id]) in outlets]
        near = _holding_head(query, ranked)[:LOOKED_AT]
        details = await self._articles.detailed(found, _spans(near))
        near = [each for each in near if each.article_id in details]
        by_article: dict[int, list[Evidence]] = {}
        for each in await self._timing.weigh(ask, query, near, details):
            by_article.setdefault(each.article_id, []).append(each)
        accounts = [
            Account(details[number], best, with_time(best[0].reach, query).local)
            for number, best in ((number, _best(passages)) for number, passages in by_article.items())
            if await self._in_time(ask, query, best[0], details, days)
        ]
        most = max((account.hold for account in accounts), default=0.0)
        return [each for each in accounts if each.hold >= max(ENOUGH * 0.8, BESIDE * most)][:MOST]

    async def _in_time(
        self, ask: Ask, query: Query, best: Evidence, details: Mapping[int, Article], days: Days | None
    ) -> bool:
        article = details[best.article_id]
        return days is None or of_time(query, best, article) or await self._timing.fit(ask, article, days) >= 1


def _spans(near: Sequence[Evidence]) -> dict[int, list[Span]]:
    spans: dict[int, list[Span]] = {}
    for each in near:
        spans.setdefault(each.article_id, []).append(each.span)
    return spans


def _holding_head(query: Query, ranked: Sequence[Evidence]) -> list[Evidence]:
    """The passages near which the subject's weightiest name stands, where any has it."""
    heads = [term for term in query.terms if term.known and term.name] or [term for term in query.terms if term.known]
    if not heads:
        return list(ranked)
    head = max(heads, key=lambda term: term.weight)
    held = [each for each in ranked if head.text not in each.reach.apart]
    return held or list(ranked)


def _best(passages: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The passages that hold most of the subject, in their order of worth."""
    least = NEAR_BEST * passages[0].reach.local
    return tuple(each for each in passages if each.reach.local >= least)[:EACH]


def _differences(accounts: Sequence[Account]) -> Iterator[tuple[str, tuple[Account, Account]]]:
    """What two reports' best passages give for the same thing where it differs: a figure, or the day."""
    told: set[object] = set()
    for one, other in combinations(accounts, 2):
        mine, theirs = _given(one), _given(other)
        for what in mine.keys() & theirs.keys() - told:
            if mine[what][1] != theirs[what][1]:
                told.add(what)
                words = f"{mine[what][0]} ({label_of(one.article)}), {theirs[what][0]} ({label_of(other.article)})"
                yield words, (one, other)


def _given(account: Account) -> dict[object, tuple[str, str]]:
    """What the best passage gives, by what it measures: as printed, and what is compared."""
    given: dict[object, tuple[str, str]] = {
        _measure(number, text): (number.text, number.text.casefold()) for text, number in _figures(account)
    }
    span, dates = account.passages[0].span, account.article.record.dates
    days = [m for m in dates if span.covers(m.span) and len(m.candidates) == 1 and m.candidates[0].days.is_day]
    if len(days) == 1:
        given["day"] = (days[0].text, days[0].candidates[0].days.first.isoformat())
    return given


def _figures(account: Account) -> Iterator[tuple[str, Number]]:
    """The figures of the best passage that are no times, with its words."""
    best = account.passages[0]
    dates = [mention.span for mention in account.article.record.dates if not mention.duration]
    for number in find_numbers(best.text, best.span.start):
        if not any(date.overlaps(number.span) for date in dates):
            yield best.text[number.span.end - best.span.start :], number


def _measure(number: Number, behind: str) -> tuple[str, str]:
    """What a figure measures, and the word behind it."""
    following = stems(behind[:40])
    return number.amount.value, following[0] if following else ""


def _laid_out(ask: Ask, accounts: Sequence[Account], headline: str, each: int) -> Answer:
    citer = Citer()
    blocks = []
    for account in accounts:
        header = account.article.record.header
        for at, passage in enumerate(account.passages[:each]):
            lead = f"{label_of(account.article)}, {show_stamp(header.published, clock=False)}" if at == 0 else ""
            number = citer.cite(account.article, passage.span)
            blocks.append(Block(words=passage.text, lead=lead, citations=(number,)))
    return Answer(
        kind=ask.kind,
        answered=True,
        headline=headline,
        confidence=round(min(SURE, sum(a.hold for a in accounts) / len(accounts)), 3),
        blocks=tuple(blocks),
        citations=citer.citations,
    )
