"""Verify: whether somebody said these words, and what was done to them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answer.citing import Citer
from bot.answer.claims import Claims
from bot.answer.judging import Judge, Judgement
from bot.answer.laying import Laid, quotation_at
from bot.answer.showing import compact, list_spoken, name_of, shown
from bot.answer.silence import shortened
from bot.answer.stretch_finder import StretchFinder
from bot.answer.stretches import Sentences
from bot.models import Answer, Ask, Block, Kind, QuestionKind, Verdict

TOO_LITTLE = "That is too little to check. Give the quotation, and who is said to have said it."
ENOUGH_SMALL = 5  # words that carry little by themselves: so many are checked
_LONGEST = 2_000  # characters of a quotation that are compared
_LEAST = 0.5  # of the words, for a text to be compared
_WORTH = 0.7  # how near anybody's words are, for the speaker's own to be gone through
_UNSETTLED = {Verdict.INVENTED, Verdict.WRONG_SPEAKER, Verdict.REPORTED_NOT_DIRECT}
_AGAIN = 2  # further sources of the same words that are cited
_SURE = {
    Verdict.STITCHED: 0.88,
    Verdict.WRONG_SPEAKER: 0.88,
    Verdict.REPORTED_NOT_DIRECT: 0.88,
    Verdict.ALTERED: 0.92,
    Verdict.TRUE: 0.97,
}


class Verifier:
    """Answers "did X say …?"."""

    def __init__(self, finder: StretchFinder, judge: Judge) -> None:
        self._finder = finder
        self._judge = judge
        self.claims = Claims(judge.wording, judge.reversal)

    async def answer(self, ask: Ask) -> Answer:
        """The verdict on ``ask.words``, said to be by ``ask.speaker``, with the true words and their sources."""
        words = " ".join((ask.words or ask.question).split())[:_LONGEST]
        if not self._tells(words):
            return Answer(QuestionKind.VERIFY, False, TOO_LITTLE, 0.9)
        return answer_of(await self._judged(words, ask), ask.speaker)

    def _tells(self, words: str) -> bool:
        """Whether one of the words carries something, or there are enough small ones to know a wording by."""
        keys = [word.key for word in self._judge.wording.words(words)]
        return len(keys) >= ENOUGH_SMALL or any(not self._judge.wording.is_function(key) for key in keys)

    async def claim(self, ask: Ask) -> Answer | None:
        """The reply to a claim in plain words, where they are found to the letter or nearly; else None."""
        words = " ".join((ask.words or "").split())[:_LONGEST]
        judgement = await self._judged(words, ask)
        return (
            None if judgement.best is None else self.claims.of_judgement(judgement, answer_of(judgement, ask.speaker))
        )

    async def _judged(self, words: str, ask: Ask) -> Judgement:
        found = await self._finder.look_up(words, ask.scopes, least=_LEAST)
        judgement = self._judge.judge(words, ask.speaker, found.stretches, found.rarity)
        if judgement.lacking:
            pieces = " ".join(judgement.lacking)
            more = await self._finder.look_up(pieces, ask.scopes, least=_LEAST)
            stretches = [*found.stretches, *more.stretches]
            judgement = self._judge.judge(words, ask.speaker, stretches, found.rarity)
        if ask.speaker and judgement.verdict in _UNSETTLED and judgement.nearest >= _WORTH:
            own = await self._finder.look_up(words, ask.scopes, least=_LEAST, speaker=ask.speaker)
            if own.stretches:
                stretches = [*own.stretches, *found.stretches]
                judgement = self._judge.judge(words, ask.speaker, stretches, found.rarity)
        return judgement


def answer_of(judgement: Judgement, speaker: str | None) -> Answer:
    """The reply to a judgement on words said to be ``speaker``'s."""
    if judgement.best is None:
        return _not_found(judgement)
    citer = Citer()
    blocks = [_block(judgement, judgement.best, citer)]
    if (
        judgement.other is not None
        and judgement.other.span.of(judgement.other.stretch.article.record.body) not in blocks[0].words
    ):
        blocks.append(shown(judgement.other, citer))
        list_spoken(judgement.other, citer)
    for again in judgement.again:
        if len(citer.citations) > _AGAIN:
            break
        citer.cite(again.stretch.article, again.span)
    return Answer(
        kind=QuestionKind.VERIFY,
        answered=True,
        headline=_headline(judgement, judgement.best, speaker),
        confidence=round(_confidence(judgement, judgement.best, speaker), 3),
        blocks=tuple(blocks),
        citations=citer.citations,
        quotations=citer.quotations,
        verdict=judgement.verdict,
        sure=not (speaker and judgement.best.same_speaker is None and judgement.best.stretch.kind is Kind.DIRECT),
        hints=tuple(_notes(judgement, judgement.best, speaker)),
    )


