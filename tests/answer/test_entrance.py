"""What comes in: greetings and signs are no questions, mentions and tags are taken out."""

from datetime import date

import pytest

from bot.answer.entrance import NOTHING_ASKED, in_other_letters
from bot.models import Ask, QuestionKind
from tests.answer.library import lexicon

ENTRANCE = lexicon().entrance


def ask(question: str, speaker: str | None = None) -> Ask:
    return Ask(QuestionKind.ASK, date(2024, 5, 1), ("host",), question, speaker=speaker)


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("hello", NOTHING_ASKED),
        ("Good morning, bot! How are you?", NOTHING_ASKED),
        ("thanks a lot!!", NOTHING_ASKED),
        ("help", NOTHING_ASKED),
        ("what can you do?", NOTHING_ASKED),
        ("😀🔥", NOTHING_ASKED),
        ("???", NOTHING_ASKED),
    ],
)
def test_what_asks_for_nothing_gets_a_hint(question: str, reply: str):
    answer = ENTRANCE.turned_away(ask(question))
    assert answer is not None
    assert (answer.answered, answer.headline) == (False, reply)
    assert answer.hints


@pytest.mark.parametrize(
    "question", ["Who are they?", "hello Kishida", "help for Ukraine", "Thanks to whom did it end?"]
)
def test_a_question_comes_in(question: str):
    assert ENTRANCE.turned_away(ask(question)) is None


def test_a_speaker_may_be_called_as_one_greets():
    assert ENTRANCE.turned_away(ask("", speaker="Sir")) is None


def test_mentions_and_tags_are_taken_out():
    cleaned = ENTRANCE.cleaned(ask("@here <@12> <b>who</b> spoke, 1 < 2?", speaker="<script>Wong</script>"))
    assert (cleaned.question, cleaned.speaker) == ("who spoke, 1 < 2?", "Wong")


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("مرحبا كيف حالك", True),
        ("Кто это сказал?", True),
        ("誰が言った?", True),
        ("Tarō Kōno", False),
        ("who is 石破?", False),
    ],
)
def test_other_letters_are_told_apart(text: str, other: bool):
    assert in_other_letters(text) is other


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("who froze putin's assets?", "who froze Putin's assets?"),
        ("when did blinken go to south korea and hawaii", "when did Blinken go to South Korea and Hawaii"),
        ("What did kishida say in Tokyo?", "What did kishida say in Tokyo?"),
        ("what is the price of rice in the park?", "what is the price of rice in the park?"),
        ("who has a new jersey for the bush fires?", "who has a new jersey for the bush fires?"),
        ("may we cook a turkey with us?", "may we cook a turkey with us?"),
    ],
)
def test_names_typed_in_small_letters_get_their_capitals(typed: str, read: str):
    assert ENTRANCE.cleaned(ask(typed)).question == read
