"""Which title a report gets wrong, asked of a small corpus of our own."""

from datetime import date

from bot.answer.render import plain
from bot.models import Ask, QuestionKind
from tests.answer.library import SCOPES, opened

WRONG = (
    "Japanese President Fumio Kishida said on Thursday that the plan would go on as both sides had agreed in spring."
)
RIGHT = (
    "Prime Minister Fumio Kishida said on Thursday that the plan would go on as both sides had agreed in the spring."
)


async def told(folder, *texts):
    for number, text in enumerate(texts):
        (folder / f"{number}.md").write_text(
            f"---\ntitle: The plan goes on\noutlet: Paper {number}\npublished: 2024-04-11\n---\n\n{text}\n", "utf-8"
        )
    async with opened(folder / "library.db") as services:
        async for result in services.ingest(sorted(folder.glob("*.md"))):
            assert result.refused is None
        question = "One report gives Kishida the wrong title. Which title is it?"
        return await services.answer(Ask(QuestionKind.ASK, date(2024, 5, 1), SCOPES, question))


async def test_a_title_of_another_countrys_office_stands_apart_from_the_right_one(tmp_path):
    answer = await told(tmp_path, WRONG, RIGHT)
    assert answer.headline == "“Japanese President”, in Paper 0; elsewhere Fumio Kishida is “Prime Minister”."


async def test_it_is_told_with_less_confidence_where_no_article_has_another(tmp_path):
    answer = await told(tmp_path, WRONG)
    assert answer.headline == "“Japanese President”, in Paper 0."
    assert answer.confidence < 0.75


async def test_where_all_agree_no_title_is_wrong(tmp_path):
    assert "President" not in plain(await told(tmp_path, RIGHT))
