"""Plain facts: the passages that bear on a question, and the shortest thing in them that answers it."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz

from bot.answer.citing import Citer
from bot.answer.confidence import WEAK, Calibration, Signs
from bot.answer.moments import Moments
from bot.answer.render import SCREEN, plain
from bot.answer.timing import Timing
from bot.answer.typed import NUMBERS, PLACES, TIMES, Candidate, TypeFinder
from bot.models import Answer, Article, Ask, Block, Span
from bot.retrieve.query import Query
from bot.retrieve.question import Wants
from bot.retrieve.ranking import Evidence, freshness
from bot.store.articles import Articles

LOOKED_AT = 12  # passages that are weighed by a time that is named
POOL = 6  # passages in which short answers are looked for
SHOWN = 4  # passages shown
LEAD = 650  # characters of a passage with the one before it
SLIGHT = 1.0  # weight of a word that a question could do without
AS_GOOD, RIVAL = 0.85, 0.35  # how well a rival has to hold the question, and stand, beside the best
TOGETHER = 6  # passages of which it is counted how many share an article
SAME_EVENT = 0.75  # share of the best passage's hold on the question from which another tells of the same
ARCHIVE = 90  # days after its newest article from which a corpus is an archive
ALIKE = 88  # rapidfuzz ratio from which two passages are the same wording
MEASURED = TIMES | NUMBERS.keys() | PLACES.keys()  # what is there or isn't: a number, a time, a place
NEAR_BEST = 0.2  # share of the best passage's score from which another is looked into


_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")


@dataclass(frozen=True, slots=True)
class Finding:
    """A short answer with the passage that bears it; ``text`` empty where only the passage answers."""

    evidence: Evidence
    text: str = ""
    marks: tuple[Span, ...] = ()  # in the body
    title: str | None = None
    worth: float = 0.0
    backing: int = 1  # passages that hold it
    rivals: tuple[Finding, ...] = ()
    measured: bool = False  # a figure
    others: tuple[Evidence, ...] = ()  # further passages that bear on it, best first


class Facts:
    """Makes answers about facts from ranked evidence."""

    def __init__(
        self, store: Articles, types: TypeFinder, moments: Moments, timing: Timing, calibration: Calibration
    ) -> None:
        self._store = store
        self._types = types
        self._moments = moments
        self._timing = timing
        self._calibration = calibration

    async def finding(self, ask: Ask, query: Query, ranked: Sequence[Evidence]) -> Finding | None:
        """The best short answer in the best passages; None without evidence."""
        near = _distinct(_one_each(ranked) if query.wide else ranked, LOOKED_AT if query.days else POOL)
        spans: dict[int, list[Span]] = defaultdict(list)
        for each in near:
            spans[each.article_id].append(each.span)
        detailed = await self._store.at(spans)
        near = [each for each in near if each.article_id in detailed]
        distinct = (await self._timing.weigh(ask, query, near, detailed))[:POOL]
        if not distinct:
            return None
        if query.focus.wants in TIMES:
            dated = await self._moments.find(ask, query, distinct, detailed)
            if dated:
                return Finding(dated.evidence, dated.text, dated.marks, None, 1.0, others=tuple(distinct))
            return Finding(distinct[0], others=tuple(distinct))
        return replace(self._short(query, distinct, detailed), others=tuple(distinct))

    def _short(self, query: Query, distinct: Sequence[Evidence], articles: dict[int, Article]) -> Finding:
        best = distinct[0].score
        own = max(each.reach.own for each in distinct) or 1.0
        pool: dict[str, list[tuple[float, Evidence, Candidate]]] = defaultdict(list)
        for evidence in distinct:
            if evidence.score < NEAR_BEST * best:
                continue
            for candidate in self._types.find(query, evidence.span, articles[evidence.article_id].record):
                worth = evidence.score / best * candidate.worth * min(1.0, evidence.reach.own / (SAME_EVENT * own)) ** 2
                pool[candidate.key].append((worth, evidence, candidate))
        if not pool:
            return Finding(distinct[0])
        ordered = sorted(pool.values(), key=lambda held: (-_pooled(held), held[0][2].key))
        findings = [_finding(held) for held in ordered[:3]]
        rivals = tuple(f for f in findings[1:] if f.worth > 0)
        first = findings[0]
        measured = query.focus.wants in NUMBERS
        return replace(first, rivals=rivals, measured=measured)

    def signs(
        self,
        query: Query,
        found: Finding,
        ranked: Sequence[Evidence],
        articles: dict[int, Article],
        latest: date | None,
    ) -> Signs:
        """What speaks for and against the finding; ``latest`` is the newest day of the corpus."""
        evidence = found.evidence
        around = evidence.reach
        named = {term.text: term.weight for term in query.terms if term.name}
        published = articles[evidence.article_id].record.header.published
        best = ranked[:TOGETHER]
        return Signs(
            local=around.local,
            spread=around.spread,
            weak=float(around.local < WEAK),
            names=1 - _share(named, around.apart),
            named=1 - _share(named, around.outside),
            typed=float(bool(found.text) or query.focus.wants in (Wants.PASSAGE, Wants.REASON)),
            lacking=float(
                (not found.text and query.focus.wants in MEASURED)
                or _without_role(query, evidence)
                or _of_another_year(query, evidence, articles[evidence.article_id])
            ),
            own=around.own,
            short=float(bool(found.text)) * around.own,
            absent=_share(named, around.missing),
            strange=min(2, sum(not term.known and term.weight > SLIGHT for term in query.terms)) / 2,
            known=sum(term.weight for term in query.terms if term.known) / (query.weight or 1.0),
            fresh=_fresh(query.now, published.day if published else None, latest),
            rank=math.log(max(evidence.score, 1e-9)),
            together=sum(each.article_id == evidence.article_id for each in best) / max(1, len(best)),
            dense=min(1.0, evidence.window_score / max(1.0, query.weight)),
        )

    def compose(self, ask: Ask, found: Finding, articles: dict[int, Article], confidence: float) -> Answer:
        """The reply: the short answer, the passage that bears it with the answer marked, what else bears on it.

        As many passages as fit a screen, the first in any case.
        """
        other = differing(found)
        first = [found.evidence, *([other.evidence] if other else [])]
        shown = [*first, *(each for each in found.others if each not in first)]
        answer = self._answer(ask, found, shown[:SHOWN], articles, confidence)
        for count in range(min(SHOWN, len(shown)) - 1, 0, -1):
            if len(plain(answer)) <= SCREEN:
                break
            answer = self._answer(ask, found, shown[:count], articles, confidence)
        return answer

    def _answer(
        self, ask: Ask, found: Finding, shown: Sequence[Evidence], articles: dict[int, Article], confidence: float
    ) -> Answer:
        """The answer with these passages."""
        citer = Citer()
        other = differing(found)
        blocks: list[Block] = []
        for evidence in shown:
            article = articles[evidence.article_id]
            span = evidence.span if blocks else _with_lead(evidence, article)
            marked = found.marks if not blocks else other.marks if other and evidence is other.evidence else ()
            marks = tuple(Span(m.start - span.start, m.end - span.start) for m in marked if span.covers(m))
            words = span.of(article.record.body)
            blocks.append(Block(words=words, marks=marks, citations=(citer.cite(article, span),)))
        sure = confidence >= self._calibration.sure
        headline = _headline(found, articles[found.evidence.article_id])
        if other:
            headline = f"{headline}, or {other.text}: the articles differ"
        return Answer(
            kind=ask.kind,
            answered=True,
            headline=headline if sure else f"This may be it: {headline}",
            confidence=confidence,
            blocks=tuple(blocks),
            citations=citer.citations,
            sure=sure,
        )


def differing(found: Finding) -> Finding | None:
    """Another figure that another article gives in as good a place; nothing is decided between the two."""
    for rival in found.rivals:
        elsewhere = rival.evidence.article_id != found.evidence.article_id
        as_good = rival.evidence.reach.own >= AS_GOOD * found.evidence.reach.own and rival.worth >= RIVAL * found.worth
        if found.measured and elsewhere and as_good and rival.text.casefold() not in found.evidence.text.casefold():
            return rival
    return None


def _share(named: Mapping[str, float], lost: Sequence[str]) -> float:
    """The share of the names' weight that is lost."""
    total = sum(named.values())
    return sum(named.get(name, 0.0) for name in lost) / total if total else 0.0


