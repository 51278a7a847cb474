"""Questions with a slip of the keyboard, asked of a small corpus of our own."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
import pytest_asyncio

from bot.answer.render import plain
from bot.models import Answer, Ask, QuestionKind
from bot.services import Services
from tests.answer.library import SCOPES, opened

NOW = date(2024, 3, 1)
ARTICLES = {
    "hangar": (
        "A hangar for Tindal",
        "2023-10-20",
        """Australia and Japan agreed in Canberra on Thursday to share the cost of a hangar at Tindal.

The hangar is expected to cost $310 million and to house twelve fighters.""",
    ),
    "ships": (
        "Ships leave Sasebo",
        "2023-11-02",
        """Three minesweepers left Sasebo on Wednesday for an exercise in the Sulu Sea with the Philippine Navy.

Rear Admiral Kishida Taro, who leads the squadron, told the crews that the sea was calm.""",
    ),
}

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def services(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Services]:
    async with opened(tmp_path_factory.mktemp("spelling") / "library.db") as services:
        folder = tmp_path_factory.mktemp("articles")
        for name, (title, day, text) in ARTICLES.items():
            path = folder / f"{name}.md"
            path.write_text(f"---\ntitle: {title}\noutlet: The Harbour Post\npublished: {day}\n---\n{text}", "utf-8")
        async for result in services.ingest([folder]):
            assert result.refused is None
        yield services


async def told(services: Services, question: str) -> Answer:
    return await services.answer(Ask(QuestionKind.ASK, NOW, SCOPES, question))


@pytest.mark.parametrize(
    ("question", "expected", "note"),
    [
        ("How much will the hanger for twelve figthers cost?", "$310 million", "Read “figthers” as fighters."),
        ("Where did the minesweepers leave for their exercize?", "Sulu Sea", "Read “exercize” as exercise."),
        ("How many minesweppers left Sasebo?", "Three", "Read “minesweppers” as minesweepers."),
    ],
)
async def test_a_word_that_the_articles_spell_otherwise_is_read_as_theirs_and_that_is_told(
    services, question, expected, note
):
    answer = await told(services, question)
    assert expected.casefold() in plain(answer).casefold()
    assert note in answer.hints


@pytest.mark.parametrize(
    "question", ["Who is Kishi?", "What did the cost of the danger come to?", "Which visits were there?"]
)
async def test_a_shorter_or_another_word_is_not_taken_for_one_of_the_articles(services, question):
    assert not any(hint.startswith("Read “") for hint in (await told(services, question)).hints)
