"""Quote: from words that somebody remembers to the words of an article, with who speaks and what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.citing import Citer, outlet_of, show_stamp
from bot.answer.findings import doubtful
from bot.answer.glance import Glance
from bot.answer.likeness import Kin, remember
from bot.answer.printings import other_blocks
from bot.answer.recall import CLOSE, ENOUGH, Found, rank, same_place
from bot.answer.showing import lead_of, list_spoken, marks
from bot.answer.stretch_finder import LookedUp, StretchFinder
from bot.answer.stretches import Sentences
from bot.answer.variants import Family, Printing, VariantFinder
from bot.models import Answer, Ask, Block, Kind, QuestionKind, Quotation, Span
from bot.text.dates import show_days
from bot.text.wording import Word, Wording

CUT = "Of what you gave, I looked for the first 600 characters."
_LONGEST = 600  # characters of remembered words
_LEAST = 0.25  # of the words, for a text to be compared
_SURE = 0.66
_CLEAR = 0.8  # nothing that is not seen at a glance is nearer
_AHEAD = 12  # points (of 100) before any other text, by which what is sure is clear
_MOST = 3
_CONTEXT = 640  # characters with the sentences before and behind
_NEAREST = 200


class QuoteFinder:
    """Answers "find the quote …". ``kin`` gives the stems that stand for a stem, and how well (0 to 1)."""

    def __init__(
        self, glance: Glance, finder: StretchFinder, variants: VariantFinder, wording: Wording, kin: Kin
    ) -> None:
        self._glance = glance
        self._finder = finder
        self._variants = variants
        self._wording = wording
        self._kin = kin

    async def answer(self, ask: Ask) -> Answer:
        """The remark that ``ask.words`` remember, or silence."""
        given = " ".join((ask.words or ask.question).split())
        words = given[:_LONGEST].rsplit(" ", 1)[0] if len(given) > _LONGEST else given
        asked = self._wording.words(words)
        if not asked:
            return Answer(
                QuestionKind.QUOTE, False, "There are no words to look for. Give a few words of the quotation.", 0.9
            )
        ranked = await self._found(words, asked, ask.scopes)
        found = answer_of(ranked, await self._family(ranked, ask.scopes))
        return found if words == given else replace(found, hints=(*found.hints, CUT))

    async def _found(self, words: str, asked: Sequence[Word], scopes: Sequence[str]) -> list[Found]:
        """Where the words may come from, nearest first; looked for further as long as it isn't clear."""
        nearest: list[Found] = []
        async for glanced in self._glance.looks(words, scopes):
            ranked = self._ranked(words, asked, glanced.looked_up)
            if ranked and ranked[0].score >= (_SURE if glanced.lead >= _AHEAD else _CLEAR):
                return ranked
            nearest = _nearer(ranked, nearest)
        looked_up = await self._finder.look_up(words, scopes, least=_LEAST)
        ranked = self._ranked(words, asked, looked_up)
        nearest = _nearer(ranked, nearest)
        if _best(ranked) < _SURE:
            kin = await self._finder.look_up(words, scopes, least=_LEAST, kin=self._kin)
            nearest = _nearer(self._ranked(words, asked, kin.with_stretches(looked_up.stretches)), nearest)
        return nearest

    async def _family(self, ranked: Sequence[Found], scopes: Sequence[str]) -> Family | None:
        """How other outlets print what was found first, where it was found surely."""
        if not ranked or ranked[0].score < _SURE or ranked[0].laid.stretch.kind is not Kind.DIRECT:
            return None
        stretch = ranked[0].laid.stretch
        touched = next(
            (one for one in stretch.quotations if any(p.overlaps(ranked[0].laid.span) for p in one.quotation.parts)),
            None,
        )
        return await self._variants.family(Printing(touched, stretch.article), scopes) if touched else None

    def _ranked(self, words: str, asked: Sequence[Word], looked_up: LookedUp) -> list[Found]:
        remembered = remember(asked, looked_up.counts, looked_up.windows, self._wording, self._kin)
        return rank(remembered, words, looked_up.stretches)


def _best(ranked: Sequence[Found]) -> float:
    return ranked[0].score if ranked else 0.0


def _nearer(ranked: list[Found], before: list[Found]) -> list[Found]:
    """Of two rankings the one whose first is as near or nearer."""
    return ranked if _best(ranked) >= _best(before) else before