def _without_role(query: Query, evidence: Evidence) -> bool:
    """Whether the question asks for the holder of a role that stands nowhere near."""
    role = query.focus.role
    return role is not None and any(term.text == role and term.text in evidence.reach.apart for term in query.terms)


def _of_another_year(query: Query, evidence: Evidence, article: Article) -> bool:
    """Whether the question names a year that is neither the article's nor printed in it, where others are."""
    years = {term.text for term in query.terms if _YEAR.fullmatch(term.text) and term.text in evidence.reach.missing}
    published = article.record.header.published
    if not years or (published and str(published.day.year) in years):
        return False
    printed = set(_YEAR.findall(article.record.body))
    return not years & printed and bool(printed or published)


def _fresh(now: date, published: date | None, latest: date | None) -> float:
    """How near the article is to the day of the question; an archive that ends long before tells nothing."""
    if latest is None or (now - latest).days > ARCHIVE:
        return 0.5
    return freshness(published, now)


def _distinct(ranked: Sequence[Evidence], limit: int) -> list[Evidence]:
    """The best passages, one of each wording."""
    out: list[Evidence] = []
    for evidence in ranked:
        if all(fuzz.ratio(evidence.text, kept.text) < ALIKE for kept in out):
            out.append(evidence)
        if len(out) == limit:
            break
    return out


def _one_each(ranked: Sequence[Evidence]) -> list[Evidence]:
    """The best passage of each article."""
    first: dict[int, Evidence] = {}
    for each in ranked:
        first.setdefault(each.article_id, each)
    return list(first.values())


def _pooled(held: Sequence[tuple[float, Evidence, Candidate]]) -> float:
    """The best passage counts in full, each further one half of the one before."""
    worths = sorted((worth for worth, _, _ in held), reverse=True)
    return sum(worth * 0.5**i for i, worth in enumerate(worths))


def _finding(held: Sequence[tuple[float, Evidence, Candidate]]) -> Finding:
    _worth, evidence, candidate = max(held, key=lambda item: item[0])
    text = candidate.name or candidate.text
    backing = len({e.article_id for _, e, _ in held})
    return Finding(evidence, text, (candidate.span,), candidate.title, _pooled(held), backing)


def _with_lead(evidence: Evidence, article: Article) -> Span:
    """The passage, with the one before it where it begins with a word that points back."""
    first = evidence.text.split(maxsplit=1)[0].strip("“\"'‘").lower() if evidence.text else ""
    before = evidence.before
    if before is None or first not in _POINTING or evidence.span.end - before.start > LEAD:
        return evidence.span
    if "\n" in article.record.body[before.end : evidence.span.start]:
        return evidence.span
    return Span(before.start, evidence.span.end)


_POINTING = frozenset(
    "he she it they this that these those his her its their such both but and also there then".split()
)


def _headline(found: Finding, article: Article) -> str:
    if found.text:
        return f"{found.text}, {found.title}" if found.title and found.title not in found.text else found.text
    header = article.record.header
    outlet = header.outlet.value if header.outlet else "the article"
    return f"What {outlet} says:"
