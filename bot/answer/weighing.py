"""What speaks for and against a finding, read off the question, the evidence and the corpus."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date

from bot.answer.confidence import WEAK, Signs
from bot.answer.findings import Finding
from bot.answer.typed import MEASURED, UNTYPED
from bot.models import Article
from bot.retrieve.features import Reach
from bot.retrieve.query import Query, Weighed
from bot.retrieve.question import Wants
from bot.retrieve.ranking import Evidence, freshness
from bot.text.tokens import stems

SLIGHT = 1.0  # weight of a word that a question could do without
FEW_WORDS = 2  # that a question says of its names, from which all of them lacking tells against an answer
ARCHIVE = 90  # days after its newest article from which a corpus is an archive
_TOLD = MEASURED | {Wants.PERSON}  # what a passage without such does not tell
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")


def signs_of(
    query: Query,
    found: Finding,
    ranked: Sequence[Evidence],
    articles: dict[int, Article],
    latest: date | None,
    *,
    another: bool = False,
) -> Signs:
    """What speaks for and against the finding; ``latest`` is the newest day of the corpus, ``another`` that it tells of somebody else."""
    evidence = found.evidence
    timed = query.timed if found.timely else frozenset()
    around = with_time(evidence.reach, query) if found.timely else evidence.reach
    named = {term.text: term.weight for term in query.terms if term.name}
    published = articles[evidence.article_id].record.header.published
    return Signs(
        local=around.local,
        spread=around.spread,
        weak=float(around.local < WEAK),
        names=1 - _share(named, around.apart),
        named=1 - _share(named, around.outside),
        typed=float(bool(found.text) or query.focus.wants in UNTYPED),
        lacking=float(
            (not found.text and query.focus.wants in _TOLD)
            or around.own == 0
            or _without_role(query, evidence)
            or _names_alone(query, around)
            or another
            or _of_another_year(query, evidence, articles[evidence.article_id])
        ),
        own=around.own,
        short=float(bool(found.text)) * around.own,
        absent=_share(named, around.missing),
        strange=min(2, sum(_strange(t, timed) for t in query.terms)) / 2,
        known=sum(t.weight for t in query.terms if t.known or t.stem in timed) / (query.weight or 1.0),
        fresh=_fresh(query.now, published.day if published else None, latest),
        rank=math.log(max(evidence.score, 1e-9)),
        together=_together(evidence, ranked),
        dense=min(1.0, evidence.window_score / max(1.0, query.weight)),
    )


def _together(evidence: Evidence, ranked: Sequence[Evidence]) -> float:
    """The share of the weight of all passages that stands in the finding's article."""
    total = sum(each.score for each in ranked)
    return sum(each.score for each in ranked if each.article_id == evidence.article_id) / total if total else 0.0


def with_time(reach: Reach, query: Query) -> Reach:
    """The reach with the words of the time held: evidence of that time need not print them."""
    lost = {term.text: term.weight / (query.weight or 1.0) for term in query.terms if term.stem in query.timed}
    if not lost:
        return reach
    beside = sum(lost.get(word, 0.0) for word in reach.outside)
    apart = sum(lost.get(word, 0.0) for word in reach.apart)
    return Reach(
        own=min(1.0, reach.own + beside),
        local=min(1.0, reach.local + (apart + beside) / 2),
        spread=min(1.0, reach.spread + (apart + beside) / 2),
        outside=tuple(word for word in reach.outside if word not in lost),
        apart=tuple(word for word in reach.apart if word not in lost),
        missing=tuple(word for word in reach.missing if word not in lost),
    )


def _strange(term: Weighed, timed: frozenset[str]) -> bool:
    """Whether the corpus lacks a word that matters, or has it spelt otherwise alone."""
    there = term.known and not term.spelt
    return not (there or term.stem in timed) and term.weight > SLIGHT


def _share(named: Mapping[str, float], lost: Sequence[str]) -> float:
    """The share of the names' weight that is lost."""
    total = sum(named.values())
    return sum(named.get(name, 0.0) for name in lost) / total if total else 0.0


def _without_role(query: Query, evidence: Evidence) -> bool:
    """Whether the question asks for the holder of a role that stands nowhere near."""
    role = query.focus.role
    return role is not None and any(term.text == role and term.text in evidence.reach.apart for term in query.terms)


def _names_alone(query: Query, around: Reach) -> bool:
    """Whether a short answer stands near the question's names alone, and part of what it says of them is nowhere at all."""
    if query.focus.wants in UNTYPED:
        return False
    noun = frozenset(stems(query.focus.noun or ""))
    told = [term for term in query.terms if not term.name and term.weight > SLIGHT and term.stem not in noun]
    strange = any(not term.known for term in told)
    return strange and len(told) >= FEW_WORDS and all(term.text in around.apart for term in told)


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
