"""When something happens is kept apart from when it was said."""

import asyncio
from datetime import date

import pytest

from bot.models import Ask, QuestionKind
from tests.answer.library import SCOPES, opened, written

ARTICLES = {
    "depot": (
        "Depot to move",
        "2023-08-02",
        (
            "The move of the Kurosaki depot will cost 42 billion yen, the Defense Ministry said on Tuesday.\n\n"
            "The old Kurosaki depot will be closed on 3 March 2024, and the new one will have twice the room.\n"
        ),
    ),
    "deal": (
        "Harbour deal near",
        "2023-05-02",
        "Deputy Minister Marlow Tennick told reporters on Monday that the harbour deal would be signed before long.\n",
    ),
    "quay": (
        "Quay of Amami",
        "2024-01-20",
        (
            "The quay of Amami will be repaired before 5 June 2024, the port office said, and the boats will wait.\n\n"
            "The lock of Tarama will not be opened until 8 July 2024, and the mole was shut by the May 2023 storm.\n"
        ),
    ),
    "levy": (
        "Levy goes up",
        "2024-01-11",
        (
            "The aviation levy was raised on 9 January, the transport ministry said on Wednesday.\n\n"
            "The levy pays for the repair of runways, and nobody likes to pay it.\n"
        ),
    ),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return written(tmp_path_factory.mktemp("moments"), ARTICLES)


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("When will the Kurosaki depot be closed?", "3 March 2024", "August"),
        ("When will the quay of Amami be repaired?", "before 5 June 2024", "on"),
        ("When will the lock of Tarama be opened?", "8 July 2024", "until"),
        ("When was the mole shut?", "May 2023", "by"),
        ("When was the aviation levy raised?", "9 January 2024", "10 January"),
        ("When will the harbour deal be signed?", "", "May 2023"),
        ("When did Tennick tell reporters about the harbour deal?", "1 May 2023", "2 May"),
    ],
)
def test_the_day_on_which_something_was_said_is_not_when_it_happens(library, question, told, not_told):
    async def asked():
        async with opened(library) as services:
            return await services.answer(Ask(QuestionKind.WHEN, date(2024, 5, 1), SCOPES, question))

    answer = asyncio.run(asked())
    assert told in answer.headline
    assert not_told not in answer.headline
