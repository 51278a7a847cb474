"""Questions about reports, and what is said where reports differ, over a small corpus of our own."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from bot.answer.render import plain
from bot.models import Answer, Ask, Change, QuestionKind
from bot.services import Services

NOW = date(2024, 3, 1)
HEAD = "---\ntitle: {title}\noutlet: {outlet}\npublished: {day}\n---\n\n"
ARTICLES = {
    "pilot.md": HEAD.format(title="Hangar for Iwakuni", outlet="Harbour Pilot", day="2023-10-12")
    + """TOKYO - Japanese Defense Minister Minoru Kihara and U.S. Defense Secretary Lloyd Austin agreed at the Pentagon on Oct. 4 to build a new hangar for patrol aircraft and their crews in Iwakuni.

"Our alliance has never been closer than it is today, and we will keep it so," Austin told reporters.

The hangar will house 42 aircraft, the ministry said. Work began after the 1995 Kobe earthquake had damaged the old one.
""",
    "signal.md": HEAD.format(title="Iwakuni gets its hangar", outlet="Evening Signal", day="2023-10-13")
    + """WASHINGTON - Minoru Kihara, the defense minister, and Lloyd Austin agreed on Oct. 5 at the Pentagon to build a new hangar for patrol aircraft and their crews in Iwakuni.

"Our alliance has never been as close as it is today, and we will keep it so," Austin said.

The hangar will house 38 aircraft, the ministry said.
""",
    "inland.md": HEAD.format(title="Ministers on the hangar", outlet="Inland Wire", day="2023-10-14")
    + """WASHINGTON (Inland Wire) — Foreign Minister Minoru Kihara praised the plan for Iwakuni on Friday and said that the work would go on through the winter without a pause.

"It is a steady hand on the tiller," Kihara said, as quoted by AP.

The council voted on the plan in a referendum in 2019. A homemade siren was used at the gate.
""",
    "april.md": HEAD.format(title="Visit to Sasebo", outlet="Inland Wire", day="2024-02-20")
    + """SASEBO, Japan - Lloyd Austin met the mayor of Sasebo in Nagasaki today.

The mayor, Daisuke Miyajima, is 57 years old and spoke with Austin in one-hour talks.
""",
}

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def services(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Services]:
    folder = tmp_path_factory.mktemp("reports")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, "utf-8")
    async with Services.open(folder / "corpus.db") as opened:
        async for result in opened.ingest([folder / name for name in ARTICLES]):
            assert result.refused is None
        yield opened


async def told(services: Services, question: str, **more: Any) -> Answer:
    kind = QuestionKind.VERIFY if more else QuestionKind.ASK
    return await services.answer(Ask(kind, NOW, ("host",), question, **more))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("When did Kihara and Austin agree on the hangar in Iwakuni?", ["4 October 2023", "5 October 2023", "differ"]),
        ("How many aircraft will the hangar house?", ["42", "38", "Harbour Pilot", "Evening Signal", "differ"]),
        ("How do the reports differ on the number of aircraft in the hangar?", ["42", "38", "differ"]),
        ("Which report gives Kihara the wrong title?", ["“Foreign Minister”, in Inland Wire"]),
        ("Which wire service relayed Kihara's remarks?", ["AP"]),
        ("Which report tells of a referendum on the plan?", ["Inland Wire, 14 October 2023"]),
        ("When was the referendum?", ["2019"]),
        ("What siren was used at the gate?", ["homemade siren"]),
        ("Whom did Austin meet in Sasebo in February 2024?", ["Daisuke Miyajima"]),
        ("What does the Inland Wire say about the tiller?", ["a steady hand"]),
    ],
)
async def test_each_report_has_its_say(services, question, expected):
    answer = await told(services, question)
    assert answer.answered, plain(answer)
    assert all(part in answer.headline or part in plain(answer) for part in expected), plain(answer)


async def test_wordings_of_one_remark_stand_with_their_sources_and_what_differs(services):
    answer = await told(services, "How did different outlets quote Austin on the alliance?")
    assert {citation.source for citation in answer.citations} == {"pilot.md", "signal.md"}
    changed = [step for block in answer.blocks for step in block.difference if step.change is not Change.SAME]
    assert any("closer" in step.words for step in changed)
    assert [part.text[:30] for part in answer.quotations] == [
        "Our alliance has never been cl",
        "Our alliance has never been as",
    ]


async def test_a_year_in_the_name_of_another_thing_dates_nothing(services):
    assert "1995" not in (await told(services, "When was the old hangar damaged?")).headline


async def test_an_agency_in_a_dateline_is_nobody_who_did_something(services):
    assert "Wire" not in (await told(services, "Who praised the plan for Iwakuni?")).headline


async def test_a_length_of_another_thing_is_none(services):
    assert "hour" not in (await told(services, "How long was Austin's trip to Japan?")).headline


async def test_what_was_not_said_to_somebody_is_not_told_as_if_it_were(services):
    answer = await told(services, "What did Kihara say to Blinken?")
    assert answer.headline.startswith("Nothing is printed as said to Blinken.")


@pytest.mark.parametrize("words", ["the", "to be of", "and", "…"])
async def test_a_few_small_words_are_too_little_to_check(services, words):
    answer = await told(services, "", words=words)
    assert answer.verdict is None
    assert not answer.answered


async def test_a_quotation_that_is_cut_before_it_is_looked_for_says_so(services):
    asked = Ask(QuestionKind.QUOTE, NOW, ("host",), words="It is a steady hand on the tiller. " * 30)
    answer = await services.answer(asked)
    assert any("600 characters" in hint for hint in answer.hints)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many aircraft will the hangar in Iwakuni house, according to the Evening Signal?", "38"),
        ("According to Harbour Pilot, how many aircraft will the hangar in Iwakuni house?", "42"),
        ("As the Signal's report tells, how many aircraft will the hangar in Iwakuni house?", "38"),
        ("How many aircraft will the hangar in Iwakuni house in the Pilot's account?", "42"),
    ],
)
async def test_who_is_to_tell_it_tells_it(services, question, expected):
    answer = await told(services, question)
    assert answer.headline == expected


async def test_an_outlet_that_does_not_tell_it_is_not_stood_in_for(services):
    answer = await told(services, "How many aircraft will the hangar in Iwakuni house, according to Inland Wire?")
    assert not answer.answered


async def test_a_person_who_is_called_like_an_outlet_is_none(services):
    answer = await told(services, "How many aircraft will the hangar in Iwakuni house, according to John Signal?")
    assert not answer.answered or "differ" in answer.headline


async def test_who_is_called_like_a_place_is_no_outlet(services):
    question = "How many aircraft will the hangar in Iwakuni house, according to Iwakuni officials?"
    assert "differ" in (await told(services, question)).headline


async def test_what_somebody_said_is_told_by_the_outlet_that_is_to_tell_it(services):
    answer = await told(services, "What did Austin say about the alliance, according to the Evening Signal?")
    assert [block.words for block in answer.blocks] == [
        "Our alliance has never been as close as it is today, and we will keep it so,"
    ]


async def test_what_another_outlet_tells_is_told_as_doubtful(services):
    answer = await told(services, "How many aircraft will the hangar in Iwakuni house, according to Yonhap?")
    assert answer.headline.startswith("This may be it")
    assert "No article here is known to be from Yonhap." in answer.hints