def answer_of(ranked: Sequence[Found], family: Family | None = None) -> Answer:
    """The reply to what was found, nearest first, with the ``family`` of the first."""
    if not ranked or ranked[0].score < ENOUGH:
        return _silence(ranked[0] if ranked else None)
    best = ranked[0]
    citer = Citer()
    shown = _distinct(ranked)
    others = family.others[: _MOST - 1] if family and len(shown) == 1 else ()
    blocks = [_block(found, citer, room=_CONTEXT // (len(shown) + len(others))) for found in shown]
    for again in family.first.printings[1:_MOST] if family else ():
        citer.cite(again.article, again.stored.quotation.span)
    blocks += other_blocks(others, citer)
    sure = best.score >= _SURE
    return Answer(
        kind=QuestionKind.QUOTE,
        answered=True,
        headline=_headline(best) if sure else doubtful(_headline(best)),
        confidence=round(min(0.97, max(0.3, 0.25 + 0.75 * best.score)), 3),
        blocks=tuple(blocks),
        citations=citer.citations,
        quotations=citer.quotations,
        sure=sure,
    )


def _silence(nearest: Found | None) -> Answer:
    """No quotation is near enough; the nearest is told in words, without a source."""
    hints: tuple[str, ...] = ()
    if nearest is not None and nearest.quotation is not None and nearest.score > ENOUGH / 2:
        article = nearest.laid.stretch.article
        text = Sentences(article).around(nearest.laid.span).of(article.record.body)
        if len(text) <= _NEAREST:
            hints = (f"Nearest, but not an answer: {text}",)
    return Answer(
        kind=QuestionKind.QUOTE,
        answered=False,
        headline="The articles hold no quotation like this.",
        confidence=round(0.95 - (nearest.score * 0.7 if nearest else 0.0), 3),
        hints=hints,
    )


def _distinct(ranked: Sequence[Found]) -> list[Found]:
    """The best, and others as near that are other words, unless the best has the very words."""
    best = ranked[0]
    chosen = [best]
    if best.likeness.exact > 0.99:
        return chosen
    for found in ranked[1:]:
        if len(chosen) == _MOST or found.score < max(ENOUGH, best.score - CLOSE):
            break
        if not any(same_place(found, one) or _same_words(found, one) for one in chosen):
            chosen.append(found)
    return chosen


def _same_words(one: Found, other: Found) -> bool:
    return [word.key for word in one.likeness.source] == [word.key for word in other.likeness.source]


def _headline(found: Found) -> str:
    header = found.laid.stretch.article.record.header
    quotation, direct = found.quotation, found.laid.stretch.kind is Kind.DIRECT
    place = f"{outlet_of(header)}, {show_stamp(header.published, clock=False)}" if header.outlet else ""
    place = place or f"an article of {show_stamp(header.published, clock=False)}" if header.published else place
    where = f" ({place})" if place else ""
    if quotation is None:
        return f"Not a quotation: the words are the article's own{where}."
    said = _said_on(quotation)
    if direct:
        told = f"{lead_of(quotation)}{said}{where}."
        return told[0].upper() + told[1:]
    lead = lead_of(quotation)
    told = f"{lead}," if "," in lead else lead
    return f"Reported, not quoted: the words are the article's own, for what {told} said{said}{where}."


def _said_on(quotation: Quotation) -> str:
    """The day on which it was said, where the article alone settles it."""
    if quotation.said is None or len(quotation.said.candidates) != 1:
        return ""
    (choice,) = quotation.said.candidates
    return f", {show_days(choice.days, choice.precision)}"


def _block(found: Found, citer: Citer, room: int) -> Block:
    """The words in their sentence, with the sentence before and the one behind where there is room."""
    laid = found.laid
    article = laid.stretch.article
    number = citer.cite(article, laid.span)
    list_spoken(laid, citer, found.reported)
    sentences = Sentences(article)
    window = sentences.around(laid.span)
    before, behind = sentences.neighbours(laid.span)
    if before and window.end - before.start <= room:
        window = Span(before.start, window.end)
    if behind and behind.end - window.start <= room:
        window = Span(window.start, behind.end)
    return Block(words=window.of(article.record.body), marks=marks(laid, window), citations=(number,))
