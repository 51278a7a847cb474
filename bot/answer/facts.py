"""Plain facts: the passages that bear on a question, and the shortest thing in them that answers it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from bot.answer.amounts import NUMBERS
from bot.answer.citing import Citer
from bot.answer.confidence import Calibration
from bot.answer.filling import Piece, around, fill
from bot.answer.findings import Finding, differing, doubtful, spelling_notes
from bot.answer.moments import Moments
from bot.answer.render import SCREEN
from bot.answer.things import Candidate
from bot.answer.timing import Timing
from bot.answer.typed import TIMES, TypeFinder
from bot.models import Answer, Article, Ask, Block, Span
from bot.retrieve.query import Query
from bot.retrieve.question import Wants
from bot.retrieve.ranking import Evidence
from bot.store.articles import Articles

LOOKED_AT = 12  # passages that are weighed by a time that is named
POOL = 6  # passages in which short answers are looked for
LIKELY = 0.05  # share of the best passage's score from which another is shown before what stands around the best
LEAD = 650  # characters of a passage with the one before it
SAME_EVENT = 0.75  # share of the best passage's hold on the question from which another tells of the same
ALIKE = 88  # rapidfuzz ratio from which two passages are the same wording
NEAR_BEST = 0.2  # share of the best passage's score from which another is looked into
_DIGITS = re.compile(r"\d+")


class Facts:
    """Makes answers about facts from ranked evidence."""

    def __init__(
        self,
        store: Articles,
        types: TypeFinder,
        moments: Moments,
        timing: Timing,
        calibration: Calibration,
        pointing: Collection[str],
    ) -> None:
        """``pointing`` are the words by which a sentence points back at the one before it."""
        self._store = store
        self._types = types
        self._moments = moments
        self._timing = timing
        self._calibration = calibration
        self._pointing = frozenset(pointing)

    async def finding(
        self, ask: Ask, query: Query, ranked: Sequence[Evidence], articles: Mapping[int, Article]
    ) -> Finding | None:
        """The best short answer in the best passages; None without evidence."""
        near = _distinct(_one_each(ranked) if query.wide else ranked, LOOKED_AT if query.days else POOL)
        spans: dict[int, list[Span]] = defaultdict(list)
        for each in near:
            spans[each.article_id].append(each.span)
        detailed = await self._store.detailed(articles, spans)
        near = [each for each in near if each.article_id in detailed]
        distinct = (await self._timing.weigh(ask, query, near, detailed))[:POOL]
        if not distinct:
            return None
        found = await self._best(ask, query, distinct, detailed)
        timely = await self._timing.is_of_time(ask, query, found.evidence, detailed[found.evidence.article_id])
        return replace(
            found,
            others=tuple(distinct),
            timely=timely,
            notes=spelling_notes(query.terms, (each.text for each in distinct)),
        )

    async def _best(
        self, ask: Ask, query: Query, distinct: Sequence[Evidence], articles: dict[int, Article]
    ) -> Finding:
        if query.focus.wants not in TIMES:
            return self._short(query, distinct, articles)
        told = await self._moments.find(ask, query, distinct, articles)
        found = [Finding(dated.evidence, dated.text, dated.marks, None, 1.0) for dated in told]
        return replace(found[0], rivals=tuple(found[1:]), measured=True) if found else Finding(distinct[0])

    def _short(self, query: Query, distinct: Sequence[Evidence], articles: dict[int, Article]) -> Finding:
        least = NEAR_BEST * distinct[0].score
        near = [evidence for evidence in distinct if evidence.score >= least]
        pool = self._pool(query, near, articles) or self._farther(query, distinct, articles)
        if not pool:
            return Finding(distinct[0])
        ordered = sorted(pool.values(), key=lambda held: (-_pooled(held), held[0][2].key))
        findings = [_finding(held) for held in ordered[:3]]
        rivals = tuple(f for f in findings[1:] if f.worth > 0)
        return replace(findings[0], rivals=rivals, measured=query.focus.wants in NUMBERS)

    def _farther(
        self, query: Query, distinct: Sequence[Evidence], articles: dict[int, Article]
    ) -> dict[str, list[tuple[float, Evidence, Candidate]]]:
        """Persons in passages that bear less on the question, where the best ones name none."""
        if query.focus.wants is not Wants.PERSON:
            return {}
        pool = self._pool(query, distinct, articles)
        return {key: held for key, held in pool.items() if held[0][2].name}  # "an officer" there may be any

    def _pool(
        self, query: Query, passages: Sequence[Evidence], articles: dict[int, Article]
    ) -> dict[str, list[tuple[float, Evidence, Candidate]]]:
        """The candidates of the passages with what each is worth, by their keys."""
        best, own = passages[0].score, max(each.reach.own for each in passages) or 1.0
        pool: dict[str, list[tuple[float, Evidence, Candidate]]] = defaultdict(list)
        for evidence in passages:
            for candidate in self._types.find(query, evidence.span, articles[evidence.article_id].record):
                worth = evidence.score / best * candidate.worth * min(1.0, evidence.reach.own / (SAME_EVENT * own)) ** 2
                pool[candidate.key].append((worth, evidence, candidate))
        return pool

    def compose(self, ask: Ask, found: Finding, articles: dict[int, Article], confidence: float) -> Answer:
        """The reply: the short answer, the passage that bears it with the answer marked, what else bears on it.

        What stands around the passage is shown where a screen has room for it.
        """
        other = differing(found)
        sure = confidence >= self._calibration.sure
        headline, pieces = self._filled(found, other, articles, sure=sure)
        if other and not _shows(pieces, other):  # two long sentences: nothing is told of which no word is shown
            other = None
            headline, pieces = self._filled(found, None, articles, sure=sure)
        citer = Citer()
        own = found.marks or (found.evidence.span,)
        marks = {found.evidence.article_id: own, **({other.evidence.article_id: other.marks} if other else {})}
        blocks = [_block(piece, marks.get(piece.article.id, ()), citer) for piece in pieces]
        return Answer(
            kind=ask.kind,
            answered=True,
            headline=headline,
            confidence=confidence,
            blocks=tuple(blocks),
            hints=found.notes,
            citations=citer.citations,
            sure=sure,
        )

    def _filled(
        self, found: Finding, other: Finding | None, articles: dict[int, Article], *, sure: bool
    ) -> tuple[str, list[Piece]]:
        """The headline, and the pieces of articles that have room under it."""
        article = articles[found.evidence.article_id]
        headline = _headline(found, article)
        if other:
            headline = _both(headline, found, other, articles)
        headline = headline if sure else doubtful(headline)
        first = Piece(article, _with_lead(found.evidence, article, self._pointing))
        room = SCREEN - sum(len(line) + 1 for line in (headline, *found.notes))
        return headline, fill(first, _beside(found, other, articles), room)


def _shows(pieces: Sequence[Piece], finding: Finding) -> bool:
    """Whether one of the pieces has the words of a finding."""
    own = [piece for piece in pieces if piece.article.id == finding.evidence.article_id]
    return any(piece.span.covers(mark) for piece in own for mark in finding.marks)


def _beside(found: Finding, other: Finding | None, articles: dict[int, Article]) -> Iterator[Piece]:
    """What may be shown beside the passage that bears the answer, most wanted first."""
    evidence = found.evidence
    article = articles[evidence.article_id]
    further = [*([other.evidence] if other else []), *(each for each in found.others if each != evidence)]
    likely = (each for each in further if each.score >= LIKELY * evidence.score)
    good = [Piece(articles[each.article_id], each.span) for each in likely]
    yield from good[:1]
    yield from around(article, evidence.span, (-1,))
    yield from good[1:]
    yield from around(article, evidence.span)


def _block(piece: Piece, marked: Sequence[Span], citer: Citer) -> Block:
    """A piece as it is shown, what it has of the answer marked."""
    inside = [mark for mark in marked if piece.span.covers(mark) and mark != piece.span]
    marks = tuple(Span(mark.start - piece.span.start, mark.end - piece.span.start) for mark in inside)
    return Block(words=piece.words, marks=marks, citations=(citer.cite(piece.article, piece.span),))


def _both(headline: str, found: Finding, other: Finding, articles: dict[int, Article]) -> str:
    """Both of what the articles say, each with who says it where the outlets' names tell them apart."""
    mine, theirs = (articles[each.evidence.article_id].record.header for each in (found, other))
    if mine.outlet and theirs.outlet and mine.outlet.value != theirs.outlet.value:
        return f"{headline} ({mine.outlet.value}), or {other.text} ({theirs.outlet.value}): the articles differ"
    return f"{headline}, or {other.text}: the articles differ"


