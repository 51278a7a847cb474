"""Claims: "did X say …?" without quotation marks."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.answer.claims import Claims
from bot.answer.render import plain
from bot.answer.verify import answer_of
from bot.models import Answer, Ask, Block, Kind, QuestionKind, Verdict
from bot.services import Services
from tests.answer.making import REVERSAL, WORDING, article, judge

MILL = article(
    "The council met in Aldham on Friday. “The old mill is the best gift that our fathers left to this valley,” said "
    "Ida Brandt, who chairs it. “We do not want a motorway through the meadows. If the farmers agree, the bridge "
    "will be mended by spring.” Brandt added that two surveyors had measured the weir. “Visitors bring bread to "
    "every house here,” said Tom Lindqvist, a baker.",
    direct=[
        ("Ida Brandt", "The old mill is the best gift that our fathers left to this valley,"),
        ("Ida Brandt", "We do not want a motorway through the meadows. If the farmers agree, the bridge will be mended by spring."),
        ("Tom Lindqvist", "Visitors bring bread to every house here,"),
    ],
    reported=[("Ida Brandt", "two surveyors had measured the weir")],
    day=date(2023, 5, 2),
)  # fmt: skip
CLAIMS = Claims(WORDING, REVERSAL)


def claim(words: str, speaker: str = "Brandt") -> Answer | None:
    judgement = judge(words, speaker, MILL)
    return CLAIMS.of_judgement(judgement, answer_of(judgement, speaker))


@pytest.mark.parametrize(
    ("words", "headline", "verdict"),
    [
        ("The old mill is the best gift that our fathers left to this valley", "True", Verdict.TRUE),
        ("This old mill is the best gift our fathers left the valley", "Yes, nearly in these words", None),
        ("The old mills are the best gift that our fathers left to this valley", "Yes, nearly in these words", None),
        ("we want a motorway through the meadows", "Not so: Ida Brandt said it with “not”", Verdict.ALTERED),
        ("The old mill is not the best gift that our fathers left", "Not so: Ida Brandt said it without “not”", Verdict.ALTERED),
        ("the bridge will be mended by spring", "Only with “if”", Verdict.ALTERED),
        ("The new mill is the best gift that our fathers left to this valley", "Not in these words", None),
        ("two surveyors measured the weir", "Yes, as the article tells it", Verdict.REPORTED_NOT_DIRECT),
    ],
)  # fmt: skip
def test_a_claim_is_not_held_to_its_small_words_but_to_what_turns_it(words, headline, verdict):
    answer = claim(words)
    assert answer is not None
    assert answer.headline.startswith(headline)
    assert answer.verdict is verdict


@pytest.mark.parametrize(
    "words", ["The council met in Aldham on Friday", "the mill will be sold to the highest bidder"]
)
def test_narration_and_what_is_nowhere_bear_on_no_claim(words):
    assert claim(words) is None


@pytest.mark.parametrize(
    ("question", "answered", "headline"),
    [
        ("Did Ida Brandt say that they mended the bridge in spring?", True, "This may be it, in these words:"),
        ("Did Ida Brandt say that the farmers bring bread?", False, "Not found that Ida Brandt said so."),
        ("Did Ida Brandt say that the bridge should be painted red?", False, "Not found that Ida Brandt said so."),
        ("Did Ida Brandt say that the old mill is the best gift that our fathers left?", True, "True"),
    ],
)
async def test_what_is_not_found_is_no_yes(tmp_path, question, answered, headline):
    async with Services.open(tmp_path / "mill.db") as services:
        await services.articles.save(MILL.record, "host", now=datetime(2024, 6, 1, tzinfo=UTC))
        answer = await services.answer(Ask(QuestionKind.ASK, date(2024, 6, 1), question=question))
    assert (answer.answered, answer.headline[: len(headline)]) == (answered, headline)
    assert bool(answer.citations) is answered
    assert answer.sure is not answer.headline.startswith("This may be it")


async def test_what_many_said_is_looked_for_among_the_askeds_own(tmp_path):
    async with Services.open(tmp_path / "many.db") as services:
        for number in range(20):
            words = f"Let us be fair to one another, number {number}."
            body = f"“{words}” said Tom Lindqvist."
            one = article(body, direct=[("Tom Lindqvist", words)], number=number)
            await services.articles.save(one.record, "host", now=datetime(2024, 6, 1, tzinfo=UTC))
        words = "Whatever the farmers of the upper valley may think of the bridge and its price, let us be fair to one another."
        own = article(f"“{words}” said Ida Brandt.", direct=[("Ida Brandt", words)], number=99)
        await services.articles.save(own.record, "host", now=datetime(2024, 6, 1, tzinfo=UTC))
        ask = Ask(QuestionKind.VERIFY, date(2024, 6, 1), words="Let us be fair to one another", speaker="Brandt")
        assert (await services.answer(ask)).verdict is Verdict.TRUE
        assert (await services.answer(replace(ask, speaker="Abara"))).verdict is Verdict.WRONG_SPEAKER


def said(*words: str) -> Answer:
    blocks = tuple(Block(words=each, kind=Kind.DIRECT, lead="Ida Brandt") for each in words)
    return Answer(QuestionKind.SAID, True, "Ida Brandt on the mill: 2 quotations.", 0.9, blocks)


def test_a_remark_that_holds_all_weighty_words_in_one_sentence_may_be_it():
    remarks = said("The mill burns. We paid the roofers.", "The roofers of the mill were never paid.")
    answer = CLAIMS.of_remarks("the roofers of the mill were paid", "Brandt", remarks, "")
    assert not answer.sure
    assert [block.words for block in answer.blocks] == ["The roofers of the mill were never paid."]
    assert "may say the opposite" in plain(answer)


def test_words_scattered_over_sentences_are_told_as_the_nearest_alone():
    answer = CLAIMS.of_remarks("the mill was paid", "Brandt", said("The mill burns. We paid the roofers."), "")
    assert not answer.answered
    assert "Nearest, but not an answer" in plain(answer)


def test_what_somebody_unnamed_is_told_to_have_said_is_no_yes():
    body = "Brandt smiled. He said that the weir was older than the church."
    told = article(body, reported=[("He", "the weir was older than the church")])
    judgement = judge("the weir was older than the church", "Brandt", told)
    assert judgement.verdict is Verdict.REPORTED_NOT_DIRECT
    assert CLAIMS.of_judgement(judgement, answer_of(judgement, "Brandt")) is None
