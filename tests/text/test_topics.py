"""Words and phrases that stand for each other."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lexicon import read_table
from bot.text.topics import KIN, SAME, Topics

TOPICS = Topics.from_tables(read_table)


def forms(text: str) -> dict[str, float]:
    return {form.words: form.weight for expansion in TOPICS.expand_text(text) for form in expansion.forms}


@pytest.mark.parametrize(
    ("asked", "form", "weight"),
    [
        ("cross-strait", "Taiwan Strait", SAME),
        ("defence budget", "defense spending", SAME),
        ("defense expenditure", "defense budget", SAME),
        ("military spending", "budget", KIN),
        ("quakes", "earthquake", SAME),
        ("earthquake", "tsunami", KIN),
        ("DPRK", "North Korea", SAME),
        ("ROK", "South Korea", SAME),
        ("top diplomat", "foreign minister", SAME),
        ("economies", "economic", SAME),
        ("economy", "investors", KIN),
        ("airstrikes", "strike", SAME),
        ("programme", "program", SAME),
        ("modernisation", "modernization", SAME),
        ("US", "American", SAME),
    ],
)
def test_what_stands_for_a_word(asked: str, form: str, weight: float) -> None:
    assert forms(asked)[form] == weight


def test_the_longest_phrase_is_one_and_other_words_stay_alone() -> None:
    expansions = TOPICS.expand("the defence budget of Freedonia".split())
    assert [expansion.asked for expansion in expansions] == ["the", "defence budget", "of", "Freedonia"]
    assert [len(expansion.forms) for expansion in (expansions[0], expansions[3])] == [1, 1]


def test_the_first_form_is_the_one_asked() -> None:
    assert all(
        e.forms[0].words == e.asked and e.forms[0].weight == SAME for e in TOPICS.expand_text("quake aid for Noto")
    )


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(max_size=8), max_size=10))
def test_any_words_are_kept_in_order(words: list[str]) -> None:
    assert " ".join(e.asked for e in TOPICS.expand(words)) == " ".join(words)
