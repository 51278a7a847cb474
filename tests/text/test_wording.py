import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lexicon import read_table
from bot.text.wording import Wording, unify

WORDING = Wording(read_table("wording"), ["harbour|harbor", "per cent|percent"])


def keys(text: str) -> list[str]:
    return [word.key for word in WORDING.words(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We’re READY", "we are ready"),
        ("[W]e’re ready", "We're ready"),
        ("don't", "do not"),
        ("can’t", "cannot"),
        ("It’s over", "it is over"),
        ("it's been long", "it has been long"),
        ("the U.S. side", "the US side"),
        ("20%", "20 percent"),
        ("1,500 ships", "1500 ships"),
        ("“quoted” — words", "quoted words"),
        ("Tōkyō", "Tokyo"),
        ("seven decades", "7 decades"),
        ("the harbour’s edge", "the harbour's edge"),
        ("harbours", "harbors"),
        ("R&D", "R & D"),
        ("ensur[ing] it", "ensuring it"),
        ("co\u00adopera\u200btion", "cooperation"),
    ],
)
def test_two_printings_of_the_same_words_have_the_same_keys(one, other):
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("protect", "undermine"),
        ("we will", "we will not"),
        ("$55 billion", "55 billion"),
        ("Japan's", "Japan"),
        ("1.5", "15"),
        ("flour", "flor"),
    ],
)
def test_other_words_have_other_keys(one, other):
    assert keys(one) != keys(other)


def test_brackets_mark_words_and_an_ellipsis_marks_the_word_behind_it():
    words = WORDING.words("good, [and] … for … [us] […] all")
    assert [(word.key, word.editorial, word.gap) for word in words] == [
        ("good", False, False),
        ("and", True, False),
        ("for", False, True),
        ("us", True, True),
        ("all", False, True),
    ]


def test_words_are_split_where_the_other_text_splits_them():
    one, other = unify(WORDING.words("likeminded and long-term"), WORDING.words("like-minded and longterm"))
    assert [word.key for word in one] == [word.key for word in other] == ["like", "minded", "and", "long", "term"]


def test_japanese_is_compared_character_by_character():
    assert keys("台湾海峡の") == list("台湾海峡の")


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=150), st.integers(0, 1_000))
def test_spans_lie_in_the_text_in_order(text, offset):
    at = offset
    for word in WORDING.words(text, offset):
        assert at <= word.start <= word.end <= offset + len(text)
        at = word.end


@pytest.mark.parametrize("unit", ["[", "[a", "a'", "…", ". ", "é", "1,", "台"])
def test_time_is_linear_whatever_is_read(unit):
    began = time.process_time()
    WORDING.words(unit * (60_000 // len(unit)))
    assert time.process_time() - began < 1
