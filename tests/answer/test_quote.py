from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer.glance import Glance
from bot.answer.likeness import remember
from bot.answer.quote import QuoteFinder, answer_of
from bot.answer.recall import rank
from bot.answer.render import plain
from bot.answer.stretch_finder import StretchFinder
from bot.answer.variants import VariantFinder
from bot.answer.verify import Verifier
from bot.lexicon import read_table
from bot.models import Ask, Kind, QuestionKind, Verdict
from bot.services import Services
from bot.store.articles import Articles
from bot.store.database import Database
from bot.store.glimpses import Glimpses
from bot.store.quotations import Quotations
from bot.store.search import Search
from bot.text.kin import Kin
from tests.answer.making import JUDGE, WORDING, article, stretches

KIN = Kin(read_table("kin"), read_table("irregular"))
NOW = date(2024, 6, 1)
RIVER = article(
    "The dam was opened on Sunday.\n\nGovernor Ida Lund thanked the workers. “It is hard to exaggerate how much this "
    "river has given our farmers over four generations,” Lund said. “Now we give something back.”\n\nCritics stayed away. "
    "Engineer Tom Abara said that the turbines could light nine thousand homes by autumn. The water rose by two metres "
    "in a single night.",
    direct=[
        ("Ida Lund", "It is hard to exaggerate how much this river has given our farmers over four generations, | Now we give something back."),
    ],
    reported=[("Tom Abara", "the turbines could light nine thousand homes by autumn")],
    number=1, day=date(2023, 4, 3), outlet="The Valley Post",
)  # fmt: skip
AGENCY = article(
    "“It is hard to overstate how much this river gave our farmers over four generations,” Lund told an agency.",
    direct=[("Ida Lund", "It is hard to overstate how much this river gave our farmers over four generations,")],
    number=2, day=date(2023, 4, 4), outlet="Agency",
)  # fmt: skip
OTHER = article(
    "“This river has given our city peace and quiet,” Mayor Sol Brandt said. “This river has given our city peace, quiet "
    "and a name,” he wrote a year later.",
    direct=[
        ("Sol Brandt", "This river has given our city peace and quiet,"),
        ("Sol Brandt", "This river has given our city peace, quiet and a name,"),
    ],
    number=3, day=date(2022, 1, 9), outlet="The City Paper",
)  # fmt: skip


@pytest.fixture
async def store(tmp_path):
    async with Database.open(tmp_path / "quotes.db") as database:
        articles = Articles(database)
        for one in (RIVER, AGENCY, OTHER):
            await articles.save(one.record, "host", now=datetime(2024, 6, 1, tzinfo=UTC))
        yield database


@pytest.fixture
def finder(store):
    return StretchFinder(Search(store), Articles(store), Quotations(store), Glimpses(store), WORDING)


@pytest.fixture
def quotes(store, finder):
    articles, quotations, glimpses = Articles(store), Quotations(store), Glimpses(store)
    glance = Glance(articles, quotations, glimpses, WORDING)
    return QuoteFinder(glance, finder, VariantFinder(quotations, glimpses, articles, WORDING), WORDING, KIN.of)


def asked(words: str) -> Ask:
    return Ask(QuestionKind.QUOTE, NOW, words=words)


@pytest.mark.parametrize(
    ("words", "speaker", "shown"),
    [
        ("hard to exaggerate how much this river has given our farmers", "Ida Lund", "four generations"),
        ("hard exaggerate river farmers four generations", "Ida Lund", "four generations"),
        ("its hard to exagerate how much this rivver has given our farmrs", "Ida Lund", "four generations"),
        ("you cannot overestimate what the river gave farmers for 4 generations", "Ida Lund", "farmers over four"),
        ("now we give something back", "Ida Lund", "something back"),
        ("this river has given our city peace and quiet", "Sol Brandt", "peace and quiet,”"),
        ("river has given our city peace, quiet and a name", "Sol Brandt", "quiet and a name"),
    ],
)
async def test_remembered_words_lead_to_the_quotation(quotes, words, speaker, shown):
    answer = await quotes.answer(asked(words))
    assert answer.answered
    assert answer.quotations[0].speaker == speaker
    assert answer.quotations[0].kind is Kind.DIRECT
    assert shown in answer.blocks[0].words


