"""Whether somebody said so, asked without quotation marks: small words do not count, but what turns the meaning does."""

from __future__ import annotations

from dataclasses import replace

from bot.answer.judging import Judgement
from bot.answer.showing import SOMEBODY, name_of
from bot.answer.silence import silence
from bot.models import Answer, Block, Kind, QuestionKind, Verdict
from bot.text.reversal import Reversal
from bot.text.segment import segment
from bot.text.tokens import stem
from bot.text.wording import Wording

LIGHT = 0.6  # the weight of words that differ, up to which a claim is told as said
LIGHT_TURNED = 0.95  # … and up to which one that was turned round
_MAYBE = 0.6  # confidence at most
_WEIGHTY = 2  # words of a claim that a sentence has to hold, at least


class Claims:
    """Tells what a judgement or a speaker's remarks say about a claim."""

    def __init__(self, wording: Wording, reversal: Reversal) -> None:
        self._wording = wording
        self._reversal = reversal

    def of_judgement(self, judgement: Judgement, answer: Answer) -> Answer | None:
        """``answer``, the reply to a quotation, as one to a claim; None where the judgement does not bear on it."""
        best = judgement.best
        told = judgement.reported is not None
        if best is None or judgement.verdict is Verdict.STITCHED or (best.stretch.kind is None and not told):
            return None
        name = name_of(best, judgement.reported)
        if told and name == SOMEBODY:
            return None
        if judgement.verdict in {Verdict.TRUE, Verdict.WRONG_SPEAKER}:
            return answer
        turned = judgement.lost or judgement.put_in
        if judgement.missing > (LIGHT_TURNED if turned else LIGHT):
            return None if told else _differing(answer, name)
        if judgement.exact and judgement.lost:
            return replace(answer, headline=f"Only with “{judgement.lost}”: {name} said more than these words.")
        if judgement.lost:
            return replace(answer, headline=f"Not so: {name} said it with “{judgement.lost}”.")
        if judgement.put_in:
            return replace(answer, headline=f"Not so: {name} said it without “{judgement.put_in}”.")
        if told:
            return replace(answer, headline=f"Yes, as the article tells it in its own words: {name} said so.")
        plain = tuple(replace(block, difference=()) for block in answer.blocks)
        return replace(
            answer, headline=f"Yes, nearly in these words: {name} said so.", verdict=None, blocks=plain, hints=()
        )

    def of_remarks(self, claim: str, speaker: str, said: Answer, looked_at: str) -> Answer:
        """What ``said``, the speaker's remarks on the claim's words, says about it: a "may be", or that it is not found."""
        headline = f"Not found that {speaker} said so."
        if said.choices:
            return said
        if not said.answered:
            return replace(said, kind=QuestionKind.VERIFY, headline=headline) if claim in said.headline else said
        for block in said.blocks:
            sentence = self._bearing(claim, speaker, block)
            if sentence:
                return self._may_be(claim, sentence, block, said)
        return silence(
            QuestionKind.VERIFY,
            headline,
            looked_at=looked_at,
            nearest=said.blocks[0].words if said.blocks else "",
            hints=(
                f"For what {speaker} did say, ask “What did {speaker} say about …?” with a topic in a word or two.",
            ),
            confidence=0.7,
        )

    def _bearing(self, claim: str, speaker: str, block: Block) -> str | None:
        """The sentence of a block that holds all of the claim's weighty words."""
        named = {word.key for word in self._wording.words(speaker)}
        keys = {word.key for word in self._wording.words(claim)} - named
        wanted = {stem(key) for key in keys if not self._wording.is_function(key)}
        if len(wanted) < _WEIGHTY:
            return None
        for passage in segment(block.words):
            sentence = passage.span.of(block.words)
            if wanted <= {stem(word.key) for word in self._wording.words(sentence)}:
                return sentence
        return None

    def _may_be(self, claim: str, sentence: str, block: Block, said: Answer) -> Answer:
        mine, theirs = self._reversal.turns(claim), self._reversal.turns(sentence)
        hints = [f"Mind the “{theirs}”: it may say the opposite."] if theirs and not mine else []
        hints += [f"There is no “{mine}” in it: it may say the opposite."] if mine and not theirs else []
        cited = tuple(one for one in said.citations if one.number in block.citations)
        articles = {one.article_id for one in cited}
        return replace(
            said,
            kind=QuestionKind.VERIFY,
            headline="This may be it, in these words:" if block.kind is Kind.DIRECT else "This may be it, as reported:",
            confidence=round(min(said.confidence, _MAYBE), 3),
            blocks=(replace(block, citations=tuple(range(1, len(cited) + 1))),),
            citations=tuple(replace(one, number=number) for number, one in enumerate(cited, 1)),
            quotations=tuple(one for one in said.quotations if one.article_id in articles and one.text in block.words),
            sure=False,
            hints=tuple(hints),
        )


def _differing(answer: Answer, name: str) -> Answer:
    """The reply where words that carry something differ: neither a yes, nor a falsified quotation."""
    return replace(
        answer,
        headline=f"Not in these words: {name} said something near. See what differs.",
        verdict=None,
        sure=True,
        confidence=round(min(answer.confidence, _MAYBE), 3),
    )