def _distinct(ranked: Sequence[Evidence], limit: int) -> list[Evidence]:
    """The best passages, one of each wording."""
    out: list[Evidence] = []
    for evidence in ranked:
        if not any(_same_wording(evidence.text, kept.text) for kept in out):
            out.append(evidence)
        if len(out) == limit:
            break
    return out


def _same_wording(one: str, other: str) -> bool:
    """Whether two passages are one wording; another number makes it another."""
    return fuzz.ratio(one, other, score_cutoff=ALIKE) > 0 and _DIGITS.findall(one) == _DIGITS.findall(other)


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
    marks = () if candidate.aside else (candidate.span,)
    return Finding(evidence, text, marks, candidate.title, _pooled(held), backing, aside=candidate.aside)


def _with_lead(evidence: Evidence, article: Article, pointing: Collection[str]) -> Span:
    """The passage, with the one before it where it begins with a word that points back."""
    first = evidence.text.split(maxsplit=1)[0].strip("“\"'‘").lower() if evidence.text else ""
    before = evidence.before
    if before is None or first not in pointing or evidence.span.end - before.start > LEAD:
        return evidence.span
    if "\n" in article.record.body[before.end : evidence.span.start]:
        return evidence.span
    return Span(before.start, evidence.span.end)


def _headline(found: Finding, article: Article) -> str:
    if found.text and not found.aside:
        return f"{found.text}, {found.title}" if found.title and found.title not in found.text else found.text
    header = article.record.header
    outlet = header.outlet.value if header.outlet else "the article"
    return f"What {outlet} says:"