async def test_a_speakers_own_words_go_before_the_sentence_around_them(tmp_path):
    text = (
        "Ambassador Ida Lund said before the visit that the alliance was moving from “protection to projection.” "
        "She left at noon."
    )
    one = article(text, direct=[("Ida Lund", "protection to projection.")], number=4, day=date(2024, 4, 9))
    async with Database.open(tmp_path / "one.db") as database:
        articles, quotations, glimpses = Articles(database), Quotations(database), Glimpses(database)
        await articles.save(one.record, "host", now=datetime(2024, 6, 1, tzinfo=UTC))
        finder = StretchFinder(Search(database), articles, quotations, glimpses, WORDING)
        glance, variants = (
            Glance(articles, quotations, glimpses, WORDING),
            VariantFinder(quotations, glimpses, articles, WORDING),
        )
        answer = await QuoteFinder(glance, finder, variants, WORDING, KIN.of).answer(
            asked("not from protection but projection")
        )
    assert [(part.speaker, part.text) for part in answer.quotations] == [("Ida Lund", "protection to projection.")]


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("this river has given our city peace and quiet", "peace and quiet"),
        ("this river has given our city peace, quiet and a name", "peace, quiet and a name"),
    ],
)
async def test_of_near_twins_the_very_words_win(quotes, words, marked):
    answer = await quotes.answer(asked(words))
    assert any(marked in mark.of(answer.blocks[0].words) for mark in answer.blocks[0].marks)


async def test_the_sentences_before_and_behind_are_shown(quotes):
    (block, *_) = (await quotes.answer(asked("hard to exaggerate how much this river has given"))).blocks
    assert "Governor Ida Lund thanked the workers." in block.words
    assert "Now we give something back." in block.words


async def test_reported_speech_is_not_given_as_the_speakers_own_words(quotes):
    answer = await quotes.answer(asked("turbines could light nine thousand homes"))
    assert "Reported, not quoted" in answer.headline
    assert [part.kind for part in answer.quotations] == [Kind.REPORTED]


async def test_narration_is_called_the_articles_own(quotes):
    answer = await quotes.answer(asked("the water rose by two metres in a single night"))
    assert "Not a quotation" in answer.headline
    assert answer.quotations == ()
    assert answer.citations[0].passage == "The water rose by two metres in a single night."


async def test_other_wordings_of_the_same_remark_are_shown_with_what_differs(quotes):
    answer = await quotes.answer(asked("It is hard to exaggerate how much this river has given our farmers"))
    assert {citation.source for citation in answer.citations} == {"1.txt", "2.txt"}
    assert ("dropped", "exaggerate") in [(step.change, step.words) for step in answer.blocks[1].difference]


@pytest.mark.parametrize(
    "words",
    ["a quarrel about fishing licences in the north", "zxqv", "NEAR(* OR", '"; DROP TABLE article', "🦀🦀", "  ", "台湾", "the of and"],
)  # fmt: skip
async def test_words_that_nobody_said_end_in_silence(quotes, words):
    answer = await quotes.answer(asked(words))
    assert not answer.answered
    assert answer.citations == ()
    assert plain(answer)


async def test_what_may_not_be_seen_is_not_found(quotes):
    ask = Ask(QuestionKind.QUOTE, NOW, scopes=("server:1",), words="now we give something back")
    assert not (await quotes.answer(ask)).answered


