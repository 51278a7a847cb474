from __future__ import annotations

import string
from collections.abc import Iterator

import pytest

from bot.lexicon import read_table
from bot.ui.limits import BUTTON_LABEL, CHOICE_TEXT
from bot.ui.phrases import LOCALES, Phrases, Say, english
from tests.cogs.conftest import make
from tests.cogs.shelf import Shelf
from tests.discord_standin import Person, Standin
from tests.discord_standin.running import running
from tests.ui.phrasebook import raised_in_code, said_by_commands, said_in_code

JA = read_table("ja", LOCALES)
AKI = Person(100000000000000009, "aki", locale="ja")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_phrase_of_the_code_is_said_in_japanese():
    assert sorted(said_in_code() - JA["phrases"].keys()) == []


def test_every_error_is_said_in_japanese():
    assert sorted(raised_in_code() - JA["phrases"].keys()) == []


async def test_every_command_option_and_choice_is_said_in_japanese():
    async with Standin() as standin, running(make(Shelf()), standin) as bot:
        assert sorted(said_by_commands(bot) - JA["phrases"].keys()) == []
        ask = next(command for command in standin.commands if command["name"] == "ask")
        assert ask["name_localizations"] == {"ja": "質問"}
        assert ask["options"][0]["description_localizations"]["ja"].startswith("質問。")


def pairs() -> Iterator[tuple[str, str]]:
    yield from JA["phrases"].items()
    yield from JA["patterns"].items()


@pytest.mark.parametrize(("said", "translated"), list(pairs()))
def test_a_translation_has_the_parts_of_its_phrase(said, translated):
    assert fields(said) >= fields(translated)
    assert not fields(said) - fields(translated) or said in JA["patterns"]
    if len(said) <= BUTTON_LABEL:
        assert len(translated) <= CHOICE_TEXT


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("Blinken speaks on: Okinawa 2, Ukraine 3.", "Blinkenの話題: Okinawa 2, Ukraine 3。"),
        (
            "Ann on the strait: 2 quotations and 1 reported remark.",
            "Ann、「the strait」について: 直接の発言2件、間接の発言1件。",
        ),
        (
            "I looked through 5 articles, from 11 January 2023 to 13 January 2024 where a day is given.",
            "5件の記事を調べました(日付のあるものは2023年1月11日から2024年1月13日まで)。",
        ),
        ("Something new that no table knows.", "Something new that no table knows."),
        ("x" * 5000, "x" * 5000),
    ],
)
def test_sentences_made_elsewhere_are_reworded(made, said):
    assert Phrases.load().speaker("ja").reword(made) == said
    assert english.reword(made) == made


def test_a_part_is_put_in_as_it_is_whatever_it_holds():
    say = Say(
        {"Asked: {question}": "質問: {question}"}, {"{name} is back.": "{name}が戻りました。"}, "{year}.{month}.{day}"
    )
    assert say("Asked: {question}", question="{x} {0}") == "質問: {x} {0}"
    assert say.reword("{y} is back.") == "{y}が戻りました。"


async def test_a_user_is_answered_in_their_language():
    async with Standin() as standin, running(make(Shelf()), standin):
        told = await standin.command("help", user=AKI)
        assert "できること" in told.text
        answer = await standin.command("ask", {"question": "strait"}, user=AKI)
        assert "-# 質問: strait" in answer.text
        assert any(button.get("label") == "前後の文" for button in answer.buttons())
        assert "must stay open to every ship" in answer.text
