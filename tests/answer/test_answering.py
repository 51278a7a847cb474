"""Questions asked of a small corpus of our own, through the services, as a user asks them."""

import time
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answer.render import as_object, plain
from bot.models import Answer, Ask, QuestionKind
from bot.services import Services

NOW = date(2024, 3, 1)
ARTICLES = {
    "herald.md": """---
title: Defence ministers meet in Canberra
outlet: The Harbour Herald
author: Ada Quill
published: 2023-10-20
---

CANBERRA — Japanese Defense Minister Minoru Kihara met his Australian counterpart Richard Marles in Canberra on Thursday and agreed to hold joint exercises twice a year.

Marles said the two countries would share the cost of a new hangar at RAAF Base Tindal, which is to house twelve fighters.

"Our forces have never worked as closely as they do now," Marles told reporters after the talks. "We will not waste that."

The hangar is expected to cost $310 million. Work on it starts in May 2024.
""",
    "ledger.md": """---
title: Three ships leave Sasebo
outlet: The Inland Ledger
published: 2023-11-02
---

SASEBO — Three minesweepers left Sasebo on Wednesday for an exercise in the Sulu Sea with the Philippine Navy.

About 240 sailors take part, according to the Maritime Self-Defense Force.

Prime Minister Fumio Kishida said that the exercise was aimed at no country.
""",
    "courier.md": """---
title: Sailors at sea
outlet: Courier of Leyte
published: 2023-11-03
---

MANILA — About 260 sailors take part, the Philippine Navy told newspapers here.
""",
}


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def services(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Services]:
    tmp_path = tmp_path_factory.mktemp("answering")
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, "utf-8")
    async with Services.open(tmp_path / "corpus.db") as opened:
        async for result in opened.ingest([folder]):
            assert result.refused is None
        yield opened


def ask(question: str, kind: QuestionKind = QuestionKind.ASK) -> Ask:
    return Ask(kind, NOW, ("host",), question)


def sources(answer: Answer) -> list[str]:
    return [citation.source for citation in answer.citations]


@pytest.mark.parametrize(
    ("question", "expected", "source"),
    [
        ("Who met Marles in Canberra?", "Minoru Kihara", "herald.md"),
        ("When did Kihara meet Marles?", "19 October 2023", "herald.md"),
        ("How much will the hangar cost?", "$310 million", "herald.md"),
        ("How many minesweepers left Sasebo?", "Three", "ledger.md"),
        ("In which sea does the exercise take place?", "Sulu Sea", "ledger.md"),
        ("Where did Kihara meet Marles?", "Canberra", "herald.md"),
        ("When does work on the hangar start?", "May 2024", "herald.md"),
        ("Who wrote the Herald report on the ministers?", "Ada Quill", "herald.md"),
        ("When was the article headlined 'Three ships leave Sasebo' published?", "2 November 2023", "ledger.md"),
        ("Who was Japan's prime minister in November 2023?", "Fumio Kishida", "ledger.md"),
        ("Who is Richard Marles?", "Richard Marles", "herald.md"),
        ("Who is Minoru Kihara?", "Defense Minister", "herald.md"),
        ("When did Kihara and Marles meet in Tokyo?", "Canberra, not Tokyo", "herald.md"),
        ("What did Marles say about the forces?", "Our forces have never worked as closely", "herald.md"),
        ("What did Kishida say about the exercise?", "aimed at no country", "ledger.md"),
    ],
)
async def test_a_question_gets_its_short_answer_from_the_right_article(services, question, expected, source):
    answer = await services.answer(ask(question))
    assert answer.answered, plain(answer)
    assert expected in plain(answer)
    assert sources(answer)[0] == source


@pytest.mark.parametrize(
    "question",
    [
        "Who won the football championship?",
        "How many submarines left Sasebo for Guam?",
        "What percentage of the budget goes to the hangar?",
        "What did Kishida say about the hangar?",
        "Who is the mayor of Sasebo?",
        "When was the Herald's article on volcanoes published?",
    ],
)
async def test_what_the_articles_do_not_say_is_silence_without_sources(services, question):
    answer = await services.answer(ask(question))
    assert not answer.answered, plain(answer)
    assert answer.citations == ()
    assert answer.quotations == ()


async def test_where_articles_differ_both_figures_are_shown(services):
    answer = await services.answer(ask("How many sailors take part?"))
    assert "240" in answer.headline
    assert "260" in answer.headline
    assert {"ledger.md", "courier.md"} <= set(sources(answer))


async def test_a_remark_is_direct_only_when_it_is(services):
    told = as_object(await services.answer(ask("What did Kishida say about the exercise?")), "1")
    assert [quotation["kind"] for quotation in told["quotations"]] == ["reported"]
    assert "“" not in told["text"].split("\n")[1]


async def test_an_article_that_is_removed_is_cited_nowhere(services):
    question = ask("How many minesweepers left Sasebo?")
    (article,) = await services.articles.by_source(["host"], "ledger.md")
    await services.articles.remove(article.id, "host", now=datetime.now(UTC))
    told = await services.answer(question)
    await services.articles.restore(article.id, "host", now=datetime.now(UTC))
    assert "ledger.md" not in sources(told)
    assert sources(await services.answer(question))[0] == "ledger.md"


@pytest.mark.parametrize(
    "question",
    ["", "   ", "?!", "😀🔥", '"; DROP TABLE article; --', "NEAR(* OR", "@everyone", "a" * 2000, "\x00\ud800"],
)
@pytest.mark.parametrize("kind", list(QuestionKind))
async def test_odd_input_gets_a_short_reply(services, question, kind):
    asked = Ask(kind, NOW, ("host",), question, speaker=question, topic=question, words=question)
    told = plain(await services.answer(asked))
    assert 0 < len(told) <= 2000
    assert "@everyone" not in told


async def test_every_cited_passage_is_in_its_article_to_the_character(services):
    for question in ("Who met Marles?", "What did Marles say?", "How many sailors take part?"):
        for citation in (await services.answer(ask(question))).citations:
            (article,) = await services.articles.by_source(["host"], citation.source)
            assert citation.span is not None
            assert citation.span.of(article.record.body) == citation.passage


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_no_question_raises(services, question):
    answer = await services.answer(ask(question))
    assert plain(answer)


@pytest.mark.parametrize(
    ("lead", "piece"),
    [
        ("Who is ", "A"),
        ("Who is ", "A."),
        ("Did Marles say ", "'"),
        ("When was ", "article "),
        ("", "What time "),
        ("", "?"),
    ],
)
async def test_a_question_of_any_length_is_answered_in_linear_time(services, lead, piece):
    question = lead + piece * (4_000 // len(piece)) + "x"
    start = time.process_time()
    await services.answer(ask(question))
    assert time.process_time() - start < 1.5