@pytest.mark.parametrize(
    ("words", "speaker", "verdict"),
    [
        ("Now we give something back.", "Lund", Verdict.TRUE),
        ("Now we take something back.", "Lund", Verdict.ALTERED),
        ("Now we give something back.", "Brandt", Verdict.WRONG_SPEAKER),
        ("the turbines could light nine thousand homes", "Abara", Verdict.REPORTED_NOT_DIRECT),
        ("This river has given our city peace and something back", "Brandt", Verdict.ALTERED),
        ("It is hard to exaggerate how much this river has given our city peace, quiet and a name", "Lund", Verdict.STITCHED),
        ("We shall build three more dams", "Lund", Verdict.INVENTED),
    ],
)  # fmt: skip
async def test_verify_finds_its_stretches_in_the_store(finder, words, speaker, verdict):
    answer = await Verifier(finder, JUDGE).answer(Ask(QuestionKind.VERIFY, NOW, words=words, speaker=speaker))
    assert answer.verdict is verdict


async def test_the_services_put_both_together(tmp_path):
    async with Services.open(tmp_path / "all.db") as services:
        await services.articles.save(RIVER.record, "host", now=datetime(2024, 6, 1, tzinfo=UTC))
        assert (await services.answer(asked("give something back"))).answered
        ask = Ask(QuestionKind.VERIFY, NOW, words="give something back", speaker="Ida Lund")
        assert (await services.answer(ask)).verdict is Verdict.TRUE


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet="it is hard to give river farmers 台湾 “” … []’", max_size=80))
def test_ranking_takes_any_words(words):
    remembered = remember(WORDING.words(words), {}, 4, WORDING, KIN.of)
    found = rank(remembered, words, stretches(RIVER, OTHER))
    answer = answer_of(found)
    assert answer.answered is bool(answer.citations)


async def test_a_glance_gives_the_direct_quotations_that_the_words_are_clearly_of(store):
    glance = Glance(Articles(store), Quotations(store), Glimpses(store), WORDING)
    (look,) = [each async for each in glance.looks("much this river has given our farmers", ["host"])]
    assert {one.spoken.speaker for one in look.looked_up.stretches if one.spoken} == {"Ida Lund"}
    assert look.lead >= 15  # points before any other text
    (told,) = [each async for each in glance.looks("turbines could light nine thousand homes", ["host"])]
    assert told.looked_up.stretches == []  # reported
    for words in ("zebra xylophone", ""):
        assert [each async for each in glance.looks(words, ["host"])] == []


async def test_a_short_remark_does_not_stand_before_one_that_has_more_of_the_words(store):
    short = article("“The tunnel,” Abe Roth said.", direct=[("Abe Roth", "The tunnel,")], number=4)
    whole = article(
        "“They promised that the tunnel under the bay opens before winter,” Ida Lund said.",
        direct=[("Ida Lund", "They promised that the tunnel under the bay opens before winter,")],
        number=5,
    )
    for one in (short, whole):
        await Articles(store).save(one.record, "host", now=datetime(2024, 6, 1, tzinfo=UTC))
    glance = Glance(Articles(store), Quotations(store), Glimpses(store), WORDING)
    (look,) = [each async for each in glance.looks("promised the tunnel undr bay opens this winter", ["host"])]
    assert [one.spoken.speaker for one in look.looked_up.stretches if one.spoken] == ["Ida Lund"]


def test_words_that_stand_all_over_a_long_speech_are_not_remembered_of_it():
    filling = "Our harbour has seen many a winter, and each of them was colder than the one that went before it."
    said = ["The price is low.", *[filling] * 9, "It must rise today.", *[filling] * 9, "Then comes laughter and rest."]
    speech = article(f"“{' '.join(said)}” Dahl said.", direct=[("Dahl", " ".join(said))])

    def first(words: str) -> float:
        remembered = remember(WORDING.words(words), {}, 4, WORDING, KIN.of)
        return next((one.score for one in rank(remembered, words, stretches(speech))), 0.0)

    assert first("the price is low, must rise today, comes laughter") < 0.5
    assert first("then comes laughter and the rest") > 0.8
