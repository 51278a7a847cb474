"""Questions that name who did something, asked of a small corpus that tells it of others."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
import pytest_asyncio

from bot.models import Answer, Ask, QuestionKind
from bot.services import Services
from tests.answer.library import SCOPES, opened

TEXT = """Six countries will rebuild the harbour, and each has named a sum for the quays.

New Zealand pledged $40 million for the harbour's cranes. Canada has promised $65 million for the harbour's sheds.

The ROK will pay $12 million for the harbour's lamps, and Japan sent engineers in March.

Fiji named no sum.

Canada's envoy signed the plan for the visit to the harbour on 22 January 2024, and New Zealand's did so a day later.
"""
BY_OTHER_NAMES = """Dr. Owens has measured the reef since 2019.

The Defense Department will send three surveyors to the reef, and they will stay until June.

The United States promised $17 million for the buoys of the reef. The Self-Defense Forces sent 200 divers to the reef.

Nippon Glass pledged $9 million for the anchors of the reef.

In the weeks since the storm, Ms. Tamaki has held two meetings with divers in Nago.
"""
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def services(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Services]:
    folder = tmp_path_factory.mktemp("doers")
    (folder / "harbour.md").write_text(f"---\ntitle: The harbour\npublished: 2024-02-01\n---\n\n{TEXT}", "utf-8")
    (folder / "reef.md").write_text(f"---\ntitle: The reef\npublished: 2024-02-02\n---\n\n{BY_OTHER_NAMES}", "utf-8")
    async with opened(folder / "library.db") as services:
        async for result in services.ingest([folder / "harbour.md", folder / "reef.md"]):
            assert result.refused is None
        yield services


async def told(services: Services, question: str) -> Answer:
    return await services.answer(Ask(QuestionKind.ASK, date(2024, 3, 1), SCOPES, question))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How much did New Zealand pledge for the harbour's cranes?", "$40 million"),
        ("How much has Canada promised for the harbour's sheds?", "$65 million"),
        ("How much will the ROK pay for the harbour's lamps?", "$12 million"),
    ],
)
async def test_a_sum_is_that_of_who_is_asked_about(services, question, expected):
    assert expected in (await told(services, question)).headline


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many surveyors will the Pentagon send to the reef?", "three"),
        ("How much did Washington promise for the buoys of the reef?", "$17 million"),
        ("How many divers did the SDF send to the reef?", "200"),
    ],
)
async def test_who_is_asked_about_may_be_called_otherwise(services, question, expected):
    assert expected in (await told(services, question)).headline


@pytest.mark.parametrize(
    "question",
    [
        "How much did Fiji pledge for the harbour's cranes?",
        "How much has Fiji promised for the harbour's sheds?",
        "How much did Japan pledge for the anchors of the reef?",
        "What did Japan pledge for the anchors of the reef?",
    ],
)
async def test_the_sum_of_another_is_no_answer(services, question):
    assert not (await told(services, question)).answered


async def test_the_doer_may_stand_behind_what_opens_the_sentence(services):
    assert "Nago" in (await told(services, "Where did Tamaki hold meetings with divers?")).headline
    assert "Nago" not in (await told(services, "Where did Owens hold meetings with divers?")).headline


async def test_the_day_of_what_is_over_is_no_answer_to_when_something_will_be(services):
    assert "22 January 2024" in (await told(services, "When was the plan for the visit signed?")).headline
    assert "22 January 2024" not in (await told(services, "When is the visit to the harbour planned?")).headline