def _not_found(judgement: Judgement) -> Answer:
    return Answer(
        kind=QuestionKind.VERIFY,
        answered=False,
        headline="Not found in these articles.",
        confidence=round(0.95 - 0.5 * max(0.0, judgement.nearest - 0.3), 3),
        blocks=(_nearest(judgement.near),) if judgement.near else (),
        verdict=Verdict.INVENTED,
        hints=("That these articles do not have the words does not make them false.",),
    )


def _nearest(near: Laid) -> Block:
    """What somebody said that has some of the words in a row; no source, since it is not what was asked for."""
    body = near.stretch.article.record.body
    passage = Sentences(near.stretch.article).around(near.span).of(body)
    return Block(lead=f"Nearest, but not these words ({name_of(near)})", words=shortened(passage))


def _block(judgement: Judgement, best: Laid, citer: Citer) -> Block:
    difference = () if judgement.verdict is Verdict.STITCHED else compact(judgement.difference)
    block = shown(best, citer, difference)
    list_spoken(best, citer, judgement.reported)
    return block


def _headline(judgement: Judgement, best: Laid, speaker: str | None) -> str:
    name = name_of(best, judgement.reported)
    match judgement.verdict:
        case Verdict.STITCHED if _in_one_quotation(judgement):
            return f"Stitched: parts of one remark by {name}, put into another order."
        case Verdict.STITCHED:
            return "Stitched: the words are sewn together from two places."
        case Verdict.WRONG_SPEAKER if not judgement.exact:
            return f"Not {speaker}: {name} said nearly these words."
        case Verdict.WRONG_SPEAKER:
            return f"Not {speaker}: the words are given to {name}."
        case Verdict.REPORTED_NOT_DIRECT if judgement.reported is not None:
            return f"Reported, not a direct quotation: the words are the article's own, for what {name} said."
        case Verdict.REPORTED_NOT_DIRECT:
            return "Reported, not a direct quotation: the words are the article's own, and it gives them to no speaker."
        case Verdict.ALTERED if judgement.exact:
            return f"Altered: cut so that “{judgement.lost}” is lost; {name} said more than these words."
        case Verdict.ALTERED if judgement.moved:
            return f"Altered: {name} said “{judgement.lost}” in another place."
        case Verdict.ALTERED if judgement.put_in:
            return f"Altered: {name} said it without “{judgement.put_in}”."
        case Verdict.ALTERED if judgement.lost:
            return f"Altered: {name} said it with “{judgement.lost}”."
        case Verdict.ALTERED:
            return f"Altered: not word for word what {name} said."
        case _ if judgement.left_out:
            return f"True, but shortened: {name} said these words, with others between."
        case _ if judgement.part:
            return f"True, as part of a longer sentence: {name} said these words."
        case _:
            return f"True: {name} said these words."


def _in_one_quotation(judgement: Judgement) -> bool:
    """Whether both pieces of sewn words are of one quotation."""
    best, other = judgement.best, judgement.other
    if best is None or other is None or best.stretch is not other.stretch:
        return False
    return quotation_at(best, best.alignment.first) == quotation_at(other, other.alignment.first)


def _notes(judgement: Judgement, best: Laid, speaker: str | None) -> Iterator[str]:
    if judgement.verdict in {Verdict.WRONG_SPEAKER, Verdict.REPORTED_NOT_DIRECT} and not judgement.exact:
        yield "The words are not the same, either: see the difference."
    if judgement.lost and judgement.verdict is not Verdict.ALTERED:
        yield f"What was left out turns the meaning: “{judgement.lost}”."
    if speaker and best.stretch.kind is Kind.DIRECT and best.same_speaker is None:
        yield f"The article leaves open whether the speaker is {speaker}."
    if judgement.verdict is Verdict.WRONG_SPEAKER and best.stretch.kind is None:
        yield "They are reported speech: the article's own words."
    if judgement.exact and judgement.again:
        yield "The same words stand in other articles as well."


def _confidence(judgement: Judgement, best: Laid, speaker: str | None) -> float:
    sure = _SURE[judgement.verdict]
    spoken = best.stretch.spoken or (judgement.reported.quotation if judgement.reported else None)
    if speaker and best.same_speaker is not True:
        sure -= 0.25 * (1 - (spoken.confidence if spoken else 0.5))
    if not judgement.exact:
        sure -= 0.4 * (1 - min(1.0, best.alignment.share + (0.25 if judgement.other else 0.1)))
    return sure - (0.0 if len(best.asked) > 4 else 0.07 if len(best.asked) > 2 else 0.25)
